import { readConfig } from '../server/config.ts';
import { openDatabase } from '../server/db/open.ts';
import { absoluteSeconds, cookieShape, createApiKey, listApiKeys, openVisitors, revokeApiKey } from '../server/modules/identity/index.ts';
import { systemClock } from '../server/work/clock.ts';
import { runCommand, runQuery } from '../server/work/run.ts';
import { actorFor } from './acting.ts';
import type { Invocation } from './main.ts';
import { exitCode, UsageError } from './say.ts';
import { parseWords } from './words.ts';

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
    const actor = await actorFor(database, { organization: values.organization, person: values.person }, ['administrator']);
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
