import { sql } from 'kysely';
import type { Role } from '../contract/roles.ts';
import { readConfig } from '../server/config.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import { absoluteSeconds, cookieShape, createApiKey, listApiKeys, openVisitors, revokeApiKey } from '../server/modules/identity/index.ts';
import { StartRefusal } from '../server/start-refusal.ts';
import type { Actor } from '../server/work/actor.ts';
import { systemClock } from '../server/work/clock.ts';
import { runCommand, runQuery } from '../server/work/run.ts';
import type { Invocation } from './main.ts';
import { exitCode, UsageError } from './say.ts';
import { parseWords } from './words.ts';

interface Facts {
  readonly organizationId: string;
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly { readonly role: Role; readonly entityId: string | null }[];
}

interface Wish {
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

/** Whoever runs this command on the machine already holds the data; the key gets a person whose rights it has and who answers for it. */
async function actorFor(database: Database, wish: Wish): Promise<Actor> {
  const candidates = await people(database, wish);
  const able =
    wish.person !== undefined ? candidates : candidates.filter((one) => one.grants.some((grant) => grant.role === 'administrator'));
  const [first] = able;
  if (first === undefined) {
    throw new StartRefusal({
      zh: '没有可以持有密钥的人员。原因：尚未完成首次设置，或指定的组织、人员不存在。处理：启动服务器并完成首次设置（或进入演示），再试一次。',
      en: 'There is nobody who could hold the key. Cause: the first set-up is not done, or no such organization or person exists. Cure: start the server, finish the set-up (or enter the demo), and try again.',
    });
  }
  if (able.some((one) => one.organizationId !== first.organizationId)) {
    const ids = [...new Set(able.map((one) => one.organizationId))].join(', ');
    throw new UsageError({
      zh: `有多个组织，请用 --organization 指定：${ids}`,
      en: `There are several organizations; name one with --organization: ${ids}`,
    });
  }
  return { kind: 'person', ...first };
}

/** `tanheng apikey create | list | revoke`: the same commands as the settings page. */
export async function apikey({ words, voice }: Invocation): Promise<number> {
  const flags = {
    days: { type: 'string' },
    person: { type: 'string' },
    organization: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseWords('apikey', words, flags, { min: 1, max: 2 });
  const [verb, subject = ''] = positionals;
  if (!['create', 'list', 'revoke'].includes(verb ?? '') || (verb !== 'list' && subject === '')) {
    throw new UsageError({
      zh: '用法：tanheng apikey create <名称> | list | revoke <编号>',
      en: 'Usage: tanheng apikey create <name> | list | revoke <id>',
    });
  }
  const days = values.days === undefined ? null : Number(values.days);
  if (days !== null && !(Number.isInteger(days) && days > 0 && days <= 3650))
    throw new UsageError({ zh: '--days 应为 1 到 3650', en: '--days is 1 to 3650' });
  const { databaseUrl, dataFolder, secret } = readConfig();
  const database = await openDatabase({ databaseUrl, dataFolder, exclusive: false, purpose: 'apikey' });
  try {
    const actor = await actorFor(database, { organization: values.organization, person: values.person });
    const deps = { db: database, clock: systemClock };
    if (verb === 'create') {
      const expiresAt = days === null ? null : new Date(systemClock.now() + days * 86_400_000).toISOString();
      const made = await runCommand(deps, createApiKey, actor, { name: subject, expiresAt });
      if (values.json === true) voice.put(JSON.stringify(made, null, 2));
      else {
        voice.complain({
          zh: `密钥“${subject}”属于 ${actor.name}，只显示这一次：`,
          en: `The key "${subject}" belongs to ${actor.name}; it is shown only now:`,
        });
        voice.put(made.secret);
      }
    } else if (verb === 'list') {
      const { items } = await runQuery(deps, listApiKeys, actor, {});
      if (values.json === true) voice.put(JSON.stringify({ items }, null, 2));
      else
        for (const key of items)
          voice.put(`${key.id}  ${key.start}  ${key.name}  ${key.revokedAt === null ? (key.expiresAt ?? '—') : `✗ ${key.revokedAt}`}`);
    } else {
      const visitors = openVisitors(database.app, systemClock, cookieShape(false, secret, absoluteSeconds));
      await runCommand(deps, revokeApiKey(visitors), actor, { apiKeyId: subject });
      voice.say({ zh: '密钥已吊销', en: 'The key is revoked' });
    }
    return exitCode.ok;
  } finally {
    await database.close();
  }
}
