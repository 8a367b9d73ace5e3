import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readYaml } from './read-yaml.ts';
import { textHash } from './yaml-ahead.ts';

/** For the build: the value, as JSON, of each YAML file below the folder, by the hash of its text. Left out is what is faulty or no JSON. */
export function readAhead(dataFolder: string): Record<string, string> {
  const values: Record<string, string> = {};
  const names = readdirSync(dataFolder, { recursive: true }).map(String);
  for (const name of names.filter((one) => one.endsWith('.yaml')).sort()) {
    const text = readFileSync(join(dataFolder, name), 'utf8');
    const { value, findings } = readYaml(text, name);
    const json = findings.length === 0 ? JSON.stringify(value) : undefined;
    if (json !== undefined && isDeepStrictEqual(JSON.parse(json), value)) values[textHash(text)] = json;
  }
  return values;
}
