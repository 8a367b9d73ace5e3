import { gwpTable } from '../src/kernel/method/factor-table.ts';
import { loadMethod } from '../src/kernel/method/load.ts';
import type { Method } from '../src/kernel/method/method.ts';
import type { LookupTable, TableRef } from '../src/kernel/method/table.ts';
import { checkTable } from '../src/kernel/method/table-file.ts';
import { readGwpRows } from '../src/server/modules/library/factor-rows.ts';
import { readUnits } from '../src/server/modules/library/methods.ts';
import { readYamlFile } from '../src/server/modules/library/read-yaml.ts';

/**
 * The inventory job. Law: activity records with a site of 500, a scope of 3, a factor of 2,000, a unit of 24, an amount uniform below
 * 10,000 with three decimals and its relative uncertainty from 0.01 to 0.21, all independent and uniform, from one seed. A factor row
 * has kg of CO2, CH4 and N2O per canonical unit, every tenth one HFC-134a, every fiftieth SF6 or NF3, and a relative uncertainty.
 * The other engines get the factor row's number. The kernel gets what a real record has: an activity code (500), a region (62 of
 * which one has rows) and a month (24), and has to find the same row by region fallback and validity; half the activities
 * are per kWh, half per kg, with twelve units each.
 */
export interface Law {
  readonly count: number;
  readonly factors: readonly FactorRow[];
  readonly units: readonly { readonly symbol: string; readonly canonical: 'kWh' | 'kg'; readonly toCanonical: number }[];
  readonly activities: readonly string[];
  readonly regions: readonly string[];
  readonly months: readonly string[];
  readonly columns: Columns;
}

export interface FactorRow {
  readonly activity: number;
  readonly region: 'CN' | 'WORLD';
  readonly months: readonly [string, string];
  /** Decimals as published, kg per canonical unit, by gas. */
  readonly gases: Readonly<Record<Gas, string>>;
  readonly u: string;
  /** kg CO2e per canonical unit, as the other engines get it. */
  readonly kg: number;
}

export interface Columns {
  readonly site: Uint16Array;
  readonly scope: Uint16Array;
  readonly factor: Uint16Array;
  readonly unit: Uint16Array;
  readonly amount: Float64Array;
  readonly u: Float64Array;
  readonly activity: Uint16Array;
  readonly region: Uint16Array;
  readonly month: Uint16Array;
}

/** Gases with their GWP over 100 years of AR6, which is what the method takes by default. */
export const gases = { co2: 1, ch4_fossil: 29.8, ch4_biogenic: 27, n2o: 273, hfc_134a: 1530, sf6: 25_200, nf3: 17_400 } as const;
export type Gas = keyof typeof gases;

export const sizes = { sites: 500, scopes: 3, factors: 2000 } as const;

const unitNames = {
  kWh: ['kWh', 'MWh', 'Wh', 'MJ', 'GJ', 'kJ', 'kcal_IT', 'Btu_IT', 'mmBtu', 'kgce', 'tce', 'therm_EC'],
  kg: ['kg', 'g', 't', 'lb', 'oz', 'short_ton', 'long_ton', 'jin', 'Mg', 'mg', '10kg', '100kg'],
} as const;

const provinces = 'BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ'
  .split(' ')
  .map((one) => `CN-${one}`);
const abroad = 'US JP DE FR GB IT ES KR IN BR CA AU MX ID TR SA NL CH PL SE BE AR NO AT AE IL SG MY TH VN'.split(' ');

/** Uniform numbers below 1 (xorshift128). */
export function random(seed: number): () => number {
  let [x, y, z, w] = [seed | 1, 362_436_069, 521_288_629, 88_675_123];
  return () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ (t ^ (t >>> 8));
    return (w >>> 0) / 4_294_967_296;
  };
}

