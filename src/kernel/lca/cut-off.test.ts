import { describe, expect, test } from 'vitest';
import { decimal, print } from '../quantity/decimal.ts';
import { checkCutOff, usualLimits } from './cut-off.ts';

const flows = (amounts: string[], out: number[] = []) =>
  amounts.map((amount, i) => ({ id: String(i), amount: decimal(amount), ...(out.length > 0 ? { excluded: out.includes(i) } : {}) }));
/** Worked case C30b. */
const c30b = ['52.0', '30.5', '8.2', '5.1', '2.1', '0.9', '0.7', '0.3', '0.2'];

describe('cut-off', () => {
  test('worked case C30b: four flows below 1 % sum to 2.1 %, 97.9 % stays and is divided by 0.979', () => {
    const found = checkCutOff(flows(c30b));
    expect(found.lines.filter((line) => line.out).map((line) => line.id)).toEqual(['5', '6', '7', '8']);
    expect([print(found.candidates), print(found.included), found.allowed]).toEqual(['0.021', '0.979', true]);
    expect(found.scale?.toNumber()).toBeCloseTo(1 / 0.979, 14);
  });

  test('one flow at 1 % may not go; seven below it may only as far as 5 %', () => {
    expect(checkCutOff(flows(['99', '1'], [1])).tooLarge).toEqual(['1']);
    const seven = checkCutOff(flows(['93.7', ...Array.from({ length: 7 }, () => '0.9')]));
    expect([print(seven.candidates), print(seven.excluded), seven.allowed]).toEqual(['0.063', '0.045', true]);
    expect(checkCutOff(flows(['93.7', ...Array.from({ length: 7 }, () => '0.9')], [1, 2, 3, 4, 5, 6, 7])).allowed).toBe(false);
  });

  test('PAS 2050: beside a source of 52 % only 5 % of the other 48 % may go', () => {
    const limits = { ...usualLimits, rule: 'pas2050' as const };
    const found = checkCutOff(flows(c30b), limits);
    expect([found.dominant, print(found.allowance)]).toEqual(['0', '0.024']);
    const more = checkCutOff(flows(['52', '45.2', '0.7', '0.7', '0.7', '0.7'], [2, 3, 4, 5]), limits);
    expect([print(more.excluded), more.allowed]).toEqual(['0.028', false]);
  });

  test('avoided flows weigh by their absolute value; nothing at all has no scale problem', () => {
    expect(print(checkCutOff(flows(['99.5', '-0.5'])).excluded)).toBe('0.005');
    expect(checkCutOff(flows(['0'])).allowed).toBe(true);
  });
});
