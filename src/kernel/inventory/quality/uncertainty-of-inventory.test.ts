import { describe, expect, test } from 'vitest';
import { evaluateApproach1 } from '../../emission/uncertainty/evaluate-approach-1.ts';
import type { InventorySource, PinnedFactor, SourceMethod, SourceResult } from '../inventory.ts';
import { qualityOfInventory } from './quality-of-inventory.ts';
import { inventoryUncertainty, type UsualInventoryUncertainty } from './uncertainty-of-inventory.ts';

const said = { percent: '30', document: { zh: '常用', en: 'usual' } };
const every = (value: typeof said): UsualInventoryUncertainty['activity'] => ({
  ...{ activity: value, spend: value, supplier: value, average: value, hybrid: value, direct: value, reference: value },
});
const usual = { activity: every(said), factor: every({ ...said, percent: '40' }) };

const factor = (ref: string, uncertaintyPct: string | null): PinnedFactor => ({
  ...{ ref, name: { zh: ref, en: ref }, source: 's', version: '1', region: '', year: '', gwpBasis: null, uncertaintyPct },
  parts: [],
});
const source = (
  id: string,
  pinned: PinnedFactor | null,
  percent: string | null,
  pedigree: Record<string, string> = {},
): InventorySource => ({
  ...{
    id,
    code: id,
    name: { zh: id, en: id },
    entityId: 'e',
    category: '1.1',
    kind: 'emission',
    method: 'activity' satisfies SourceMethod,
  },
  ...{ unit: 't', factor: pinned, residualFactor: null, expected: true, monthly: false, note: '', reference: null },
  quality: { uncertaintyPct: percent, pedigree, primaryData: id === 'a' },
});
const result = (sourceId: string, emission: string, removal = '0'): SourceResult => ({
  ...{ sourceId, category: '1.1', iso: '1', scope: '1', scope3: null, entityId: 'e', share: '1', amount: '1', marketBased: null },
  ...{ months: { expected: 0, present: 0 }, state: 'complete', emission, removal, biogenic: '0', nonAnthropogenic: '0' },
  ...{ otherGases: '0', gases: [] },
});
const inputOf = (sources: readonly InventorySource[]) => ({ sources }) as Parameters<typeof inventoryUncertainty>[0];
const percent = (...given: Parameters<typeof inventoryUncertainty>) => {
  const { outputs } = evaluateApproach1(inventoryUncertainty(...given).input);
  return Number(outputs.find((one) => one.symbol === 'U_total')?.value);
};

describe('uncertainty of an inventory', () => {
  const both = { bySource: [result('a', '60'), result('b', '40')] };

  test('one factor in two sources deviates alike: its parts add, two factors do not', () => {
    const same = inputOf([source('a', factor('f', '10'), '0'), source('b', factor('f', '10'), '0')]);
    const other = inputOf([source('a', factor('f', '10'), '0'), source('b', factor('g', '10'), '0')]);
    expect(percent(same, both, usual, null)).toBeCloseTo(10, 12);
    expect(percent(other, both, usual, null)).toBeCloseTo(Math.hypot(6, 4), 12);
  });

  test('what is not stated is assumed, and said; sources without emissions are left out; removals count against', () => {
    const input = inputOf([source('a', factor('f', null), null), source('b', factor('g', '0'), '0'), source('c', null, '1')]);
    const told = inventoryUncertainty(input, { bySource: [result('a', '100'), result('b', '0', '50'), result('c', '0')] }, usual, null);
    expect(told.input.sources.map((one) => [one.name, one.value])).toEqual([
      ['a', '100'],
      ['b', '-50'],
    ]);
    expect(told.findings.map((one) => one.text.en)).toEqual([expect.stringContaining('1 sources state no uncertainty')]);
    // 30 and 40 % of 100 on a net 50: 50 % of 100 is 100 % of the net.
    expect(percent(input, { bySource: [result('a', '100'), result('b', '0', '50')] }, usual, null)).toBeCloseTo(100, 9);
  });

  test('with a base year, sources of one of the two years only are zero in the other', () => {
    const input = inputOf([source('a', factor('f', '1'), '1')]);
    const base = new Map([
      ['a', { value: '50', source: source('a', factor('f', '1'), '1') }],
      ['gone', { value: '20', source: source('gone', factor('g', '30'), '5') }],
    ]);
    const told = inventoryUncertainty(input, { bySource: [result('a', '60')] }, usual, base);
    expect(told.input.sources.map((one) => [one.name, one.value, one.base_value])).toEqual([
      ['a', '60', '50'],
      ['gone', '0', '20'],
    ]);
    expect(told.categoryOf.get('gone')).toBe('1.1');
  });

  // IPCC 2006 vol. 1 table 3.2 by hand: ΣC = 700, ΣD = 500. Of b, C = 100 and D = 0: I = (0 − 200 − 1)/701 + 200/700 = −0.1018953 points a percent, so its factor of
  // 30 % moves the trend by K = 3.0568576 points; J = 0. Of a, C = 600 and D = 500: I = (5 − 200 − 6)/706 + 200/700 = 0.1011736, K = 0.3035208; J = 5/7, L = 2.0203051.
  test('the factor of a source that is gone deviates in the trend', () => {
    const input = inputOf([source('a', factor('f', '3'), '2')]);
    const base = new Map([
      ['a', { value: '600', source: source('a', factor('f', '3'), '2') }],
      ['b', { value: '100', source: source('b', factor('g', '30'), '5') }],
    ]);
    const { outputs } = evaluateApproach1(inventoryUncertainty(input, { bySource: [result('a', '500')] }, usual, base).input);
    const told = (symbol: string) => Number(outputs.find((one) => one.symbol === symbol)?.value);
    expect(told('trend')).toBeCloseTo(-200 / 7, 9);
    expect(told('U_trend')).toBeCloseTo(Math.hypot(3.0568576, 0.3035208, 2.0203051), 5);
    expect(told('U_total')).toBeCloseTo(Math.hypot(2, 3), 9);
  });
});

test('quality is weighted by emissions over what was judged, with the share of primary data', () => {
  const four = { technology: '2', geographic: '1', temporal: '3', reliability: '2' };
  const sources = [source('a', null, null, four), source('b', null, null), source('c', null, null, { reliability: '4', temporal: '9' })];
  const quality = qualityOfInventory({ sources }, { bySource: [result('a', '60'), result('b', '30'), result('c', '0', '10')] });
  // DQR (2 + 1 + 3 + 2) / 4 = 2; c is judged 4 by its one valid score: (2·60 + 4·10) / 70.
  expect(quality.sources.map((one) => [one.dqr?.toFixed() ?? null, one.score?.toFixed() ?? null])).toEqual([
    ['2', '2'],
    [null, null],
    [null, '4'],
  ]);
  expect(quality.total.score?.toNumber()).toBeCloseTo(160 / 70, 12);
  expect([quality.total.assessed?.toFixed(), quality.total.primaryShare?.toFixed(), quality.sources[0]?.quality]).toEqual([
    '0.7',
    '0.6',
    'very_good',
  ]);
});
