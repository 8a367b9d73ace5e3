import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const textHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Beside the bundle, where the build puts it; beside this source stands none, and every text is parsed. */
const file = join(dirname(fileURLToPath(import.meta.url)), 'yaml.json');
let ahead: Readonly<Record<string, string>> | undefined;

/**
 * The value of a YAML text that the build has read already, by the SHA-256 of the text; undefined when it has not: each start and each thread of
 * evaluations would parse the same 800 kB for a second and a half. A file changed since is another text, and parsed. A value of its own at each call.
 */
export function valueAhead(text: string): { readonly value: unknown } | undefined {
  ahead ??= existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const json = ahead?.[textHash(text)];
  return json === undefined ? undefined : { value: JSON.parse(json) };
}
