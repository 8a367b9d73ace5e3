import fs from 'node:fs';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/sources.ts';

/** The benchmarks that the methods compute with are those of the reviewed sheet with document and address beside each row (P5). */

interface Row {
  readonly unit_class: string;
  readonly years?: readonly [number, number];
  readonly vintage?: string;
  readonly value: number;
  readonly confidence: string;
}
const tableOf = (name: string) => {
  const file: { columns: Record<string, { rows: Row[] }> } = parse(
    fs.readFileSync(path.join(root, `data/methods/tables/${name}.yaml`), 'utf8'),
  );
  return file.columns;
};
const sheet: Record<string, string>[] = parseCsv(fs.readFileSync(path.join(root, 'data/markets/cn-ets/power-benchmarks.csv')), {
  columns: true,
});
const classes: Readonly<Record<string, string>> = {
  CONV_COAL_ABOVE_300MW: 'conventional_coal_above_300mw',
  CONV_COAL_UP_TO_300MW: 'conventional_coal_up_to_300mw',
  NON_CONV_COAL: 'non_conventional_coal',
  GAS: 'gas',
};

describe('allocation tables', () => {
  const { electricity, heat } = tableOf('cn-power-benchmarks');
  const balance = tableOf('cn-power-balance-values');

  test.each(sheet.map((row) => [`${row.unit_class} ${row.year_from}`, row] as const))('%s is the published figure', (_, row) => {
    const fits = (one: Row) => one.unit_class === classes[row.unit_class ?? ''] && one.years?.[0] === Number(row.year_from);
    const [e, h] = [electricity?.rows.find(fits), heat?.rows.find(fits)];
    expect([e?.value, h?.value]).toEqual([Number(row.electricity_benchmark), Number(row.heat_benchmark)]);
    expect(e?.confidence === 'high').toBe(row.status === 'final');
    if (row.balance_value_electricity === '') return;
    const b = balance.electricity?.rows.find((one) => one.unit_class === e?.unit_class && one.vintage === row.year_from);
    expect(b?.value).toBe(Number(row.balance_value_electricity));
  });

  test('nothing stands in the tables that is not on the sheet', () => {
    expect(electricity?.rows.length).toBe(sheet.length);
    expect(heat?.rows.length).toBe(sheet.length);
    expect(balance.electricity?.rows.length).toBe(sheet.filter((row) => row.balance_value_electricity !== '').length);
  });

  test('the figures of the draft of July 2024, which public code carries, are not among them', () => {
    const values = electricity?.rows.filter((row) => row.years?.[0] === 2023).map((row) => row.value);
    expect(values).not.toContain(0.7861);
    expect(values).not.toContain(0.7984);
  });
});
