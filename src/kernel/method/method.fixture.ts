import { makeUnits, type UnitRow } from '../quantity/units.ts';
import { evaluateMethod } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { factorTable, gwpTable } from './factor-table.ts';
import { loadMethod } from './load.ts';
import type { Method } from './method.ts';
import type { LookupTable, MethodLibrary } from './table.ts';
import { checkTable } from './table-file.ts';

/** A small method, its tables and its units: what the tests of this room build on. */
export const text = (word: string) => ({ zh: word, en: word });
const energy = { mass: 1, length: 2, time: -2 };
const row = (unit: string, factor_to_base: string, dimension: Record<string, number>): UnitRow => ({
  unit,
  factor_to_base,
  dimension,
  title: text(unit),
  source: 'test',
});
export const units = makeUnits([
  row('%', '0.01', {}),
  row('kg', '1', { mass: 1 }),
  row('t', '1000', { mass: 1 }),
  row('GJ', '1000000000', energy),
  row('MWh', '3600000000', energy),
  row('tC', '1000', { carbon: 1 }),
  row('kgCO2e', '1', { co2e: 1 }),
  row('tCO2', '1000', { co2e: 1 }),
  row('tCO2e', '1000', { co2e: 1 }),
  row('Nm3', '1', { normal_volume: 1 }),
]);
export const locate = () => ({ file: 'm.yaml', line: 7 });

const rules = checkTable(
  {
    table: 'rules',
    key: 'data_year',
    covers: { from: 2023, to: 2026 },
    columns: {
      oxidation: {
        title: text('oxidation'),
        unit: '%',
        rows: [
          { years: [2023, 2025], value: 99, source: 'guide', confidence: 'high' },
          { years: [2026, 2026], refuse: text('no oxidation for 2026'), source: 'notice' },
        ],
      },
      basis: {
        type: 'text',
        source: 'guide',
        rows: [
          { years: [2023, 2024], value: 'total' },
          { years: [2025, 2026], value: 'none' },
        ],
      },
      counts: { type: 'boolean', source: 'guide', rows: [{ years: [2023, 2026], value: true }] },
    },
  },
  locate,
  units,
);
const factor = (key: string, quantity: string, value: string, unit: string) => ({
  keys: [key],
  quantity,
  title: text(`${key} ${quantity}`),
  value,
  unit,
  source: 'annex',
  confidence: 'high',
  ref: `${key}/${quantity}`,
});
const fuels = factorTable(
  'fuels',
  ['key'],
  [factor('coal', 'ncv', '26.7', 'GJ/t'), factor('gas', 'ncv', '389.31', 'GJ/10^4Nm3'), factor('coal', 'cc', '0.03085', 'tC/GJ')],
  units,
);
const gwp = gwpTable([{ keys: ['AR5', 'CH4'], title: text('gwp'), value: '28', source: 'AR5', confidence: 'high' }], units);
const tables = new Map<string, LookupTable | null>([
  ['rules', rules.table],
  ['fuels', fuels.table],
  ['gwp', gwp.table],
]);
export const library: MethodLibrary = {
  units,
  table: (ref) => tables.get('file' in ref ? ref.file : 'gwp' in ref ? 'gwp' : ref.factors) ?? null,
};

export type Step = Record<string, unknown>;
export const step = (symbol: string, over: string, unit: string, formula: string, more: Step = {}): Step => ({
  symbol,
  title: text(symbol),
  over,
  unit,
  formula,
  clause: '1',
  ...more,
});
export const document = (steps: Step[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  method: 'test-method',
  version: 1,
  title: text('title'),
  summary: text('summary'),
  source: { document: 'doc', confidence: 'high' },
  data_years: { from: 2023, to: 2026 },
  tables: { rules: { file: 'rules' }, fuels: { factors: 'fuels' }, gwp: { gwp: true } },
  sets: {
    unit: { title: text('unit'), default: '1' },
    fuel: { title: text('fuel'), default: 'coal' },
    month: { title: text('month'), kind: 'month' },
  },
  records: {
    root: {
      per: [],
      inputs: [
        { symbol: 'price', title: text('price'), unit: '1', optional: true },
        { symbol: 'OF', title: text('OF'), unit: '%', default: 'rules.oxidation[data_year]', max: 100 },
      ],
    },
    units: {
      per: ['unit'],
      title: text('units'),
      inputs: [{ symbol: 'kind', title: text('kind'), type: 'choice', values: ['condensing', 'heat'], default: "'condensing'" }],
    },
    months: { per: ['month'], title: text('months') },
    fuel_months: {
      per: ['unit', 'fuel', 'month'],
      title: text('fuel months'),
      inputs: [
        { symbol: 'FC', title: text('FC'), unit: 't', required: true, min: 0 },
        { symbol: 'C_ar', title: text('C_ar'), unit: 'tC/t', optional: true, max: 1 },
        { symbol: 'NCV', title: text('NCV'), unit: 'GJ/t', optional: true },
      ],
    },
  },
  steps,
  outputs: [steps.at(-1)?.symbol ?? 'x'],
  example: { data_year: 2024, fuel_months: [{ month: '2024-01', FC: 1, C_ar: '0.5' }] },
  ...more,
});
export function loaded(steps: Step[], more: Record<string, unknown> = {}): Method {
  const { method, findings } = loadMethod(document(steps, more), locate, library);
  if (method === null) throw new Error(findings.map((one) => one.text.en).join('\n'));
  return method;
}
export function result(formula: string, unit: string, input?: unknown): Evaluation {
  const method = loaded([step('x', 'root', unit, formula)]);
  return evaluateMethod(method, input ?? method.example);
}
export const carbon = step('C_used', 'fuel_months', 'tC/t', '', {
  formula: undefined,
  choose: [
    { when: 'given(C_ar)', formula: 'C_ar', why: text('measured') },
    {
      when: 'given(NCV)',
      formula: "NCV * fuels.cc['coal']",
      why: text('default'),
      finding: { code: 'default_used', severity: 'warning', text: { zh: '{month} {NCV}', en: '{unit} {month}: {NCV}' } },
    },
  ],
});
export const emission = step('E', 'fuel_months', 'tCO2', 'FC * C_used * OF * 44 [tCO2/tC] / 12', { shown: 2 });
export const total = step('E_total', 'root', 'tCO2', 'sum(E over fuel_months)', { round: { digits: 0, mode: 'half_up' } });
export const monthRow = (month: string, FC: string, more: Record<string, unknown> = {}) => ({ month: `2024-${month}`, FC, ...more });
