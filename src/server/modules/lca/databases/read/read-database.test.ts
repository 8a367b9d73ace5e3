import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { zipOf } from '../../../document/index.ts';
import { readLcaFile } from './read-database.ts';

/** Each sample file, with what a person reads in it. The files and their origin: test/fixtures/lca/SOURCE.md. */
const folder = path.join(import.meta.dirname, '../../../../../../test/fixtures/lca');
const file = (name: string): Buffer => readFileSync(path.join(folder, name));
const codes = (findings: readonly { code: string }[]) => [...new Set(findings.map((one) => one.code))];

describe('openLCA JSON-LD', () => {
  test('schema 2: fields of either schema, a provider, a cost, a category path', async () => {
    const unit = {
      '@type': 'UnitGroup',
      '@id': 'u',
      name: 'Mass',
      units: [{ '@id': 'kg', name: 'kg', conversionFactor: 1, isRefUnit: true }],
    };
    const property = { '@id': 'm', name: 'Mass', unitGroup: { '@id': 'u' } };
    const flow = {
      '@id': 'f',
      name: 'Steel',
      flowType: 'PRODUCT_FLOW',
      category: 'metals/steel',
      flowProperties: [{ isRefFlowProperty: true, flowProperty: { '@id': 'm' }, conversionFactor: 1 }],
    };
    const line = {
      internalId: 7,
      isInput: false,
      isQuantitativeReference: true,
      amount: 2,
      flow: { '@id': 'f' },
      unit: { name: 'kg' },
      dqEntry: '(1;2;3;4;5)',
      costValue: 3,
      currency: { name: 'EUR' },
    };
    const input = {
      internalId: 8,
      isInput: true,
      amount: 0.5,
      flow: { '@id': 'f' },
      unit: { name: 'kg' },
      defaultProvider: { '@id': 'p' },
    };
    const process = { '@id': 'p', name: 'Steel making', exchanges: [line, input] };
    const parts = { 'unit_groups/u.json': unit, 'flow_properties/m.json': property, 'flows/f.json': flow, 'processes/p.json': process };
    const zip = zipOf(
      Object.entries(parts).map(([name, content]) => ({ name, data: Buffer.from(JSON.stringify(content)) })),
      '2024-01-01T00:00:00Z',
    );
    const { database, format } = await readLcaFile(zip, 'x');
    expect(format).toBe('json_ld');
    expect(database.flows[0]).toMatchObject({ category: ['metals', 'steel'], referencePropertyId: 'm' });
    expect(database.processes[0]?.exchanges).toMatchObject([
      { id: 7, amount: 2, isReference: true, pedigree: [1, 2, 3, 4, 5], price: { amount: 3, currency: 'EUR' } },
      { id: 8, direction: 'input', providerId: 'p', isReference: false },
    ]);
  });
});

describe('EcoSpold 1', () => {
  test('the sample: one process with its documentation', async () => {
    const { database, format } = await readLcaFile(file('ecospold1_example.xml'), 'x');
    expect(format).toBe('ecospold_1');
    const [process] = database.processes;
    expect(process).toMatchObject({
      ...{
        name: 'community garden compost service',
        location: 'DE',
        category: ['waste treatment', 'community composting'],
        version: '12.34',
      },
      documentation: { validFrom: '2024', validUntil: '2025', documentor: 'Alex Example', reviewer: 'Casey Checker', copyright: false },
    });
    expect(process?.exchanges[0]).toMatchObject({ id: 1, direction: 'output', amount: 1, unit: 'kg', isReference: true });
    expect(database.sources[0]?.name).toBe('Synthetic EcoSpold Example Dataset');
  });

  test('the same processes read from JSON-LD and from EcoSpold have the same amounts', async () => {
    const shipped = path.join(folder, '../../../data/lca/uslci/uslci-fy20-q4.zip');
    const [one, other] = [await readLcaFile(readFileSync(shipped), 'x'), await readLcaFile(file('uslci-ecospold.zip'), 'x')];
    expect(other.database.processes).toHaveLength(631);
    // The EcoSpold edition of 2021 renames what is cut off and many units; where a process was not touched, both readers say the same to the digit.
    const amounts = ({ database }: typeof one) => {
      const flows = new Map(database.flows.map((flow) => [flow.id, flow.name.replace('CUTOFF ', '')]));
      const lines = (process: (typeof database.processes)[number]) =>
        process.exchanges.map((line) => `${line.direction} ${flows.get(line.flowId)} ${line.amount} ${line.unit}`).sort();
      return new Map(database.processes.map((process) => [process.name, lines(process).join('; ')]));
    };
    const [first, second] = [amounts(one), amounts(other)];
    const same = [...second].filter(([name, lines]) => first.get(name) === lines);
    expect(same.length).toBeGreaterThanOrEqual(10);
  }, 60_000);
});

