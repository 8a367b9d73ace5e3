import { describe, expect, test } from 'vitest';
import { evaluateMethod } from './evaluate.ts';
import { subDerivation } from './explain.ts';
import { carbon, emission, loaded, monthRow, result, step, total } from './method.fixture.ts';

describe('values', () => {
  // Worked by hand; worked-cases.md P1 and C02–C04 run as golden tests over the real methods.
  test.each([
    ['1 + 2 * 3 ^ 2', '1', '19'],
    ['-2 ^ 2', '1', '-4'],
    ['(1 - 4) * -2', '1', '6'],
    ['7 - 2 - 1', '1', '4'],
    ['8 / 4 / 2', '1', '1'],
    ['1 [t] + 500 [kg]', 'kg', '1500'],
    ['500 [kg] + 1 [t]', 't', '1.5'],
    ['1 [MWh]', 'GJ', '3.6'],
    ['1 - 25 [%]', '%', '75'],
    ['200 [t] * 50 [%]', 't', '100'],
    ["2 [t] * gwp.value['AR5', 'CH4']", 'tCO2e', '56'],
    ["fuels.ncv['coal'] [GJ/t] * 2 [t]", 'GJ', '53.4'],
    ['floor(1 [t] / 3 * 3)', 't', '1'],
    ['floor(2.9 [t])', 'kg', '2900'],
    ['round(1234.5678 [kg], 2)', 't', '1.23'],
    ['ceil(2.1) + round(2.25, 1)', '1', '5.3'],
    ['max(0, 0 [t] - 5 [t])', 't', '0'],
    ['min(3 [t], 200 [kg], 1 [t])', 'kg', '200'],
    ['abs(3 - 5)', '1', '2'],
    ['sqrt(2)', '1', '1.414213562373095048801688724209698'],
    ['sqrt(9 [%] * 4 [%])', '%', '6'],
    // Powers from an independent big-number calculation (80 digits).
    ['exp(1)', '1', '2.718281828459045235360287471352662'],
    ['exp(0 - 100 [%])', '1', '0.3678794411714423215955237701614609'],
    ['2 ^ 0.5', '1', '1.414213562373095048801688724209698'],
    ['2 ^ (50 [%])', '1', '1.414213562373095048801688724209698'],
    ['4 ^ -0.5', '1', '0.5'],
    ['1.015 ^ (16 [1] - 20 * 64.99 [%])', '1', '1.045709512863834227490917877869067'],
    ['1.015 ^ (16 - 20 * 0.5463)', '1', '1.078471563507389735814771973942052'],
    ['2 * 3 ^ (1 + 1)', '1', '18'],
    ['if(given((0 - 2) ^ (1 / 3)), 1, 2)', '1', '2'],
    ['if(given(0 ^ (1 / 2)), 1, 2)', '1', '2'],
    ["if(rules.basis[data_year] = 'total' and not false, 1 [t], 5 [kg])", 't', '1'],
    ['if(rules.counts[data_year], 1, 1 / 0)', '1', '1'],
    ['if(0.1 + 0.2 = 0.3, 1, 2)', '1', '1'],
    ['if(1 / 3 * 3 >= 1, 1, 2)', '1', '1'],
    ['if(price > 3 or true, 1, 2)', '1', '1'],
    ['count(FC over fuel_months where FC > 5 [t])', '1', '0'],
    ['data_year', '1', '2024'],
  ])('%s in %s is %s', (formula, unit, expected) => {
    expect(result(formula, unit).outputs[0]?.value).toBe(expected);
  });

  test('a year of one fuel: measured, default and missing', () => {
    const method = loaded([total, emission, carbon]);
    const fuel_months = [monthRow('02', '2000', { NCV: '20' }), monthRow('01', '1000', { C_ar: '0.6' })];
    const evaluation = evaluateMethod(
      { ...method, outputs: [...method.outputs, ...['E_total', 'E'].map((name) => method.slots.get(name) ?? -1)] },
      { data_year: 2024, fuel_months },
    );
    // 1000 × 0.6 × 0.99 × 44/12 = 2178; 2000 × 20 × 0.03085 × 0.99 × 44/12 = 4479.42
    expect(evaluation.outputs.find((one) => one.symbol === 'E_total')).toMatchObject({ value: '6657.42', rounded: '6657', unit: 'tCO2' });
    expect(evaluation.outputs.filter((one) => one.symbol === 'E').map((one) => [one.at.month, one.shown])).toEqual([
      ['2024-01', '2178.00'],
      ['2024-02', '4479.42'],
    ]);
    expect(evaluation.findings).toMatchObject([
      { code: 'default_used', severity: 'warning', place: { symbol: 'C_used', at: { month: '2024-02' } }, text: { en: '1 2024-02: 20' } },
    ]);
    expect(evaluation.conventions.map((one) => [one.symbol, one.value, one.from, one.source])).toEqual([
      ['OF', '99', 'default', 'guide'],
      ['kind', 'condensing', 'default', 'doc'],
    ]);
  });

  test('aggregates: shared sets held, siblings by name, where, mean, empty', () => {
    const method = loaded(
      [
        step('share', 'fuel_months', '%', 'FC / sum(FC over fuel_months by unit, fuel)'),
        step('of_unit', 'units', 't', 'sum(FC over fuel_months)'),
        step('of_month', 'months', 't', 'sum(FC over fuel_months)'),
        step('mean_c', 'root', 'tC/t', 'mean(C_ar over fuel_months where given(C_ar))', { optional: true }),
        step('most', 'root', 't', 'max(FC over fuel_months)'),
      ],
      { outputs: ['share', 'of_unit', 'of_month', 'mean_c', 'most'] },
    );
    const fuel_months = [
      monthRow('01', '30', { unit: '10' }),
      monthRow('01', '10', { C_ar: '0.5' }),
      monthRow('02', '30', { C_ar: '0.6' }),
    ];
    const { outputs } = evaluateMethod(method, { data_year: 2024, fuel_months });
    expect(outputs.map((one) => [one.symbol, ...Object.values(one.at), one.value])).toEqual([
      ['share', '1', 'coal', '2024-01', '25'],
      ['share', '1', 'coal', '2024-02', '75'],
      ['share', '10', 'coal', '2024-01', '100'],
      ['of_unit', '1', '40'],
      ['of_unit', '10', '30'],
      ['of_month', '2024-01', '40'],
      ['of_month', '2024-02', '30'],
      ['mean_c', '0.55'],
      ['most', '30'],
    ]);
    const empty = evaluateMethod(method, { data_year: 2024 });
    expect(empty.outputs.map((one) => [one.symbol, one.value])).toEqual([
      ['mean_c', null],
      ['most', null],
    ]);
    expect(empty.findings.map((one) => [one.code, one.place.symbol])).toEqual([['output_without_value', 'most']]);
  });

  test('an output without value names what is missing and where', () => {
    const method = loaded([total, emission, step('C_used', 'fuel_months', 'tC/t', 'C_ar')], { outputs: ['E_total'] });
    const { outputs, findings } = evaluateMethod(method, {
      data_year: 2024,
      fuel_months: [monthRow('01', '1', { C_ar: 0.5 }), monthRow('02', '1')],
    });
    expect(outputs[0]).toMatchObject({ value: null, shown: null });
    expect(findings[0]?.text.en).toContain('C_ar (C_ar) (unit 1, fuel coal, month 2024-02) is missing');
    const why = (formula: string, unit: string) => {
      const small = loaded([step('x', 'root', unit, formula)], { example: { data_year: 2024, price: 0 } });
      return evaluateMethod(small, { data_year: 2024, price: 1 }).findings[0]?.text.en;
    };
    expect(why('1 [t] / (price - 1)', 't')).toContain('division by zero');
    expect(why('(price * 10 ^ 60) ^ 20', '1')).toContain('out of the range');
  });

  test('a row that refuses gives no value and says so', () => {
    const method = loaded([step('x', 'root', '%', 'OF')]);
    const { outputs, findings } = evaluateMethod(method, { data_year: 2026 });
    expect([outputs[0]?.value, findings.map((one) => one.code)]).toEqual([null, ['table_row_refused', 'output_without_value']]);
    expect(evaluateMethod(method, { data_year: 2026, OF: '98.5' }).outputs[0]?.value).toBe('98.5');
    const other = loaded([step('x', 'fuel_months', 'GJ', 'FC * fuels.ncv[fuel] [GJ/t]')]);
    const codes = evaluateMethod(other, {
      data_year: 2024,
      fuel_months: [monthRow('01', '1', { fuel: 'gas' }), monthRow('01', '1', { fuel: 'peat' })],
    }).findings.map((one) => one.code);
    expect(codes).toEqual(['table_row_other_unit', 'no_table_row', 'output_without_value', 'output_without_value']);
  });
});

