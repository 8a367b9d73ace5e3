import { describe, expect, test } from 'vitest';
import { decimal, print } from '../quantity/decimal.ts';
import { pedigreeFactor, pedigreeGsdSquared, pefRating, qualityClass, simpleScore, weightedQuality } from './data-quality.ts';

const d = decimal;

describe('data quality', () => {
  test('worked case C30d: 2, 1, 3, 2 rate 2.0, very good with the bound included', () => {
    const rating = pefRating({ TeR: d('2'), GeR: d('1'), TiR: d('3'), P: d('2') });
    expect([print(rating), qualityClass(rating)]).toEqual(['2', 'very_good']);
    expect(['1.6', '1.61', '3', '4', '4.1'].map((value) => qualityClass(d(value)))).toEqual([
      'excellent',
      'very_good',
      'good',
      'fair',
      'poor',
    ]);
  });

  test('GSD² of the pedigree (2, 3, 4, 5, 1) with basic factor 1.05, by logarithms of our own', () => {
    const logs = [1.05, 1.05, 1.2, 1.1, 1, 1.05].map((u) => Math.log(u) ** 2);
    const expected = Math.exp(Math.sqrt(logs.reduce((sum, one) => sum + one, 0)));
    const got = pedigreeGsdSquared({ reliability: 2, completeness: 3, temporal: 4, geographic: 5, technology: 1 }, d('1.05'));
    expect(got.toNumber()).toBeCloseTo(expected, 13);
    expect(print(pedigreeGsdSquared({}, d('1')))).toBe('1');
  });

  test('a level without a figure takes the next worse one; a score outside 1 to 5 has none', () => {
    expect([pedigreeFactor('geographic', 4), pedigreeFactor('technology', 2)].map((one) => one && print(one))).toEqual(['1.1', '1.2']);
    expect([pedigreeFactor('reliability', 0), pedigreeFactor('reliability', 6), pedigreeFactor('reliability', 1.5)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('score by contribution and primary share; what is not assessed does not weigh', () => {
    const line = (id: string, contribution: string, score: string | null, primary: boolean) => ({
      ...{ id, contribution: d(contribution), primary },
      score: score === null ? null : d(score),
    });
    const all = weightedQuality([line('a', '60', '1', true), line('b', '-20', '4', false), line('c', '20', null, false)]);
    expect([all.score, all.assessed, all.primaryShare].map((one) => one && print(one))).toEqual(['1.75', '0.8', '0.6']);
    expect(weightedQuality([]).score).toBeNull();
  });

  test('the simple score is the mean of what is given', () => {
    expect(simpleScore({})).toBeNull();
    expect(print(simpleScore({ reliability: 1, temporal: 4 }) ?? d('0'))).toBe('2.5');
  });
});
