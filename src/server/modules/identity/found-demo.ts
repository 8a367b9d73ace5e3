import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { roleCodes } from '../../../contract/roles.ts';
import { command } from '../../work/command.ts';
import { personContent } from './store.ts';
import type { PersonRow } from './tables.ts';

const roles = z.enum(roleCodes as readonly [(typeof roleCodes)[number], ...(typeof roleCodes)[number][]]);

/**
 * Founds the demonstration enterprise with its people. Its organization is marked, which is what makes it removable in one click and its personas enterable
 * without a password. Roles for the whole organization are granted here; those of a plant follow once the plant exists.
 */
export const foundDemo = command({
  name: 'identity.found-demo',
  action: 'system',
  input: z.object({
    name: z.string(),
    nameEn: z.string(),
    people: z.array(
      z.object({
        persona: z.string(),
        name: z.string(),
        nameEn: z.string(),
        jobTitle: z.string(),
        jobTitleEn: z.string(),
        roles: z.array(roles),
      }),
    ),
  }),
  run: async (work, { name, nameEn, people }) => {
    const { tx, now, actor } = work;
    const organization_id = actor.organizationId;
    await tx
      .insertInto('app.organization')
      .values({ organization_id, name, name_en: nameEn, is_demo: true, clock_at: null, salt: randomBytes(32), version: 1, created_at: now })
      .execute();
    work.record({
      kind: 'organization.founded',
      objectType: 'organization',
      objectId: organization_id,
      objectVersion: 1,
      content: { name, nameEn, isDemo: true },
    });
    const ids: Record<string, string> = {};
    for (const person of people) {
      const row: PersonRow = {
        organization_id,
        id: work.newId(),
        user_id: null,
        name: person.name,
        name_en: person.nameEn,
        email: null,
        job_title: person.jobTitle,
        job_title_en: person.jobTitleEn,
        persona: person.persona,
        active: true,
        version: 1,
        changed_at: now,
      };
      await tx.insertInto('app.person').values(row).execute();
      work.record({ kind: 'person.added', objectType: 'person', objectId: row.id, objectVersion: 1, content: personContent(row) });
      for (const role of person.roles) {
        const id = work.newId();
        await tx
          .insertInto('app.person_role')
          .values({
            organization_id,
            id,
            person_id: row.id,
            role,
            entity_id: null,
            granted_at: now,
            granted_by: actor.personId,
            ended_at: null,
          })
          .execute();
        work.record({
          kind: 'role.granted',
          objectType: 'person_role',
          objectId: id,
          objectVersion: 1,
          content: { personId: row.id, role, entityId: null },
        });
      }
      ids[person.persona] = row.id;
    }
    return ids;
  },
});

/** Sets the demonstration's clock: from now on its time goes on from this instant. */
export const setDemoClock = command({
  name: 'identity.set-demo-clock',
  action: 'system',
  input: z.object({ at: z.iso.datetime() }),
  run: async (work, { at }) => {
    const organizationId = work.actor.organizationId;
    await work.tx
      .updateTable('app.organization')
      .set({ clock_at: at })
      .where('organization_id', '=', organizationId)
      .where('is_demo', '=', true)
      .execute();
    work.record({ kind: 'demo.clock_set', objectType: 'organization', objectId: organizationId, objectVersion: 2, content: { at } });
    return { at };
  },
});

/** Takes out what a cut-off load left behind; does nothing where there is nothing. */
export const clearDemo = command({
  name: 'identity.clear-demo',
  action: 'system',
  input: z.object({}),
  statementSeconds: 120,
  run: async (work) => {
    const organizationId = work.actor.organizationId;
    const there = await work.tx
      .selectFrom('app.organization')
      .select('name')
      .where('organization_id', '=', organizationId)
      .executeTakeFirst();
    if (!there) return { removed: false };
    await sql`select auth.remove_logins()`.execute(work.tx);
    await sql`select app.remove_demo_organization()`.execute(work.tx);
    work.record({
      kind: 'demo.cleared',
      objectType: 'organization',
      objectId: organizationId,
      objectVersion: 1,
      content: { name: there.name },
      leafOnly: true,
    });
    return { removed: true };
  },
});