test('EcoSpold 2: formula, link, price of uncertainty, parameters, compartments', async () => {
  const { database, findings, format } = await readLcaFile(file('ecospold2_sample.xml'), 'x');
  expect(format).toBe('ecospold_2');
  const [process] = database.processes;
  expect(process).toMatchObject({ name: 'Sample', location: 'AX', category: ['0112:Growing of rice'] });
  expect(process?.exchanges.map((line) => line.amount)).toEqual([33, 25, 22, 3, 2]);
  expect(process?.exchanges[0]).toMatchObject({ isReference: true, formula: '23 + SUM(8;2)', pedigree: [5, 5, 5, 5, 5] });
  // GSD = exp(√2.21) with the pedigree, exp(√2) without.
  const first = process?.exchanges[0];
  expect(first?.uncertainty).toMatchObject({ kind: 'lognormal', geometricMean: 33 });
  expect(first?.uncertainty?.kind === 'lognormal' && first.uncertainty.geometricSd).toBeCloseTo(4.4217, 3);
  expect(first?.baseUncertainty).toBeCloseTo(4.1133, 3);
  expect(process?.exchanges[2]?.uncertainty).toMatchObject({ kind: 'normal', mean: 22 });
  expect(process?.parameters.find((one) => one.name === 'vehicle_life')?.value).toBe(23);
  expect(database.flows.find((one) => one.name === 'Chloride')).toMatchObject({
    kind: 'elementary',
    category: ['soil', 'industrial'],
    cas: '016887-00-6',
  });
  // A triangle whose maximum lies below its mode, and a distribution without a name: said, not guessed.
  expect(codes(findings)).toEqual(expect.arrayContaining(['lca_uncertainty_void', 'lca_uncertainty_unread', 'lca_skipped']));
});

test('ILCD: an archive of one data set of each type', async () => {
  const names = ['contact', 'flow', 'flowproperty', 'process', 'source', 'unit'];
  const zip = zipOf(
    names.map((name) => ({ name: `ILCD/${name}s/${name}.xml`, data: file(`ilcd/${name}.xml`) })),
    '2024-01-01T00:00:00Z',
  );
  const { database, findings, format } = await readLcaFile(zip, 'x');
  expect(format).toBe('ilcd');
  const group = database.unitGroups[0];
  expect([group?.name, group?.referenceUnit, group?.units.find((unit) => unit.name === 'lb av')?.factor]).toEqual([
    'Units of mass',
    'kg',
    0.45,
  ]);
  expect(database.flows[0]).toMatchObject({ name: 'glycidol', kind: 'elementary', cas: '000556-52-5', formula: 'C3H6O2' });
  const [process] = database.processes;
  expect(process).toMatchObject({
    ...{ name: 'Acrylonitrile-Butadiene-Styrene granulate (ABS); production mix, at plant', location: 'RER', kind: 'system' },
    ...{ category: ['Materials production', 'Plastics'], documentation: { validFrom: '1996', validUntil: '2006' } },
  });
  expect(process?.exchanges).toMatchObject([{ id: 0, direction: 'output', amount: 1, unit: 'kg', isReference: true }]);
  expect(findings.some((one) => one.text.en.includes('contactDataSet'))).toBe(true);
});

test('SimaPro CSV: units, compartments, CAS numbers of the file itself', async () => {
  const { database, format } = await readLcaFile(file('simapro_process.csv'), 'x');
  expect(format).toBe('simapro_csv');
  const [process] = database.processes;
  expect(process).toMatchObject({ id: 'Dev99229000009369600009', name: 'Test', documentation: { createdAt: '2021-11-09' } });
  const flows = new Map(database.flows.map((flow) => [flow.id, flow]));
  expect(process?.exchanges.map((line) => [flows.get(line.flowId)?.name, line.direction, line.amount, line.unit])).toEqual([
    ['Test', 'output', 1, 'kg'],
    ['Water, well, RE', 'input', 0.01, 'm3'],
    ['Nitrogen, atmospheric', 'input', 0.05, 'kg'],
    ['Carbon dioxide', 'output', 0.001, 'kg'],
    ['Methane', 'output', 0.0001, 'kg'],
    ['Acetone', 'output', 1e-15, 'kg'],
  ]);
  expect(database.flows.find((one) => one.name === 'Methane')).toMatchObject({
    category: ['Emissions to air', 'low. pop.'],
    cas: '000074-82-8',
  });
  expect(database.unitGroups.find((one) => one.name === 'Units of Mass')?.units.find((unit) => unit.name === 'lb')?.factor).toBe(0.4535924);
});

test('matrices in CSV: two sectors, a flow and an indicator', async () => {
  const parts = {
    'A.csv': '0.1,0.2\n0.3,0\n',
    'B.csv': '2,0\n',
    'C.csv': '1.5\n',
    'sectors.csv': 'id,index,name,location\nb,1,Second,US\na,0,"First, of two",US\n',
    'flows.csv': 'index,id,flowable,context,unit\n0,co2,Carbon dioxide,emission/air,kg\n',
    'indicators.csv': 'id,index,name,code,unit\ngwp,0,Warming,GHG,kg CO2-eq\n',
  };
  const zip = zipOf(
    Object.entries(parts).map(([name, text]) => ({ name, data: Buffer.from(text) })),
    '2024-01-01T00:00:00Z',
  );
  const { database, format, findings } = await readLcaFile(zip, 'x');
  expect([format, codes(findings)]).toEqual(['matrix_csv', ['lca_read']]);
  const [first, second] = database.processes;
  expect([first?.name, second?.name]).toEqual(['First, of two', 'Second']);
  // Column 1 of A buys 0.1 of itself and 0.3 of the second; B gives it 2 kg.
  expect(first?.exchanges.map((line) => [line.flowId, line.direction, line.amount])).toEqual([
    ['product:a', 'output', 1],
    ['product:a', 'input', 0.1],
    ['product:b', 'input', 0.3],
    ['co2', 'output', 2],
  ]);
  expect(database.methods[0]?.indicators[0]).toMatchObject({ id: 'GHG', factors: [{ flowId: 'co2', value: 1.5, unit: 'kg' }] });
});
