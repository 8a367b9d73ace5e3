import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { ok } from '../support/server.ts';

/** Real and realistic files, as their owners write them: mapped once, then read by themselves. */
let stand: IntakeStand;
beforeAll(async () => {
  stand = await openIntakeStand();
});
afterAll(async () => {
  await stand?.close();
});

const fixtures = path.join(import.meta.dirname, '../fixtures');
const alias = (kind: string, name: string, more: object = {}) => ({
  kind,
  name,
  skip: false,
  unitId: null,
  stream: null,
  parameter: null,
  unit: null,
  ...more,
});

/** The figures of the story, as text of the product's own units. */
function story(): Record<string, string>[] {
  const told = parse(fs.readFileSync(path.join(import.meta.dirname, '../../data/demo/enterprise.yaml'), 'utf8'));
  return told.years.find((one: { unit: string; year: number }) => one.unit === '2' && one.year === 2023).months;
}

const same = (a: string) => a.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

describe('twelve monthly workbooks of the demonstration plant', () => {
  test('names are explained once, in the first; the others read by themselves; the year equals the story', async () => {
    const unitId = await stand.addUnit('二号机', [
      { code: 'coal', fuelKind: 'coal', fuel: 'bituminous' },
      { code: 'diesel', fuelKind: 'oil', fuel: 'diesel' },
    ]);
    const names: [string, string][] = [
      ['入炉煤量', 'FC'],
      ['入炉煤含碳量', 'C_ar'],
      ['入炉煤低位热值', 'NCV_ar'],
      ['点火用油', 'FC_oil'],
      ['机组发电量', 'generation_mwh'],
      ['对外供热', 'heat_gj'],
      ['锅炉产热', 'boiler_heat_gj'],
      ['运行小时', 'operating_hours'],
      ['厂用电', 'auxiliary_mwh'],
      ['供热厂用电', 'auxiliary_heat_mwh'],
      ['外购电', 'purchased_mwh'],
    ];
    for (const [i, figures] of story().entries()) {
      const name = `unit2-${figures.month}.xlsx`;
      const file = await stand.upload(name, fs.readFileSync(path.join(fixtures, 'demo-monthly-2023', name)));
      const [sheet] = (await stand.recognise(file)).sheets;
      expect(sheet.recipe).toMatchObject({ headerRow: 4, month: { from: 'cell', cell: 'B2' } });
      const recipe = { ...(sheet.source?.recipe ?? sheet.recipe), unitId };
      const first = i === 0;
      const told = {
        sourceId: sheet.source?.id ?? null,
        aliases: first ? names.map(([n, parameter]) => alias('parameter', n, { parameter })) : [],
      };
      if (first) {
        const blank = await stand.preview(file, recipe);
        expect(blank.unknown.map((u: { name: string }) => u.name)).toEqual(names.map(([n]) => n));
      }
      const preview = await stand.preview(file, recipe, told);
      expect(preview.findings).toEqual([]);
      expect(preview.counts).toMatchObject({ new: 11, unresolved: 0, errors: 0 });
      await stand.import(file, recipe, preview.seal, { ...told, ...(first ? { sourceName: '生产月报' } : {}) });
    }
    const values = await stand.values(2023, unitId);
    for (const { month, ...figures } of story()) {
      for (const [symbol, value] of Object.entries(figures)) {
        const stream = symbol === 'FC_oil' ? 'diesel.' : ['FC', 'C_ar', 'NCV_ar'].includes(symbol) ? 'coal.' : '';
        expect([month, symbol, same(values[`${month} ${stream}${symbol}`] ?? '')]).toEqual([month, symbol, same(value)]);
      }
    }
    expect(Object.keys(values)).toHaveLength(12 * 11);
  });
});

