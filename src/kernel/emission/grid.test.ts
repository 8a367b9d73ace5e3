import { describe, expect, it } from 'vitest';
import { differences } from './frozen-differences.ts';
import { type GridInput, type GridRecord, gridRows, type Screen, type Stream } from './grid.ts';
import { completenessOf, gridFindings, placeText, rowTitle } from './grid-findings.ts';
import { type UnitOfYear, yearInput } from './year-input.ts';
import { yearTotal } from './year-total.ts';

const input = (symbol: string, unit: string, more: Partial<GridInput> = {}): GridInput => ({
  symbol,
  title: { zh: `${symbol}项`, en: symbol },
  type: 'quantity',
  unit,
  required: false,
  shown: 2,
  ...more,
});
const records: readonly GridRecord[] = [
  { name: 'root', per: [], inputs: [input('grid_factor', 'tCO2/MWh')] },
  { name: 'units', per: ['unit'], inputs: [input('capacity_mw', 'MW'), input('unit_class', '', { type: 'choice' })] },
  { name: 'unit_months', per: ['unit', 'month'], inputs: [input('heat_ratio', '%'), input('generation_mwh', 'MWh')] },
  {
    name: 'coal_months',
    per: ['unit', 'coal', 'month'],
    inputs: [input('C_ar', 'tC/t'), input('FC', 't', { required: true }), input('kind', '', { type: 'choice' }), input('M_ar', '%')],
  },
  { name: 'oil_months', per: ['unit', 'oil', 'month'], inputs: [input('FC_oil', 't', { required: true })] },
];
const screen: Screen = {
  month_emission: 'E_month',
  unit_emission: 'E_unit',
  entity_emission: 'E',
  obligation: 'O',
  sources: [],
  intensities: [],
  facts: [],
  grid: ['FC', 'C_ar', 'generation_mwh', 'FC_oil'],
};
const stream = (code: string, fuelKind: string, fuel: string): Stream => ({
  id: `id-${code}`,
  code,
  name: { zh: `${code}煤`, en: code },
  fuelKind,
  fuel,
});
const streams = [stream('north', 'coal', 'bituminous'), stream('south', 'coal', 'lignite'), stream('start', 'oil', 'diesel')];
const rows = gridRows(records, screen, streams, 'month', 'unit');
const row = (key: string) => {
  const found = rows.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
};

describe('the rows of a month grid', () => {
  it('stand for every quantity by month: each stream in its order, then the unit; the screen’s own first', () => {
    expect(rows.map((one) => one.key)).toEqual([
      'north.FC',
      'north.C_ar',
      'north.M_ar',
      'south.FC',
      'south.C_ar',
      'south.M_ar',
      'start.FC_oil',
      'generation_mwh',
      'heat_ratio',
    ]);
    expect(rows.filter((one) => one.primary).map((one) => one.key)).toEqual([
      'north.FC',
      'north.C_ar',
      'south.FC',
      'south.C_ar',
      'start.FC_oil',
      'generation_mwh',
    ]);
  });

  it('know how a year comes about: amounts add up, ratios weigh by their stream’s consumption, others have none', () => {
    expect(
      ['north.FC', 'north.C_ar', 'south.M_ar', 'generation_mwh', 'heat_ratio'].map((key) => [row(key).total, row(key).weightKey]),
    ).toEqual([
      ['sum', null],
      ['weighted_mean', 'north.FC'],
      ['weighted_mean', 'south.FC'],
      ['sum', null],
      [null, null],
    ]);
  });

  it('are called by their stream', () => {
    expect([rowTitle(row('south.FC')).zh, rowTitle(row('generation_mwh')).en]).toEqual(['south煤 · FC项', 'generation_mwh']);
  });
});

describe('yearly values', () => {
  const cells = (key: string, ...values: (string | null)[]) => values.map((value, i) => ({ rowKey: key, month: `2024-0${i + 1}`, value }));

  // C02: 5200.00/0.5312; 4870.50/0.5268; 5010.25/0.5401 → ΣFC 15,080.75; C 0.532736 (arithmetic mean 0.532700).
  it('are C02 for three batches', () => {
    const all = [...cells('north.FC', '5200.00', '4870.50', '5010.25'), ...cells('north.C_ar', '0.5312', '0.5268', '0.5401')];
    expect(yearTotal(row('north.FC'), all)).toBe('15080.75');
    expect(Number(yearTotal(row('north.C_ar'), all)).toFixed(6)).toBe('0.532736');
  });

  it('keep every digit, pass over what was withdrawn, and are none without a weight', () => {
    expect(yearTotal(row('generation_mwh'), cells('generation_mwh', '0.1', '0.2', null))).toBe('0.3');
    expect(yearTotal(row('generation_mwh'), cells('generation_mwh', null))).toBeNull();
    expect(yearTotal(row('heat_ratio'), cells('heat_ratio', '10'))).toBeNull();
    expect(yearTotal(row('north.C_ar'), cells('north.C_ar', '0.5'))).toBeNull();
    expect(yearTotal(row('north.C_ar'), [...cells('north.C_ar', '0.5', '0.7'), ...cells('north.FC', '0', '2')])).toBe('0.7');
  });
});

