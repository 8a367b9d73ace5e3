import { sql } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../db/tx.ts';
import type { Actor } from './actor.ts';

/** A request's Idempotency-Key with the hash of what was asked. */
export interface IdempotencyKey {
  readonly key: string;
  readonly requestSha256: string;
}

/**
 * Claims the key in the command's own transaction, so that the work and the memory of it commit together. A second request with the same key waits for
 * the first; it then gets the kept result, or `conflict` when it asks for something else.
 */
export async function claimKey<R>(tx: Tx, actor: Actor, idempotency: IdempotencyKey, realNow: string): Promise<{ result: R } | undefined> {
  const organizationId = actor.organizationId;
  await sql`delete from app.idempotency where organization_id = ${organizationId} and at < ${realNow}::timestamptz - interval '2 days'`.execute(
    tx,
  );
  const { rows } = await sql`insert into app.idempotency (organization_id, person_id, key, request_sha256, at)
    values (${organizationId}, ${actor.personId}, ${idempotency.key}, ${idempotency.requestSha256}, ${realNow})
    on conflict do nothing returning key`.execute(tx);
  if (rows.length > 0) return undefined;
  const kept = await sql<{ request_sha256: string; result: { result: R } | null }>`select request_sha256, result from app.idempotency
    where organization_id = ${organizationId} and person_id = ${actor.personId} and key = ${idempotency.key}`.execute(tx);
  const row = kept.rows[0];
  if (row?.request_sha256 !== idempotency.requestSha256 || !row.result) {
    throw new Refusal('conflict', {
      detail: {
        zh: '这个 Idempotency-Key 已用于另一个请求；请换一个新的键。',
        en: 'This Idempotency-Key was already used for another request; use a new key.',
      },
    });
  }
  return row.result;
}

export async function keepResult(
  tx: Tx,
  actor: Actor,
  idempotency: IdempotencyKey,
  result: { result: unknown } | undefined,
): Promise<void> {
  if (!result) return;
  await sql`update app.idempotency set result = ${JSON.stringify({ result: result.result ?? null })}::jsonb
    where organization_id = ${actor.organizationId} and person_id = ${actor.personId} and key = ${idempotency.key}`.execute(tx);
}
