import crypto from 'node:crypto';
import fs from 'node:fs';
import { z } from 'zod';

const part = { part: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().min(0) };

/** `manifest.json` of a backup: what was exported from which state, and the hash of every other part. */
export const manifestSchema = z.strictObject({
  format: z.literal('tanheng-backup'),
  version: z.literal(1),
  madeAt: z.string(),
  program: z.string(),
  postgres: z.string(),
  migrations: z.array(z.strictObject({ number: z.number().int(), name: z.string(), sha256: z.string() })),
  /** CSV with a heading, gzip; in an order that can be loaded. */
  tables: z.array(z.strictObject({ schema: z.string(), table: z.string(), columns: z.array(z.string()), rows: z.number().int(), ...part })),
  sequences: z.array(z.strictObject({ schema: z.string(), name: z.string(), value: z.string() })),
  /** Evidence and other files of the data folder, as they are. */
  files: z.array(z.strictObject({ path: z.string(), ...part })),
});

export type Manifest = z.output<typeof manifestSchema>;

export async function sha256OfFile(file: string): Promise<string> {
  const hash = crypto.createHash('sha256');
  for await (const piece of fs.createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
