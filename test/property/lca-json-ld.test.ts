import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFromTable } from '../../src/kernel/lca/build-system.ts';
import { type Exchange, emptyDatabase, type Flow, type LcaDatabase, type LcaProcess } from '../../src/kernel/lca/dataset.ts';
import { planSystem } from '../../src/kernel/lca/plan.ts';
import { scoreSystem } from '../../src/kernel/lca/score-system.ts';
import { prepareSystem } from '../../src/kernel/lca/solve.ts';
import type { BuildOptions, GwpSet } from '../../src/kernel/lca/system.ts';
import { tabulate } from '../../src/kernel/lca/system-table.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { partsOf, zipOf } from '../../src/server/modules/document/paper/steady-zip.ts';
import { packJson } from '../../src/server/modules/lca/databases/read/package.ts';
import { readLcaFile } from '../../src/server/modules/lca/databases/read/read-database.ts';
import { answerLca } from '../../src/server/modules/lca/index.ts';
import { soak } from '../support/chance.ts';
import { randomDatabase } from '../support/random-lca.ts';

/** What is exported as JSON-LD and imported again is the same: every field, and every score. */

const fixture = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, '../fixtures/lca', name));

async function archiveOf(database: LcaDatabase): Promise<Buffer> {
  const { processes, flows, name, version, publisher, licence, credit, ...rest } = database;
  const answer = await answerLca({
    ...{ ask: 'export', all: true, at: '2024-01-01T00:00:00.000Z', notices: [] },
    rest: packJson({ ...rest, name, version, publisher, licence, credit }),
    flows: flows.map(packJson),
    processes: processes.map(packJson),
    described: { name, version, publisher, licence, credit },
  });
  if (!('archive' in answer)) throw new TypeError('an archive');
  return Buffer.from(answer.archive);
}

/** Doubts that a second reading may have about what a first has made sure of: none but about what the data say themselves. */
const said = new Set(['lca_read', 'lca_provider_unknown', 'lca_no_reference', 'lca_uncertainty_void']);

async function again(database: LcaDatabase): Promise<LcaDatabase> {
  const { database: read, findings } = await readLcaFile(await archiveOf(database), database.name);
  expect(findings.filter((one) => !said.has(one.code))).toEqual([]);
  return read;
}

const gwpSet: GwpSet = { id: 'AR6', values: { CO2: 1 } };
const rules: readonly BuildOptions['allocation'][] = ['stored', 'mass', 'economic', 'substitution', 'none'];

/** All scores of one unit of everything under every rule, or why there are none; every bit of them. */
function scores(database: LcaDatabase): unknown[] {
  const { table, findings } = tabulate([database]);
  return rules.map((allocation) => {
    try {
      const system = buildFromTable(table, { allocation, gwpSet, flowToGas: [{ gas: 'CO2', line: 'fossil', names: ['co2'] }] });
      const prepared = prepareSystem(planSystem(system.a), system.a);
      const demand = system.processIndex.map(({ processId, flowId }) => ({ processId, flowId, amount: 1 }));
      return { ...scoreSystem(system, prepared, { demand, most: 1000 }), tabulated: findings };
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { refused: refusal.code, findings: refusal.findings };
    }
  });
}

