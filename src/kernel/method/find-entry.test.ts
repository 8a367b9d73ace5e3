import { describe, expect, test } from 'vitest';
import { findEntry, keySignature, regionChain } from './find-entry.ts';
import { units } from './method.fixture.ts';
import { checkTable } from './table-file.ts';

const row = (region: string, valid: (string | null)[], value: string, more: Record<string, unknown> = {}) => ({
  activity: 'power',
  region,
  valid,
  value,
  ...more,
});

function table(rows: Record<string, unknown>[]) {
  const document = {
    table: 'grid',
    key: ['activity', 'region', 'month'],
    columns: { co2: { unit: 'tCO2/MWh', source: 'made for this test', rows } },
  };
  return checkTable(document, () => ({ file: 'grid.yaml', line: 1 }), units);
}

const { table: grid } = table([
  row('CN-BJ', ['2022-01', '2022-12'], '0.55'),
  row('CN', ['2022-01', '2022-12'], '0.57'),
  row('CN', ['2023-01', '2023-12'], '0.53', { lasting: true }),
  row('WORLD', [null, null], '0.48'),
]);
const column = grid?.columns.get('co2');

function find(region: string, month: string) {
  if (!grid || !column) throw new Error('the table does not load');
  const found = findEntry(grid, column, ['power', region, month]);
  return typeof found === 'string' ? found : [String(found.entry.value), found.widened, found.outdated];
}

describe('rows by region and month', () => {
  test.each([
    ['own region', 'CN-BJ', '2022-07', ['0.55', null, null]],
    ['first and last month count', 'CN-BJ', '2022-12', ['0.55', null, null]],
    ['country when the region has none', 'CN-SH', '2022-01', ['0.57', 'CN-SH', null]],
    ['country when the region has none in that month', 'CN-BJ', '2023-02', ['0.53', 'CN-BJ', null]],
    ['world when the country has none', 'FR', '2023-02', ['0.48', 'FR', null]],
    ['world valid before country ended', 'CN', '2025-02', ['0.48', 'CN', null]],
  ])('%s', (_, region, month, expected) => expect(find(region, month)).toEqual(expected));

  test('an ended row that lasts serves when nothing else does, and nothing before the first', () => {
    const { table: short } = table([row('CN', ['2023-01', '2023-12'], '0.53', { lasting: true })]);
    const only = short?.columns.get('co2');
    if (!short || !only) throw new Error('the table does not load');
    expect(findEntry(short, only, ['power', 'CN', '2025-02'])).toMatchObject({ outdated: '2025-02', keys: ['power', 'CN', '2023-01'] });
    expect(findEntry(short, only, ['power', 'CN', '2022-12'])).toBe('not_valid');
    expect(findEntry(short, only, ['heat', 'CN', '2023-12'])).toBe('no_row');
  });

  test('overlapping validity is refused', () => {
    const { findings } = table([row('CN', ['2022-01', '2023-03'], '1'), row('CN', ['2023-03', null], '2')]);
    expect(findings.map((one) => one.code)).toEqual(['validity_overlap']);
  });

  test('regionChain', () => {
    expect(regionChain('US-EGRID-CAMX')).toEqual(['US-EGRID-CAMX', 'US-EGRID', 'US', 'WORLD']);
    expect(regionChain('WORLD')).toEqual(['WORLD']);
  });

  test('the same signature finds the same row', () => {
    if (!grid || !column) throw new Error('the table does not load');
    const months = ['2021-12', '2022-01', '2022-12', '2023-01', '2023-12', '2024-01', '2030-01'];
    const regions = ['CN-BJ', 'CN-SH', 'CN-GD', 'CN', 'FR', 'DE', 'WORLD'];
    const seen = new Map<string, string>();
    for (const region of regions) {
      for (const month of months) {
        const signature = `${keySignature(grid, column, 1, region)} ${keySignature(grid, column, 2, month)}`;
        const found = findEntry(grid, column, ['power', region, month]);
        const told = typeof found === 'string' ? found : `${found.keys.join()} ${found.widened !== null} ${found.outdated !== null}`;
        expect(seen.get(signature) ?? told).toBe(told);
        seen.set(signature, told);
      }
    }
  });
});
