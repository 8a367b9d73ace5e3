import { identityEndpoints as e } from '../../../contract/identity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { entityExists } from '../../work/permission.ts';
import { requireOtherAdministrator, shownPerson } from './people.ts';
import type { Visitors } from './visitors.ts';

/** Grants a role, for an entity and everything below it or for the whole organization (clause 5.3). */
export function grantRole(visitors: Visitors) {
  return command({
    name: 'identity.grant-role',
    action: 'person.maintain',
    input: e.grantRole.params.extend(e.grantRole.body.shape),
    run: async (work, { personId, role, entityId }) => {
      const { organizationId, personId: by } = work.actor;
      await work.permit('person.maintain', entityId ?? undefined);
      if (entityId !== null && !(await entityExists(work.tx, entityId))) throw new Refusal('not_found');
      const id = work.newId();
      const row = {
        organization_id: organizationId,
        id,
        person_id: personId,
        role,
        entity_id: entityId,
        granted_at: work.now,
        granted_by: by,
        ended_at: null,
      };
      await work.tx.insertInto('app.person_role').values(row).execute();
      work.record({
        kind: 'role.granted',
        objectType: 'person_role',
        objectId: id,
        objectVersion: 1,
        content: { personId, role, entityId },
      });
      work.afterCommit(() => visitors.forgetPerson(personId));
      return await shownPerson(work, personId);
    },
  });
}

/** Ends a role; the grant stays in the history. The last administrator keeps the role. */
export function endRole(visitors: Visitors) {
  return command({
    name: 'identity.end-role',
    action: 'person.maintain',
    input: e.endRole.params,
    run: async (work, { personId, grantId }) => {
      const { organizationId } = work.actor;
      const grant = await work.tx
        .selectFrom('app.person_role')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('id', '=', grantId)
        .where('person_id', '=', personId)
        .forUpdate()
        .executeTakeFirst();
      if (!grant) throw new Refusal('not_found');
      if (grant.ended_at !== null) throw new Refusal('wrong_state');
      await work.permit('person.maintain', grant.entity_id ?? undefined);
      if (grant.role === 'administrator' && grant.entity_id === null) await requireOtherAdministrator(work, personId);
      await work.tx
        .updateTable('app.person_role')
        .set({ ended_at: work.now })
        .where('organization_id', '=', organizationId)
        .where('id', '=', grantId)
        .execute();
      const content = { personId, role: grant.role, entityId: grant.entity_id, endedAt: work.now };
      work.record({ kind: 'role.ended', objectType: 'person_role', objectId: grantId, objectVersion: 2, content });
      work.afterCommit(() => visitors.forgetPerson(personId));
      return await shownPerson(work, personId);
    },
  });
}
