import { describe, expect, it } from 'vitest';
import { makeUnits } from '../quantity/units.ts';
import { checkPublication, type FactorVocabulary } from './check.ts';
import { checkJumps, checkJumpsWithin } from './jump.ts';
import { factorColumns, type Publication, readFactors, readHeader } from './publication.ts';
import { readQuantities } from './vocabulary.ts';

const energy = { mass: 1, length: 2, time: -2 };
const row = (unit: string, factor: string, dimension: Record<string, number>) => ({
  unit,
  factor_to_base: factor,
  dimension,
  title: { zh: unit, en: unit },
  source: 'SI',
});
const units = makeUnits([
  row('kg', '1', { mass: 1 }),
  row('t', '1000', { mass: 1 }),
  row('GJ', '1000000000', energy),
  row('kWh', '3600000', energy),
  row('MWh', '3600000000', energy),
  row('kgCO2', '1', { co2e: 1 }),
  row('tCO2', '1000', { co2e: 1 }),
]);
const vocabulary: FactorVocabulary = {
  units,
  gases: new Set(['CO2', 'CH4']),
  regions: new Set(['CN', 'CN-BJ']),
  quantities: new Map([
    ['ncv', { quantity: 'ncv', title: { zh: '热值', en: 'heat' }, needsGas: false, bounds: [{ unit: 'GJ/t', min: '2', max: '60' }] }],
    [
      'emission_factor',
      {
        quantity: 'emission_factor',
        title: { zh: '因子', en: 'factor' },
        needsGas: true,
        bounds: [{ unit: 'kgCO2/kWh', min: '0', max: '2' }],
      },
    ],
  ]),
};

const document = {
  publication: 'demo-grid-2023',
  series: 'demo-grid',
  title: { zh: '示例', en: 'Example' },
  publisher: { zh: '示例', en: 'Example' },
  edition: '2023',
  published: '2025-12-31',
  language: 'zh',
  licence: { id: 'CC0-1.0', name: 'CC0' },
  credit: { zh: '示例', en: 'Example' },
  url: null,
  gwp_basis: null,
  heat_basis: null,
  previous: null,
  superseded_by: null,
  cautions: [],
  defaults: { source: 'announcement 47 of 2025', confidence: 'high', region: 'CN', valid_from: '2023-01-01', valid_to: '2023-12-31' },
  jump: { low: '0.7', high: '1.4' },
  rows: 1,
};

type Cells = Partial<Record<(typeof factorColumns)[number], string>>;
const good: Cells = {
  key: 'grid.CN',
  quantity: 'emission_factor',
  name_zh: '全国',
  name_en: 'National',
  gas: 'CO2',
  value: '0.5306',
  unit: 'kgCO2/kWh',
};

function publication(rows: readonly Cells[], header: Record<string, unknown> = {}): Publication {
  const read = readHeader({ ...document, rows: rows.length, ...header }, 'demo.yaml');
  if (!read.header) throw new Error(JSON.stringify(read.findings));
  const records = [[...factorColumns], ...rows.map((cells) => factorColumns.map((name) => cells[name] ?? ''))];
  return readFactors(read.header, records, 'demo.csv').publication;
}
const codes = (rows: readonly Cells[], header: Record<string, unknown> = {}) =>
  checkPublication(publication(rows, header), vocabulary).map((f) => f.code);

describe('a publication is checked when it is loaded', () => {
  it('says nothing of a good row, and fills in what the publication says for all', () => {
    expect(codes([good])).toEqual([]);
    const [factor] = publication([good]).factors;
    expect(factor).toMatchObject({
      id: 'demo-grid-2023#grid.CN#emission_factor',
      region: 'CN',
      validFrom: '2023-01-01',
      validTo: '2023-12-31',
      source: 'announcement 47 of 2025',
      line: 2,
    });
  });

  it.each<[string, Cells, string]>([
    ['a number with a thousands separator', { value: '1,234' }, 'factor_value_wrong'],
    ['an empty value: blank is an error, not zero', { value: '' }, 'factor_value_wrong'],
    ['an unknown unit', { unit: 'kgCO2/furlong' }, 'factor_unit_unknown'],
    ['a factor of CO2 that is no CO2 per activity', { unit: 'GJ/t' }, 'factor_unit_not_co2'],
    ['an unknown gas', { gas: 'CO3' }, 'factor_gas_unknown'],
    ['a missing gas', { gas: '' }, 'factor_gas_missing'],
    ['an unknown region (ME meant two things)', { region: 'ME' }, 'factor_region_unknown'],
    ['an unknown quantity', { quantity: 'ef' }, 'factor_quantity_unknown'],
    ['a confidence of one’s own', { confidence: 'sure' }, 'factor_confidence_unknown'],
    ['a name in one language only', { name_zh: '' }, 'factor_name_missing'],
    ['a month for a day', { valid_from: '2023-01' }, 'factor_day_wrong'],
    ['an end before the beginning', { valid_from: '2023-06-01', valid_to: '2023-01-01' }, 'factor_validity_reversed'],
    ['a tonne for a kilogram', { unit: 'tCO2/kWh' }, 'factor_magnitude_unusual'],
  ])('%s', (_, change, code) => {
    expect(codes([{ ...good, ...change }])).toContain(code);
  });

  it('a source that neither the row nor the publication names', () => {
    expect(codes([good], { defaults: { confidence: 'high' } })).toEqual(['factor_source_missing']);
  });

  it('tells file and line, in both languages, with the usual range', () => {
    const [finding] = checkPublication(publication([good, { ...good, key: 'grid.CN-BJ', value: '558' }]), vocabulary);
    expect(finding).toMatchObject({ code: 'factor_magnitude_unusual', severity: 'warning', place: { file: 'demo.csv', line: 3 } });
    expect(finding?.text.en).toBe(
      'grid.CN-BJ emission_factor: 558 kgCO2/kWh (that is 558 kgCO2/kWh) lies outside the usual range 0 to 2 kgCO2/kWh',
    );
    expect(finding?.text.zh).toContain('超出通常范围 0–2 kgCO2/kWh');
  });

  it('a count that differs from the stated one', () => {
    expect(codes([good], { rows: 7 })).toEqual(['factor_count_differs']);
  });
});

