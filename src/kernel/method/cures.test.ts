import { describe, expect, it } from 'vitest';
import { evaluateMethod } from './evaluate.ts';
import { loaded, monthRow, step, units } from './method.fixture.ts';
import { nearTo } from './nearness.ts';
import { nothingGiven } from './nothing-given.ts';
import { fittingUnits, unitCure } from './unit-cure.ts';

describe('what helps a caller on', () => {
  it.each([
    ['bitumnous', ['anthracite', 'bituminous', 'sub_bituminous'], ['bituminous', 'sub_bituminous']],
    ['ch4', ['C2H4', 'CH4'], ['CH4', 'C2H4']],
    ['zzz', ['abc'], []],
  ])('names near %s', (asked, known, expected) => {
    expect(nearTo(asked, known)).toEqual(expected);
  });

  it('names units of the same kind', () => {
    const tonne = units.find('t');
    if (tonne === null) expect.unreachable();
    expect(fittingUnits(units, tonne)).toEqual(['kg', 't']);
    expect(unitCure(units, 'KG', tonne).en).toBe('Did you mean kg?');
    expect(unitCure(units, 'pound', tonne).en).toBe('Units that fit, for example: kg, t');
  });

  it('names the codes of a table for one that it does not have', () => {
    const method = loaded([step('heat', 'fuel_months', 'GJ', 'FC * fuels.ncv[fuel] [GJ/t]', { optional: true })]);
    const told = (fuel: string) =>
      evaluateMethod(method, { data_year: 2024, fuel_months: [{ ...monthRow('01', '1'), fuel }] }).findings.find(
        (one) => one.code === 'no_table_row',
      )?.cure?.en;
    expect(told('Coal')).toBe('Did you mean coal?');
    expect(told('coal ncv')).toBe('Did you mean coal?');
    expect(told('peat')).toBe('Codes known: coal, gas');
  });
});

describe('an input without data', () => {
  const method = loaded([step('E', 'fuel_months', 't', 'FC'), step('E_total', 'root', 't', 'sum(E over fuel_months)')], {
    outputs: ['E_total'],
  });
  it.each([
    [{ data_year: 2024 }, true],
    [{ data_year: 2024, fuel_months: [] }, true],
    [{ data_year: 2024, fuel_months: null }, true],
    [{ data_year: 2024, fuel_months: [monthRow('01', '1')] }, false],
    [{ data_year: 2024, typo: 1 }, false],
    [{}, false],
    [null, false],
  ])('%j is one: %s', (input, expected) => {
    const findings = nothingGiven(method, input);
    expect(findings.length > 0).toBe(expected);
    if (expected) expect(findings.some((one) => one.place.path === '/fuel_months')).toBe(true);
  });
});
