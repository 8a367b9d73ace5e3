import { sql } from 'kysely';
import type { Role } from '../contract/roles.ts';
import type { Database } from '../server/db/open.ts';
import { StartRefusal } from '../server/start-refusal.ts';
import type { Actor } from '../server/work/actor.ts';
import { UsageError } from './say.ts';

interface Facts {
  readonly organizationId: string;
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly { readonly role: Role; readonly entityId: string | null }[];
}

export interface Wish {
  readonly organization: string | undefined;
  readonly person: string | undefined;
}

/** Everybody with a log-in, each read inside the own organization. */
async function people(database: Database, wish: Wish): Promise<readonly Facts[]> {
  return await database.app.transaction().execute(async (tx) => {
    const members = await sql<{ organizationId: string; personId: string }>`
      select organization_id as "organizationId", person_id as "personId" from auth.membership where active order by organization_id, person_id`.execute(
      tx,
    );
    const found: Facts[] = [];
    for (const { organizationId, personId } of members.rows) {
      if (wish.organization !== undefined && wish.organization !== organizationId) continue;
      if (wish.person !== undefined && wish.person !== personId) continue;
      await sql`select set_config('app.organization', ${organizationId}, true)`.execute(tx);
      const read = await sql<{ facts: Facts | null }>`select app.person_facts(${organizationId}::uuid, ${personId}::uuid) as facts`.execute(
        tx,
      );
      const facts = read.rows[0]?.facts;
      if (facts) found.push(facts);
    }
    return found;
  });
}

/**
 * Somebody in whose name a command works: whoever runs it on the machine already holds the data, and a person of the organization answers for it. Without a
 * person named, the first who holds one of these roles.
 */
export async function actorFor(database: Database, wish: Wish, able: readonly Role[]): Promise<Actor> {
  const candidates = await people(database, wish);
  const fit = wish.person !== undefined ? candidates : candidates.filter((one) => one.grants.some((grant) => able.includes(grant.role)));
  const [first] = fit;
  if (first === undefined) {
    throw new StartRefusal({
      zh: '没有可以办理的人员。原因：尚未完成首次设置，或指定的组织、人员不存在。处理：启动服务器并完成首次设置（或进入演示），再试一次。',
      en: 'There is nobody in whose name this could be done. Cause: the first set-up is not done, or no such organization or person exists. Cure: start the server, finish the set-up (or enter the demo), and try again.',
    });
  }
  if (fit.some((one) => one.organizationId !== first.organizationId)) {
    const ids = [...new Set(fit.map((one) => one.organizationId))].join(', ');
    throw new UsageError({
      zh: `有多个组织，请用 --organization 指定：${ids}`,
      en: `There are several organizations; name one with --organization: ${ids}`,
    });
  }
  return { kind: 'person', ...first };
}
