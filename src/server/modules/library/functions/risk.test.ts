import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { productFolder } from '../../../place.ts';
import { readFrameworks } from '../frameworks/read-frameworks.ts';
import { marketRisk, priceStatistics } from './risk.ts';

/** Real prices: test/fixtures/market-nzu. Expected values: a Python script over the same file (statistics.stdev, plain loops). */
const text = readFileSync(join(productFolder, 'test/fixtures/market-nzu/spotprices.csv'), 'utf8');
const none = () => undefined;
const { frameworks } = readFrameworks(join(productFolder, 'data'));

function figures(from?: string) {
  const file = { text, day: 'date', price: 'price', ...(from ? { from } : {}) };
  const { outputs, findings } = priceStatistics.run({ unit: 'NZD/t', file }, none, none, frameworks);
  return { of: (symbol: string) => outputs.find((one) => one.symbol === symbol)?.value ?? '', findings };
}

test('statistics of sixteen years of New Zealand units, uneven days said', () => {
  const { of, findings } = figures();
  expect([of('count'), of('last'), of('drawdown_from'), of('drawdown_to'), of('longest_gap')]).toEqual([
    '2262',
    '54',
    '2010-10-22',
    '2013-02-22',
    '38',
  ]);
  expect(Number(of('sigma'))).toBeCloseTo(3.7398120420370975, 9);
  expect(Number(of('sigma_year'))).toBeCloseTo(59.36767568012877, 8);
  expect(Number(of('sigma_ewma'))).toBeCloseTo(2.085449917340442, 9);
  expect(Number(of('drawdown'))).toBeCloseTo(92.7437641723356, 9);
  expect(findings.map(({ code, text: said }) => [code, said.en])).toEqual([
    ['uneven_days', '317 of 2261 steps between prices are longer than 4 days (the longest 38); returns are not adjusted for it'],
  ]);
});

test('historical simulation on the prices since 2024', () => {
  const rows = text.trim().split(/\r?\n/).slice(1);
  const prices = rows.map((row) => row.split(',')).flatMap(([day = '', price = '']) => (day >= '2024-01-01' ? [{ day, price }] : []));
  const input = {
    methods: ['historical'],
    confidence: '0.99',
    days: 1,
    positions: [{ factor: 'NZU', tonnes: 10_000, price: '54', prices }],
  };
  const { outputs } = marketRisk.run(input, none, none, frameworks);
  const of = (symbol: string) => Number(outputs.find((one) => one.symbol === symbol)?.value);
  expect(prices.length).toBe(524);
  expect(of('value_at_risk')).toBeCloseTo(43_200, 6);
  expect(of('expected_shortfall')).toBeCloseTo(66_841.0063052006, 6);
});
