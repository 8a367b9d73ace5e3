import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tabulate } from '../../../../kernel/lca/system-table.ts';
import { packTable } from './read/package.ts';
import { readLcaFile } from './read/read-database.ts';
import { bytesHeld, openReadySystems } from './ready-systems.ts';

const fixture = path.join(import.meta.dirname, '../../../../../test/fixtures/lca/simapro_process.csv');
const { database } = await readLcaFile(readFileSync(fixture), 'x');
const table = packTable(tabulate([database]).table);
const byMass = { allocation: 'mass' } as const;
const enough = 64 * 1024 * 1024;

describe('systems made ready', () => {
  test('the same content by the same rules is planned once; other content or other rules are another system', () => {
    const ready = openReadySystems(enough);
    const first = ready('a', table, byMass);
    expect(ready('a', table, { allocation: 'none' })).not.toBe(first);
    expect(ready('b', table, byMass)).not.toBe(first);
    expect(ready('a', table, byMass)).toBe(first);
    expect(ready('a', table, byMass).prepared).toBe(first.prepared);
  });

  test('where the bytes do not do, what was not asked for longest goes first', () => {
    const one = openReadySystems(enough)('a', table, byMass);
    // Room for two of three alike: half of one is left over for keys.
    const ready = openReadySystems(Math.floor(2.5 * bytesHeld([one.system, one.labelled, one.prepared])));
    const [a, b] = [ready('a', table, byMass), ready('b', table, byMass)];
    expect(ready('a', table, byMass)).toBe(a);
    const c = ready('c', table, byMass);
    expect(ready('a', table, byMass)).toBe(a);
    expect(ready('c', table, byMass)).toBe(c);
    expect(ready('b', table, byMass)).not.toBe(b);
  });

  test('one too large for the room is kept while it is asked for, and goes when another is', () => {
    const ready = openReadySystems(1);
    const large = ready('a', table, byMass);
    expect(ready('a', table, byMass)).toBe(large);
    ready('b', table, byMass);
    expect(ready('a', table, byMass)).not.toBe(large);
  });
});

describe('bytes held', () => {
  test('a buffer counts once however many arrays look into it', () => {
    const buffer = new ArrayBuffer(8000);
    const views = [new Float64Array(buffer, 0, 10), new Int32Array(buffer)];
    // 8000 bytes, and 24 for each of the two views and the list, 8 for each place in it.
    expect(bytesHeld(views)).toBe(8000 + 3 * 24 + 2 * 8);
  });

  test('strings, numbers and nothing', () => {
    expect(bytesHeld({ name: '钢', amount: 3, none: null })).toBe(24 + 3 * 8 + 24 + 2);
  });
});