describe('what a month lacks', () => {
  const month = '2024-01';
  const filled = (key: string, value: string | null, evidenceCount = 0) => ({ rowKey: key, month, value, evidenceCount });
  const found = (cells: ReturnType<typeof filled>[], fallback: string[] = []) =>
    gridFindings(rows, cells, month, new Set(fallback)).map((f) => `${f.severity} ${f.code} ${f.place.at?.row}`);

  it('is an error where the method requires it, a warning where the screen expects it, and left to a rule of the method', () => {
    const cells = [filled('north.FC', '1', 1), filled('south.FC', null), filled('generation_mwh', '1')];
    expect(found(cells)).toEqual([
      'warning expected_value_missing north.C_ar',
      'error value_missing south.FC',
      'warning expected_value_missing south.C_ar',
      'error value_missing start.FC_oil',
      'warning evidence_missing generation_mwh',
    ]);
    expect(found(cells, ['C_ar'])).toEqual([
      'error value_missing south.FC',
      'error value_missing start.FC_oil',
      'warning evidence_missing generation_mwh',
    ]);
  });

  it('counts what is given and evidenced of what is expected; rows behind "more" do not count', () => {
    const cells = [filled('north.FC', '1', 2), filled('south.FC', null, 1), filled('generation_mwh', '1'), filled('heat_ratio', '1', 1)];
    expect(completenessOf(rows, cells)).toEqual({ given: 2, required: 6, evidenced: 1 });
  });

  it('has a place that does not depend on the order of its keys', () => {
    const at = (place: Record<string, string>) =>
      placeText({ code: 'x', severity: 'info', text: { zh: '', en: '' }, place: { symbol: 'C', at: place } });
    expect(at({ unit: '1', month })).toBe(at({ month, unit: '1' }));
  });
});

describe('the method’s input of a year', () => {
  const unit = (key: string, cells: [string, string, string][], attributes: Record<string, string> = {}): UnitOfYear => ({
    key,
    attributes,
    rows,
    cells: cells.map(([rowKey, month, value]) => ({ rowKey, month, value, unit: row(rowKey).input.unit, ref: `${rowKey} ${month}` })),
  });

  it('holds rows by unit, stream and month with their data’s ids', () => {
    const made = yearInput(
      2024,
      [
        unit(
          '1',
          [
            ['north.FC', '2024-01', '10'],
            ['north.C_ar', '2024-01', '0.5'],
          ],
          { capacity_mw: '630', other: 'x' },
        ),
      ],
      records,
    );
    expect(made).toEqual({
      data_year: 2024,
      units: [{ unit: '1', capacity_mw: '630' }],
      coal_months: [
        {
          unit: '1',
          coal: 'north',
          month: '2024-01',
          FC: { value: '10', unit: 't', ref: 'north.FC 2024-01' },
          C_ar: { value: '0.5', unit: 'tC/t', ref: 'north.C_ar 2024-01' },
        },
      ],
      unit_months: [{ unit: '1', month: '2024-01' }],
    });
  });

  it('leaves out a row that lacks what is required, and keeps the others', () => {
    const made = yearInput(
      2024,
      [
        unit('1', [
          ['north.C_ar', '2024-01', '0.5'],
          ['south.FC', '2024-01', '3'],
        ]),
      ],
      records,
    );
    expect((made.coal_months as object[]).map((one) => (one as { coal: string }).coal)).toEqual(['south']);
  });

  it('names a coal by its own code and another fuel by its key in the default tables', () => {
    const made = yearInput(2024, [unit('1', [['start.FC_oil', '2024-01', '1']]), unit('2', [['generation_mwh', '2024-02', '5']])], records);
    expect(made.oil_months).toMatchObject([{ unit: '1', oil: 'diesel' }]);
    expect((made.unit_months as { unit: string; month: string }[]).map((one) => `${one.unit} ${one.month}`).sort()).toEqual([
      '1 2024-01',
      '2 2024-02',
    ]);
  });
});

describe('what a frozen figure would be today', () => {
  const output = (symbol: string, month: string, value: string | null) => ({
    symbol,
    at: { unit: '1', month },
    title: { zh: '排放量', en: 'Emission' },
    value,
    shown: value,
    unit: 'tCO2',
  });

  it('is told where it differs, and only for the symbol asked for', () => {
    const standing = [output('E', '2024-01', '10'), output('E', '2024-02', '20'), output('C', '2024-01', '1')];
    const today = [output('E', '2024-01', '11'), output('E', '2024-02', '20'), output('C', '2024-01', '2')];
    const found = differences('E', standing, today);
    expect(found.map((f) => [f.code, f.severity, f.place.at?.month])).toEqual([['differs_from_frozen', 'info', '2024-01']]);
    expect([found[0]?.text.zh, found[0]?.text.en]).toEqual([
      '排放量：冻结值 10，按现有数据和规则为 11',
      'Emission: frozen as 10, from present data and rules it would be 11',
    ]);
    expect(differences('E', standing, [])).toEqual([]);
  });
});