describe('seven real US plants (EIA-923), 1,488 monthly rows', () => {
  const method = 'us-epa-40cfr98-subpart-c-monthly';
  test('short tons, barrels and thousand cubic feet, mapped by names of plants and fuels; generators added up', async () => {
    const coal = { code: 'coal', fuelKind: 'coal', fuel: 'sub_bituminous' };
    const oil = { code: 'oil', fuelKind: 'oil', fuel: 'distillate_fuel_oil_2' };
    const gas = { code: 'gas', fuelKind: 'gas', fuel: 'natural_gas' };
    const cholla = await stand.addUnit('Cholla', [coal, oil, gas], method);
    const ocotillo = await stand.addUnit('Ocotillo', [oil, gas], method);
    const csv = gunzipSync(fs.readFileSync(path.join(fixtures, 'plant-eia923/eia923_generation_fuel_monthly.csv.gz')));
    const file = await stand.upload('eia923.csv', csv);
    const found = await stand.recognise(file);
    const [sheet] = found.sheets;
    expect(sheet.recipe.columns.slice(0, 3).map((c: { role: string }) => c.role)).toEqual(['facility', 'month', 'fuel']);
    const columns = sheet.recipe.columns.map((role: { role: string }, i: number) => {
      if (i === 6) return { role: 'amount', parameter: 'by_fuel', stream: null, unit: null };
      return i === 11 ? { role: 'amount', parameter: 'net_generation_mwh', stream: null, unit: null } : i > 2 ? { role: 'ignore' } : role;
    });
    const recipe = { ...sheet.recipe, columns, repeated: 'sum' };
    const skipped = (kind: string, ...all: string[]) => all.map((name) => alias(kind, name, { skip: true }));
    const fuel = (name: string, stream: string, parameter: string, unit: string) => alias('fuel', name, { stream, parameter, unit });
    const aliases = [
      alias('facility', '113', { unitId: cholla }),
      alias('facility', '116', { unitId: ocotillo }),
      ...skipped('facility', '34', '117', '149', '151'),
      fuel('coal', 'coal', 'M_coal', 'short_ton'),
      fuel('BIT', 'coal', 'M_coal', 'short_ton'),
      fuel('SUB', 'coal', 'M_coal', 'short_ton'),
      fuel('DFO', 'oil', 'V_oil', 'bbl_oil'),
      fuel('RFO', 'oil', 'V_oil', 'bbl_oil'),
      fuel('NG', 'gas', 'V_gas', '10^3scf'),
      ...skipped('fuel', 'SUN', 'WAT'),
    ];
    const blank = await stand.preview(file, recipe);
    expect(blank.unknown.map((u: { kind: string; name: string }) => `${u.kind} ${u.name}`)).toContain('facility 113');
    const preview = await stand.preview(file, recipe, { aliases });
    expect(preview.findings).toEqual([]);
    expect(preview.counts).toMatchObject({ rows: 1488, errors: 0, unresolved: 0 });
    await stand.import(file, recipe, preview.seal, { aliases, sourceName: 'EIA-923' });

    // The same sums by hand, from the file.
    const lines = csv
      .toString('utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const sum = (plant: string, month: string, fuels: string[], column: number) => {
      const own = lines.filter((l) => l[0] === plant && l[1] === `${month}-01` && fuels.includes(l[2] ?? '') && l[column] !== '');
      return own.length === 0 ? undefined : own.reduce((total, l) => total + Number(l[column]), 0);
    };
    const all = ['BIT', 'SUB', 'DFO', 'NG', 'RFO'];
    for (const month of ['2011-01', '2013-07', '2017-12']) {
      const values = await stand.values(Number(month.slice(0, 4)), cholla);
      expect(Number(values[`${month} coal.M_coal`])).toBeCloseTo(sum('113', month, ['BIT', 'SUB'], 6) ?? Number.NaN, 6);
      expect(Number(values[`${month} oil.V_oil`])).toBeCloseTo(sum('113', month, ['DFO'], 6) ?? Number.NaN, 6);
      expect(Number(values[`${month} net_generation_mwh`])).toBeCloseTo(sum('113', month, all, 11) ?? Number.NaN, 6);
      const other = await stand.values(Number(month.slice(0, 4)), ocotillo);
      expect(Number(other[`${month} gas.V_gas`])).toBeCloseTo(sum('116', month, ['NG'], 6) ?? Number.NaN, 6);
    }
    const grid = ok(await stand.who.get(`/api/v1/units/${cholla}/years/2013/grid`)).json();
    expect(grid.months.every((m: { emission: { value: string } | null }) => Number(m.emission?.value ?? 0) > 0)).toBe(true);
  });
});
