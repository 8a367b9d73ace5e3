import { z } from 'zod';
import { identityEndpoints as e } from '../../../contract/identity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, query } from '../../work/command.ts';
import { hashedCode, newApiKey } from './codes.ts';
import { apiKeyOf } from './store.ts';
import type { ApiKeyRow } from './tables.ts';
import type { Visitors } from './visitors.ts';

/** Keys of the organization, newest first; what they are is never shown again. */
export const listApiKeys = query({
  name: 'identity.list-api-keys',
  action: 'apikey.maintain',
  input: z.object({}),
  run: async (work) => {
    const rows = await work.tx
      .selectFrom('app.api_key as k')
      .innerJoin('app.person as p', (join) => join.onRef('p.organization_id', '=', 'k.organization_id').onRef('p.id', '=', 'k.person_id'))
      .selectAll('k')
      .select('p.name as person_name')
      .where('k.organization_id', '=', work.actor.organizationId)
      .orderBy('k.created_at', 'desc')
      .execute();
    return { items: rows.map((row) => apiKeyOf(row, row.person_name)) };
  },
});

/** A key with the rights of whoever makes it, reading and calculating only. The key itself is in the result and nowhere else. */
export const createApiKey = command({
  name: 'identity.create-api-key',
  action: 'apikey.maintain',
  input: e.createApiKey.body,
  secretResult: true,
  run: async (work, { name, expiresAt }) => {
    const { organizationId, personId, name: personName } = work.actor;
    const secret = newApiKey(organizationId);
    const row: ApiKeyRow = {
      organization_id: organizationId,
      id: work.newId(),
      person_id: personId,
      name,
      start: `${secret.slice(0, 8)}…${secret.slice(-4)}`,
      key_sha256: hashedCode(secret),
      created_at: work.now,
      expires_at: expiresAt,
      revoked_at: null,
      version: 1,
    };
    await work.tx.insertInto('app.api_key').values(row).execute();
    const content = { name, start: row.start, expiresAt };
    work.record({ kind: 'api_key.created', objectType: 'api_key', objectId: row.id, objectVersion: 1, content });
    return { apiKey: apiKeyOf(row, personName), secret };
  },
});

export function revokeApiKey(visitors: Visitors) {
  return command({
    name: 'identity.revoke-api-key',
    action: 'apikey.maintain',
    input: e.revokeApiKey.params,
    run: async (work, { apiKeyId }) => {
      const { organizationId } = work.actor;
      const mine = work.tx.selectFrom('app.api_key').selectAll().where('organization_id', '=', organizationId).where('id', '=', apiKeyId);
      const row = await mine.forUpdate().executeTakeFirst();
      if (!row) throw new Refusal('not_found');
      if (row.revoked_at !== null) throw new Refusal('wrong_state');
      const after = { ...row, revoked_at: work.now, version: row.version + 1 };
      await work.tx
        .updateTable('app.api_key')
        .set(after)
        .where('organization_id', '=', organizationId)
        .where('id', '=', apiKeyId)
        .execute();
      const content = { name: row.name, start: row.start, revokedAt: work.now };
      work.record({ kind: 'api_key.revoked', objectType: 'api_key', objectId: row.id, objectVersion: after.version, content });
      work.afterCommit(() => visitors.forgetAll());
      const owner = await work.tx
        .selectFrom('app.person')
        .select('name')
        .where('organization_id', '=', organizationId)
        .where('id', '=', row.person_id)
        .executeTakeFirst();
      return apiKeyOf(after, owner?.name ?? '');
    },
  });
}
