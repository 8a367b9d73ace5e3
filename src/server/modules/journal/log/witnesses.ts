import { createPublicKey, verify } from 'node:crypto';
import type pg from 'pg';
import { Refusal } from '../../../../kernel/refusal.ts';
import { bytesOf, toBase64 } from '../../../../kernel/trust/bytes.ts';
import { cosignedBytes, parseCosignature } from '../../../../kernel/trust/checkpoint.ts';
import { noteKeyTypes, parseNote, signaturesBy } from '../../../../kernel/trust/note.ts';
import { sha256 } from './hash.ts';

/** Ed25519 (RFC 8032) over bytes with a raw public key. */
export function verifyEd25519(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  return verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
}

interface CheckpointRow {
  readonly note: string;
}

/** A witness's time may run this far before ours. */
const futureSeconds = 300;

/**
 * Takes in a witness's cosignature of a head that was signed here: its line must be of a witness that is trusted here and verify over that head's text.
 * The same line again changes nothing. @throws Refusal `not_found` for a head we did not sign, `cosignature_wrong`.
 */
export async function addCosignature(
  pool: pg.Pool,
  origin: string,
  { size, line, nowMs }: { readonly size: number; readonly line: string; readonly nowMs: number },
): Promise<{ witness: string; size: number }> {
  const found = await pool.query<CheckpointRow>('select note from journal.checkpoint where origin = $1 and size = $2', [origin, size]);
  const own = parseNote(bytesOf(found.rows[0]?.note ?? ''));
  if (own === null) throw new Refusal('not_found', { values: { size: String(size) } });
  const cosigned = parseNote(bytesOf(`${own.text}\n${line.endsWith('\n') ? line : `${line}\n`}`));
  if (cosigned?.signatures.length !== 1) throw new Refusal('cosignature_wrong');
  const witnesses = await pool.query<{ name: string; public_key: Buffer }>('select name, public_key from journal.witness');
  for (const { name, public_key: publicKey } of witnesses.rows) {
    for (const one of signaturesBy(sha256, cosigned, { name, publicKey, type: noteKeyTypes.cosignature })) {
      const told = parseCosignature(one.signature);
      if (told === null || told.seconds * 1000 > nowMs + futureSeconds * 1000) continue;
      if (!verifyEd25519(publicKey, cosignedBytes(own.text, told.seconds), told.signature)) continue;
      await pool.query(
        `insert into journal.cosignature (origin, size, witness, line, cosigned_at, received_at)
         values ($1, $2, $3, $4, to_timestamp($5), $6) on conflict do nothing`,
        [
          origin,
          size,
          name,
          `\u2014 ${name} ${toBase64(Buffer.concat([one.keyId, one.signature]))}\n`,
          told.seconds,
          new Date(nowMs).toISOString(),
        ],
      );
      return { witness: name, size };
    }
  }
  throw new Refusal('cosignature_wrong');
}

/** The note of a head with the cosignatures that have come. */
export async function cosignedNote(pool: pg.Pool, origin: string, size: number, note: string): Promise<string> {
  const { rows } = await pool.query<{ line: string }>(
    'select line from journal.cosignature where origin = $1 and size = $2 order by witness',
    [origin, size],
  );
  return note + rows.map((row) => row.line).join('');
}
