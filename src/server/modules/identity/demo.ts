import { sql } from 'kysely';
import { z } from 'zod';
import { identityEndpoints as e } from '../../../contract/identity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { demoOrganizationId, systemActor } from '../../work/actor.ts';
import type { Work } from '../../work/command.ts';
import { command, query } from '../../work/command.ts';
import { createLogin, people } from './store.ts';
import type { Visitors } from './visitors.ts';

export const demoActor = systemActor(demoOrganizationId);

async function organizationOf(work: Work) {
  const row = await work.tx
    .selectFrom('app.organization')
    .selectAll()
    .where('organization_id', '=', work.actor.organizationId)
    .executeTakeFirst();
  // Without its clock the story is not told to the end yet: nobody steps into half of it.
  return row
    ? { id: row.organization_id, name: row.name, nameEn: row.name_en, isDemo: row.is_demo, ready: row.clock_at !== null }
    : undefined;
}

/** The demonstration and the people one can be in it. */
export const readDemo = query({
  name: 'identity.read-demo',
  action: 'system',
  input: z.object({}),
  run: async (work) => {
    const organization = await organizationOf(work);
    if (!organization?.isDemo || !organization.ready) return { available: false, organization: null, personas: [] };
    const rows = await work.tx
      .selectFrom('app.person')
      .select(['id', 'persona'])
      .where('organization_id', '=', organization.id)
      .where('persona', 'is not', null)
      .where('active', '=', true)
      .orderBy('id')
      .execute();
    const all = new Map((await people(work.tx, organization.id)).map((person) => [person.id, person]));
    const personas = rows.flatMap(({ id, persona }) => {
      const person = all.get(id);
      if (!person || persona === null) return [];
      const { name, nameEn, jobTitle, jobTitleEn, grants } = person;
      return [{ persona, name, nameEn, jobTitle, jobTitleEn, roles: [...new Set(grants.map((grant) => grant.role))] }];
    });
    const { ready: _, ...facts } = organization;
    return { available: true, organization: facts, personas };
  },
});

/** A persona steps in: the first time it gets a log-in without a password, which no other door opens. */
export const enterDemo = command({
  name: 'identity.enter-demo',
  action: 'system',
  input: e.signInToDemo.body,
  run: async (work, { persona }) => {
    const organization = await organizationOf(work);
    if (!organization?.isDemo || !organization.ready) throw new Refusal('demo_not_available');
    const person = await work.tx
      .selectFrom('app.person')
      .selectAll()
      .where('organization_id', '=', organization.id)
      .where('persona', '=', persona)
      .where('active', '=', true)
      .forUpdate()
      .executeTakeFirst();
    if (!person) throw new Refusal('not_found');
    const userId = `demo_${person.id}`;
    const known = await work.tx.selectFrom('auth.membership').select('user_id').where('user_id', '=', userId).executeTakeFirst();
    if (!known)
      await createLogin(work.tx, {
        userId,
        email: `${person.id}@demo.invalid`,
        name: person.name,
        passwordHash: null,
        personId: person.id,
      });
    return { personId: person.id, organizationId: organization.id, userId };
  },
});

/** Takes out every row of the demonstration; the journal keeps its leaves, and a last one says so. */
export function removeDemo(visitors: Visitors, removed: () => void | Promise<void>) {
  return command({
    name: 'identity.remove-demo',
    action: 'demo.remove',
    input: e.removeDemo.body,
    statementSeconds: 120,
    run: async (work) => {
      const organization = await organizationOf(work);
      if (!organization?.isDemo) throw new Refusal('demo_not_available');
      await sql`select auth.remove_logins()`.execute(work.tx);
      const { rows } = await sql<{ n: string }>`select app.remove_demo_organization() as n`.execute(work.tx);
      const removedRows = Number(rows[0]?.n ?? 0);
      const content = { name: organization.name, removedRows };
      work.record({
        kind: 'demo.removed',
        objectType: 'organization',
        objectId: organization.id,
        objectVersion: 2,
        content,
        leafOnly: true,
      });
      work.afterCommit(async () => {
        visitors.forgetAll();
        await removed();
      });
      return { removedRows };
    },
  });
}
