import { describe, expect, test } from 'vitest';
import { decimal } from '../../quantity/decimal.ts';
import type { PinnedFactor } from '../inventory.ts';
import { denominatorOf, prepareScope3 } from './prepare.ts';
import type { EmissionFactor } from './terms.ts';

const pinned = (ref: string, unit: string, value: string): PinnedFactor => ({
  ...{ ref, name: { zh: ref, en: ref }, source: 'a table', version: '1', region: '', year: '', gwpBasis: null, uncertaintyPct: null },
  parts: [{ gas: 'CO2', origin: 'fossil', value, unit }],
});
const steel = pinned('steel', 'kgCO2/USD2022', '0.8');
const own = pinned('own', 'tCO2/t', '1.9');
const road = pinned('road', 'kgCO2/(t*km)', '0.1');
const rail = pinned('rail', 'kgCO2/(t*km)', '0.02');
const pins = new Map([steel, own, road, rail].map((one) => [one.ref, one]));
const factor = (ref: string, value: string, unit: string): EmissionFactor => ({ value: decimal(value), unit, source: 'a table', ref });
const tables = {
  rates: [{ currency: 'CNY', per: 'USD', year: 2024, rate: decimal('7'), source: 'r', confidence: 'high' }],
  indices: [2022, 2024].map((year) => ({
    currency: 'USD',
    year,
    value: decimal(year === 2022 ? '100' : '105'),
    source: 'i',
    confidence: 'high',
  })),
};
const ground = { pins, tables, order: 'convert_then_deflate', gwpSet: 'AR6' } as const;
const spend = {
  ...{ amount: decimal('1661100'), currency: 'CNY', year: 2024, tax_rate: decimal('0.13'), price_basis: 'purchaser' as const },
  factor: factor('steel', '0.0008', 'tCO2e/USD2022'),
};
const supplier = { amount: decimal('60'), unit: 't', factor: factor('own', '1.9', 'tCO2e/t'), boundary: 'cradle_to_gate' as const };

describe('an entry of scope 3', () => {
  test('of spend keeps the money of its factor and the factor itself, with tax, rate and index on the way', () => {
    const { lines, others } = prepareScope3({ id: 'steel', category: 1, spend }, ground);
    // 1,661,100 / 1.13 = 1,470,000 CNY; / 7 = 210,000 USD of 2024; × 100/105 = 200,000 USD of 2022.
    expect(lines).toMatchObject([{ part: 'whole', way: 'spend', amount: '200000', unit: 'USD2022', factor: { ref: 'steel' } }]);
    expect(lines[0]?.preparation.map((step) => [step.title.en, step.value])).toEqual([
      ['Method taken', 'spend'],
      ['Spend without deductible tax', '1470000'],
      ['Conversion of currency', expect.stringMatching(/^0\.142857142857/)],
      ['Deflation of prices', expect.stringMatching(/^0\.952380952380/)],
      ['Spend in currency and prices of the factor', expect.stringMatching(/^(200000|199999\.9{20,})/)],
    ]);
    expect(lines[0]?.why.en).toMatch(/no supplier-specific data.*no physical activity data/);
    expect(others).toEqual([]);
  });

  test('of a supplier for a part lets the rest fall back, and says what the other way gives for the whole', () => {
    const entry = { id: 'steel', category: 1, supplier, spend, coverage: decimal('0.6'), record: 'EPD 17' };
    const { lines, others } = prepareScope3(entry, ground);
    expect(lines.map((one) => [one.part, one.way, one.amount, one.unit, one.factor.ref])).toEqual([
      ['supplier', 'supplier', '60', 't', 'own'],
      ['rest', 'spend', '80000', 'USD2022', 'steel'],
    ]);
    expect(others).toMatchObject([{ way: 'spend', emission: expect.stringMatching(/^(160|159\.9{20,})/) }]);
    expect(lines[0]?.preparation[1]).toMatchObject({ value: 'EPD 17' });
    expect(lines[1]?.preparation.at(-2)).toMatchObject({ formula: '1 − 0.6', value: '0.4' });
  });

  test('for a part without anything to fall back on says that the rest counts nothing', () => {
    const { lines, findings } = prepareScope3({ id: 'steel', category: 1, supplier, coverage: decimal('0.6') }, ground);
    expect(lines.length).toBe(1);
    expect(findings.map((one) => one.code)).toContain('rest_not_covered');
  });

  test('of one factor adds up in its unit, of several in tCO2e', () => {
    const leg = (id: string, mass: string, of: EmissionFactor) => ({
      id,
      mass_t: decimal(mass),
      distance_km: decimal('100'),
      empty_return: decimal('0'),
      factor: of,
    });
    const [byRoad, byRail] = [factor('road', '0.0001', 'tCO2e/(t*km)'), factor('rail', '0.00002', 'tCO2e/(t*km)')];
    const legs = (last: EmissionFactor) => ({
      kind: 'freight' as const,
      legs: [leg('a', '10', byRoad), leg('b', '20', last)],
      vehicles: [],
    });
    const same = prepareScope3({ id: 'f', category: 4, activity: legs(byRoad) }, ground);
    expect(same.lines).toMatchObject([{ amount: '3000', unit: 't*km', factor: { ref: 'road' } }]);
    const mixed = prepareScope3({ id: 'f', category: 4, activity: legs(byRail) }, ground);
    // 1,000 × 0.0001 + 2,000 × 0.00002 t.
    expect(mixed.lines).toMatchObject([{ amount: '0.14', unit: 'tCO2e', factor: { gwpBasis: 'AR6', ref: '' } }]);
    expect(mixed.lines[0]?.preparation[1]).toMatchObject({
      title: { en: 'a' },
      formula: '10 t × 100 km × 0.0001 tCO2e/(t*km)',
      value: '0.1',
    });
  });

  test('reads what a unit is per', () => {
    expect(['kgCO2e/(t*km)', 'tCO2/MWh', 'kgCO2e/USD2022'].map(denominatorOf)).toEqual(['t*km', 'MWh', 'USD2022']);
  });
});