describe('one value at any day', () => {
  it('years that follow each other do not overlap', () => {
    const years = ['2021', '2022'].map((y) => ({ ...good, valid_from: `${y}-01-01`, valid_to: `${y}-12-31` }));
    expect(codes(years)).toEqual([]);
    expect(new Set(publication(years).factors.map((f) => f.id)).size).toBe(2);
  });
  it('the last day of one is the first of the next: one day too many', () => {
    expect(
      codes([
        { ...good, valid_from: '2021-01-01', valid_to: '2022-01-01' },
        { ...good, valid_from: '2022-01-01', valid_to: '2022-12-31' },
      ]),
    ).toEqual(['factor_validity_overlap']);
  });
  it('a long period is found by a row that is not its neighbour', () => {
    const open = { ...good, valid_from: '2020-01-01' };
    const short = { ...good, valid_from: '2021-01-01', valid_to: '2021-12-31' };
    expect(codes([open, short, { ...good, valid_from: '2023-01-01', valid_to: '2023-12-31' }])).toEqual([
      'factor_validity_overlap',
      'factor_validity_overlap',
    ]);
  });
  it('rows that differ only in region need keys of their own', () => {
    expect(codes([good, { ...good, region: 'CN-BJ' }])).toEqual(['factor_lookup_ambiguous']);
  });
});

describe('jump against the edition before', () => {
  const edition = (value: string, unit = 'kgCO2/kWh') => publication([{ ...good, value, unit }]);
  it.each<[string, Publication, Publication, string[]]>([
    ['0.5366 → 0.5306 is no jump', edition('0.5366'), edition('0.5306'), []],
    ['0.5366 → 5.306 is', edition('0.5366'), edition('5.306'), ['factor_jump']],
    ['the same value in another unit is none', edition('0.5366'), edition('0.5366', 'tCO2/MWh'), []],
    ['a value out of nothing is', edition('0'), edition('0.5'), ['factor_jump']],
    ['zero stays zero', edition('0'), edition('0'), []],
    ['a unit that does not convert', edition('0.5', 'kgCO2/t'), edition('0.5'), ['factor_unit_changed']],
  ])('%s', (_, before, now, expected) => {
    expect(checkJumps(before, now, units).map((f) => f.code)).toEqual(expected);
  });
  it('shows both values', () => {
    const [finding] = checkJumps(edition('0.5366'), edition('5.306'), units);
    expect(finding?.text.en).toBe('grid.CN emission_factor: 9.89 times the edition before (2023): 0.5366 kgCO2/kWh → 5.306 kgCO2/kWh');
  });
  it('also between the periods of one publication', () => {
    const years = [
      ['2021', '0.5'],
      ['2022', '1'],
    ].map(([y, value]) => ({ ...good, value: value ?? '', valid_from: `${y}-01-01`, valid_to: `${y}-12-31` }));
    expect(checkJumpsWithin(publication(years), units).map((f) => f.place.line)).toEqual([3]);
  });
});

describe('the header of a publication', () => {
  it('tells all faults at once, by path', () => {
    const { header, findings } = readHeader(
      { ...document, licence: { id: 'X' }, credit: { zh: '示例' }, published: '2025', colour: 'red' },
      'demo.yaml',
    );
    expect(header).toBeNull();
    expect(findings.map((f) => f.place.path)).toEqual(['/published', '/licence/name', '/credit/en', '/colour']);
  });
  it('a table with another head is not read', () => {
    const header = publication([good]).header;
    expect(readFactors(header, [['key', 'value']], 'demo.csv').findings.map((f) => f.code)).toEqual(['factor_head_wrong']);
  });
  it('quantities are a closed list with bounds', () => {
    const { quantities, findings } = readQuantities(
      { quantities: [{ quantity: 'ncv', title: { zh: '热值', en: 'heat' }, bounds: [{ unit: 'GJ/t', min: '2', max: '60' }] }] },
      'q.yaml',
    );
    expect(findings).toEqual([]);
    expect(quantities.get('ncv')?.bounds).toEqual([{ unit: 'GJ/t', min: '2', max: '60' }]);
  });
});