describe('a database exported as JSON-LD', () => {
  test('comes back the same, with the same scores to the last bit', async () => {
    const solved = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(randomDatabase, async (database) => {
        const read = await again(database);
        expect(read).toEqual(database);
        const [before, after] = [scores(database), scores(read)];
        expect(after).toEqual(before);
        for (const one of before) solved[typeof one === 'object' && one && 'impacts' in one ? 'yes' : 'no'] += 1;
      }),
      { numRuns: soak ? 2000 : 40 },
    );
    // The systems tried are not all of the kind that cannot be solved.
    expect(solved.yes).toBeGreaterThan(solved.no);
  }, 120_000);

  /** What did not come back once, each as small as it can be. */
  const base = { id: 'x', name: 'x' };
  const group = { ...base, units: [{ id: 'u', name: 'kg', factor: 1 }], referenceUnit: 'kg' };
  const mass = { ...base, unitGroupId: 'x' };
  const flow: Flow = { ...base, kind: 'product', referencePropertyId: 'x', properties: [{ flowPropertyId: 'x', factor: 1 }] };
  const makes: Exchange = { id: 1, flowId: 'x', direction: 'output', amount: 1, unit: 'kg', isReference: true };
  const process: LcaProcess = { ...base, kind: 'unit', exchanges: [makes], parameters: [], documentation: { time: 'x' } };
  const smallest: LcaDatabase = {
    ...emptyDatabase,
    name: 'x',
    unitGroups: [group],
    flowProperties: [mass],
    flows: [flow],
    processes: [process],
  };
  const indicator = { id: 'gwp', name: 'GWP', unit: 'kg', factors: [{ flowId: 'x', value: 2, unit: 'kg' }] };
  test.each<[string, Partial<LcaDatabase>]>([
    ['with a slash in the name of a folder', { flows: [{ ...flow, category: ['air', 'N/A', ''] }] }],
    ['with a list of folders that is empty', { flows: [{ ...flow, category: [] }] }],
    ['with a semicolon in a synonym', { flows: [{ ...flow, synonyms: ['1,2;3,4-Di', 'x'] }] }],
    [
      'with a unit that has no name',
      {
        unitGroups: [{ ...group, units: [{ id: 'u', name: '', factor: 1 }], referenceUnit: '' }],
        processes: [{ ...process, exchanges: [{ ...makes, unit: '' }] }],
      },
    ],
    ['with a process that says nothing about itself', { processes: [{ ...base, kind: 'unit', exchanges: [makes], parameters: [] }] }],
    [
      'with ids that differ by case, and behind 200 signs',
      { flows: [flow, ...['X', 'ä5', '\u0e45', 'y'.repeat(300), `${'y'.repeat(300)}2`].map((id) => ({ ...flow, id }))] },
    ],
    ['with an indicator of two methods', { methods: ['a', 'b'].map((id) => ({ id, name: id, indicators: [indicator] })) }],
  ])('comes back the same %s', async (_, more) => {
    const database = { ...smallest, ...more };
    expect(await again(database)).toEqual(database);
  });

  test('has a file of its own for every data set on a disk that does not tell case', async () => {
    const database = { ...smallest, flows: ['x', 'X', 'y'.repeat(300), `${'y'.repeat(300)}2`].map((id) => ({ ...flow, id })) };
    const names = partsOf(await archiveOf(database)).map((one) => one.name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test('a unit that is referred to by its id alone is that unit', async () => {
    const parts = partsOf(await archiveOf(smallest)).map(({ name, data }) => ({
      name,
      data: Buffer.from(
        data.toString('utf8').replace('"unit":{"@type":"Unit","@id":"u","name":"kg"}', '"unit":{"@type":"Unit","@id":"u"}'),
      ),
    }));
    const { database } = await readLcaFile(zipOf(parts, '2024-01-01T00:00:00Z'), 'x');
    expect(parts.some((one) => one.data.includes('"unit":{"@type":"Unit","@id":"u"}'))).toBe(true);
    expect(database.processes[0]?.exchanges[0]?.unit).toBe('kg');
  });
});

describe('a file of another format', () => {
  const ilcd = {
    contact: 'contacts',
    flow: 'flows',
    flowproperty: 'flowproperties',
    process: 'processes',
    source: 'sources',
    unit: 'unitgroups',
  };
  const matrices = {
    'sectors.csv': 'index,id,name,unit,category\n0,x,X,MJ,a/b\n1,y,Y,,\n',
    'flows.csv': 'index,id,flowable,context,unit\n0,co2,CO2,,kg\n1,so2,SO2,air/low,\n',
    'indicators.csv': 'index,id,name,unit\n0,g,GWP,kg\n',
    ...{ 'A.csv': '0,0.5\n0.25,0\n', 'B.csv': '1,2\n3,4\n', 'C.csv': '1,1\n' },
  };
  const zipped = (files: readonly (readonly [string, Buffer | string])[]) =>
    zipOf(
      files.map(([name, data]) => ({ name, data: Buffer.from(data) })),
      '2024-01-01T00:00:00Z',
    );
  test.each<[string, () => Buffer]>([
    ['EcoSpold 1', () => fixture('ecospold1_example.xml')],
    ['EcoSpold 2', () => fixture('ecospold2_sample.xml')],
    ['ILCD', () => zipped(Object.entries(ilcd).map(([name, folder]) => [`ILCD/${folder}/${name}.xml`, fixture(`ilcd/${name}.xml`)]))],
    ['SimaPro CSV', () => fixture('simapro_process.csv')],
    ['matrices in CSV', () => zipped(Object.entries(matrices))],
  ])('%s, exported as JSON-LD and imported, is the same database: fields, scores, and the hash of its content', async (_, bytes) => {
    const hash = async (file: Buffer) => {
      const answer = await answerLca({ ask: 'preview', bytes: file, name: 'x' });
      return 'preview' in answer ? answer.preview.contentSha256 : '';
    };
    const { database } = await readLcaFile(bytes(), 'x');
    const read = await again(database);
    expect(read).toEqual(database);
    expect(scores(read)).toEqual(scores(database));
    expect(await hash(await archiveOf(database))).toBe(await hash(bytes()));
  });
});