describe('derivation', () => {
  const method = loaded([carbon, emission, total]);
  const input = {
    data_year: 2024,
    fuel_months: [
      monthRow('01', '1', { FC: { value: '1500', unit: 'kg', ref: 'datum-1' }, C_ar: '0.6' }),
      monthRow('02', '-0', { C_ar: 0.5 }),
    ],
  };
  const evaluation = evaluateMethod(method, input);
  const node = (id: string) => evaluation.derivation.nodes.find((one) => one.id === id);

  test('formula, numbers, choice, conversion, rounding', () => {
    expect(node('E@unit=1,fuel=coal,month=2024-01')).toMatchObject({
      substituted: '1.5 [t] * 0.6 [tC/t] * 99 [%] * 44 [tCO2/tC] / 12',
      conversion: { from: '%*tCO2', factor: '0.01' },
      value: '3.267',
      shown: '3.27',
      uses: ['FC@unit=1,fuel=coal,month=2024-01', 'C_used@unit=1,fuel=coal,month=2024-01', 'OF'],
    });
    expect(node('FC@unit=1,fuel=coal,month=2024-01')).toMatchObject({
      value: '1.5',
      ref: 'datum-1',
      given: { value: '1500', unit: 'kg', factor: '0.001' },
    });
    expect(node('C_used@unit=1,fuel=coal,month=2024-01')).toMatchObject({ choice: { number: 1, of: 2, why: { en: 'measured' } } });
    expect(node('OF')).toMatchObject({ kind: 'step', formula: 'rules.oxidation[data_year]', uses: ['data_year', 'rules.oxidation[2024]'] });
    expect(node('E_total')).toMatchObject({
      value: '3',
      rounding: { digits: 0, mode: 'half_up', exact: '3.267' },
      substituted: '3.267 [tCO2] + 0 [tCO2]',
    });
  });

  test('uses come before users, addresses are unique, the part of one number is closed', () => {
    const seen = new Set<string>();
    for (const one of evaluation.derivation.nodes) {
      if (one.kind === 'step') expect(one.uses.filter((id) => !seen.has(id))).toEqual([]);
      expect(seen.has(one.id)).toBe(false);
      seen.add(one.id);
    }
    const part = subDerivation(evaluation.derivation, 'C_used@unit=1,fuel=coal,month=2024-01');
    expect(part.nodes.map((one) => one.symbol)).toEqual(['C_ar', 'C_used']);
  });

  test('a frozen value stands and says so', () => {
    const pins = new Map([['E@unit=1,fuel=coal,month=2024-01', { value: '10', from: 'calculation-1' }]]);
    const again = evaluateMethod(method, input, { pins });
    expect(again.outputs[0]).toMatchObject({ value: '10', rounded: '10' });
    expect(again.findings.map((one) => one.code)).toEqual(['differs_from_frozen']);
    expect(again.derivation.nodes.find((one) => one.symbol === 'E')).toMatchObject({
      value: '10',
      choice: { why: { en: expect.stringContaining('frozen') } },
    });
  });
});