export function makeLaw(count: number, dataFolder: string, seed = 20_261_122): Law {
  const next = random(seed);
  const int = (below: number) => Math.floor(next() * below);
  const registry = readUnits(dataFolder);
  const units = (['kWh', 'kg'] as const).flatMap((canonical) =>
    unitNames[canonical].map((symbol) => {
      const factor = registry.conversionFactor(symbol, canonical);
      if (factor === null) throw new Error(`unit ${symbol}`);
      return { symbol, canonical, toCanonical: factor.num.toNumber() / (factor.den?.toNumber() ?? 1) };
    }),
  );
  const activities = Array.from({ length: sizes.factors / 4 }, (_, i) => `activity_${i}`);
  const regions = [...provinces, 'CN', ...abroad];
  const months = ['2023', '2024'].flatMap((year) => Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`));
  const factors = Array.from({ length: sizes.factors }, (_, i) => factorRow(i, next));
  const columns: Columns = {
    ...{ site: new Uint16Array(count), scope: new Uint16Array(count), factor: new Uint16Array(count), unit: new Uint16Array(count) },
    ...{ amount: new Float64Array(count), u: new Float64Array(count) },
    ...{ activity: new Uint16Array(count), region: new Uint16Array(count), month: new Uint16Array(count) },
  };
  for (let i = 0; i < count; i += 1) {
    const factor = int(sizes.factors);
    columns.site[i] = int(sizes.sites);
    columns.scope[i] = int(sizes.scopes);
    columns.factor[i] = factor;
    columns.activity[i] = factor >> 2;
    columns.unit[i] = int(12) + (isMass(factor >> 2) ? 12 : 0);
    columns.amount[i] = Number((next() * 10_000).toFixed(3));
    columns.u[i] = Number((0.01 + next() * 0.2).toFixed(3));
    columns.region[i] = (factor & 2) === 0 ? int(provinces.length + 1) : provinces.length + 1 + int(abroad.length);
    columns.month[i] = int(12) + (factor & 1) * 12;
  }
  return { count, factors, units, activities, regions, months, columns };
}

function isMass(activity: number): boolean {
  return activity % 2 === 1;
}

function factorRow(i: number, next: () => number): FactorRow {
  const activity = i >> 2;
  const some = (share: number, size: number, digits: number) => (next() < share ? next() * size : 0).toFixed(digits);
  const methane = (next() * 0.01).toFixed(7);
  const biogenic = activity % 5 === 0;
  const values: Record<Gas, string> = {
    co2: (next() * 3).toFixed(6),
    ch4_fossil: biogenic ? '0' : methane,
    ch4_biogenic: biogenic ? methane : '0',
    n2o: (next() * 0.001).toFixed(8),
    hfc_134a: some(0.1, 0.0001, 9),
    sf6: some(0.02, 0.000001, 11),
    nf3: some(0.02, 0.000001, 11),
  };
  const kg = Object.entries(gases).reduce(
    (sum, [gas, gwp]) => sum + gwp * Number(Object.entries(values).find(([name]) => name === gas)?.[1]),
    0,
  );
  const year = (i & 1) === 0 ? '2023' : '2024';
  return {
    activity,
    region: (i & 2) === 0 ? 'CN' : 'WORLD',
    months: [`${year}-01`, `${year}-12`],
    gases: values,
    u: (0.02 + next() * 0.3).toFixed(3),
    kg,
  };
}

/** The product's method for inventory lines, over the table of this law instead of the product's own. */
export function methodOf(law: Law, dataFolder: string): Method {
  const units = readUnits(dataFolder);
  // A row that says zero is kept: without it the wider region's row would be found.
  const rows = (value: (row: FactorRow) => string, unit: (row: FactorRow) => string) =>
    law.factors.flatMap((row) =>
      value(row) === '0'
        ? []
        : [{ activity: law.activities[row.activity], region: row.region, valid: row.months, value: value(row), unit: unit(row) }],
    );
  const per = (row: FactorRow) => (isMass(row.activity) ? 'kg' : 'kWh');
  const column = (list: object[]) => ({ title: { zh: '因子', en: 'factor' }, source: 'made by the bench', rows: list });
  // co2_biogenic is read by the method, and no row of this law has any.
  const memo = [{ activity: 'none', region: 'WORLD', valid: [null, null], value: '0', unit: 'kgCO2/kWh' }];
  const columns = Object.fromEntries([
    ...Object.keys(gases).map((gas) => [
      gas,
      column(
        rows(
          (row) => Object.entries(row.gases).find(([name]) => name === gas)?.[1] ?? '0',
          (row) => `${gas === 'co2' ? 'kgCO2' : 'kg'}/${per(row)}`,
        ),
      ),
    ]),
    ['co2_biogenic', column(memo)],
    [
      'u',
      column(
        rows(
          (row) => row.u,
          () => '1',
        ),
      ),
    ],
  ]);
  const made = checkTable(
    { table: 'inventory-factors', key: ['activity', 'region', 'month'], columns },
    () => ({ file: 'bench', line: 1 }),
    units,
  );
  const file = readYamlFile(`${dataFolder}/methods/inventory-line.yaml`, 'methods/inventory-line.yaml');
  const gwp = gwpTable(readGwpRows(dataFolder), units).table;
  const table = (ref: TableRef): LookupTable | null => ('gwp' in ref ? gwp : made.table);
  const example = { lines: [{ line: '1', month: '2023-01', activity: law.activities[0], region: 'CN', energy: '1' }] };
  const document = typeof file.value === 'object' && file.value !== null ? { ...file.value, example } : null;
  const { method, findings } = loadMethod(document, file.locate, { units, table });
  if (method === null)
    throw new Error(
      [...made.findings, ...findings]
        .slice(0, 5)
        .map((one) => one.text.en)
        .join('; '),
    );
  return method;
}
