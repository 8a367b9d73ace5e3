import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { describeMethod } from './describe.ts';
import { evaluateMethod } from './evaluate.ts';
import { loadMethod } from './load.ts';
import { carbon, document, emission, library, loaded, locate, type Step, step, text, total, units } from './method.fixture.ts';
import { describeInput } from './schema.ts';
import { checkTable } from './table-file.ts';

describe("user's errors, all at once", () => {
  const method = loaded([carbon, emission, total]);
  const good = { month: '2024-01', FC: 1, C_ar: 0.5 };
  test.each<[unknown, string[]]>([
    [null, ['wrong_type ']],
    [[], ['wrong_type ']],
    [{}, ['missing_required /data_year']],
    [{ data_year: 2024.5 }, ['not_whole /data_year']],
    [{ data_year: 2022 }, ['below_min /data_year']],
    [{ data_year: 2024, odd: 1, price: 'x' }, ['not_a_number /price', 'unknown_field /odd']],
    [{ data_year: 2024, fuel_months: {} }, ['wrong_type /fuel_months']],
    [{ data_year: 2024, fuel_months: [1, { ...good, extra: 1 }] }, ['wrong_type /fuel_months/0', 'unknown_field /fuel_months/1/extra']],
    [{ data_year: 2024, fuel_months: [good, { ...good, FC: 2 }] }, ['duplicate_key /fuel_months/1']],
    [
      { data_year: 2024, fuel_months: [{ FC: 1 }, { month: '2024-13', FC: 1 }, { month: '2024-02' }] },
      ['missing_required /fuel_months/0/month', 'bad_month /fuel_months/1/month', 'missing_required /fuel_months/2/FC'],
    ],
    [{ data_year: 2024, fuel_months: [{ ...good, month: '2023-01' }] }, ['month_outside_data_year /fuel_months/0/month']],
    [
      { data_year: 2024, fuel_months: [{ ...good, FC: -1, C_ar: '1.01' }] },
      ['below_min /fuel_months/0/FC', 'above_max /fuel_months/0/C_ar'],
    ],
    [{ data_year: 2024, fuel_months: [{ ...good, FC: { value: 1, unit: 'GJ' } }] }, ['unit_mismatch /fuel_months/0/FC/unit']],
    [{ data_year: 2024, fuel_months: [{ ...good, FC: { value: 1, unit: 'tt' } }] }, ['unknown_unit /fuel_months/0/FC/unit']],
    [{ data_year: 2024, fuel_months: [{ ...good, FC: { value: '1', unit: 't', more: 1 } }] }, ['unknown_field /fuel_months/0/FC/more']],
    [{ data_year: 2024, units: [{ unit: '2', kind: 'nuclear' }] }, ['unknown_choice /units/0/kind']],
    [{ data_year: 2024, units: [{ unit: '2' }], fuel_months: [good] }, ['unknown_parent_row /fuel_months/0']],
    [JSON.parse('{"data_year": 2024, "__proto__": 1, "constructor": 2}'), ['unknown_field /__proto__', 'unknown_field /constructor']],
    [
      {
        data_year: 2024,
        fuel_months: [
          { ...good, unit: 'a\u0001b' },
          { ...good, unit: 'x'.repeat(201) },
        ],
      },
      ['bad_key /fuel_months/0/unit', 'bad_key /fuel_months/1/unit'],
    ],
  ])('%j', (input, expected) => {
    try {
      evaluateMethod(method, input);
      expect.unreachable();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      expect(refusal.code).toBe('invalid_input');
      expect(refusal.findings.map((one) => `${one.code} ${one.place.path}`).sort()).toEqual([...expected].sort());
      for (const one of refusal.findings) expect([one.text.zh, one.text.en]).not.toContain('');
    }
  });
});

describe("author's errors", () => {
  const one = (formula: string, unit = '1', over = 'root', more: Step = {}) => document([step('x', over, unit, formula, more)]);
  test.each<[string, unknown, string]>([
    ['tonnes and gigajoules', one('1 [t] + 1 [GJ]', 't'), 'wrong_dimension'],
    ['a step of another dimension', one('1 [t]', 'GJ'), 'wrong_dimension'],
    ['comparison of different things', one('if(1 [t] > 1 [GJ], 1, 2)'), 'wrong_dimension'],
    [
      'a default of another dimension',
      document([step('x', 'root', '1', '1')], {
        records: { root: { per: [], inputs: [{ symbol: 'a', title: text('a'), unit: 't', default: '1 [GJ]' }] } },
      }),
      'wrong_dimension',
    ],
    ['a percentage and a plain hundred', one('100 - OF'), 'ambiguous_number'],
    ['a plain number for a percentage', one('if(1 > 2, 99, 98)', '%'), 'ambiguous_number'],
    [
      'a default without its percent',
      document([step('x', 'root', '1', '1')], {
        records: { root: { inputs: [{ symbol: 'a', title: text('a'), unit: '%', default: 99 }] } },
      }),
      'ambiguous_number',
    ],
    ['conversion by hand as well', one('1 [MWh] * 3.6', 'GJ'), 'double_conversion'],
    ['percent divided by hand as well', one('3 [t] * OF / 100', 't'), 'double_conversion'],
    ['text in arithmetic', one("'a' + 1"), 'wrong_type'],
    ['a quantity as condition', one('if(1, 2, 3)'), 'wrong_type'],
    ['a text that cannot occur', one("if(kind = 'nuclear', 1, 2)", '1', 'units'), 'unknown_choice'],
    ['unknown symbol', one('FCC'), 'unknown_symbol'],
    ['unknown table', one('rule.oxidation[data_year]'), 'unknown_table'],
    ['unknown column', one('rules.oxydation[data_year]'), 'unknown_column'],
    ['unknown unit', one('1 [tt]'), 'unknown_unit'],
    ['unknown function', one('cbrt(4)'), 'unknown_function'],
    ['unknown row', one("fuels.cc['cole'] * 1 [GJ/tC]"), 'unknown_key'],
    ['unit of a mixed column', one("fuels.ncv['coal'] * 1 [t/GJ]"), 'unit_needed'],
    ['wrong number of keys', one('gwp.value[data_year] * 1 [kg/kgCO2e]'), 'wrong_keys'],
    ['not one value here', one('FC', 't'), 'not_visible'],
    ['unknown record', one('sum(FC over fuelmonths)', 't'), 'unknown_record'],
    ['unknown set in by', one('sum(FC over fuel_months by unit)', 't'), 'unknown_set'],
    ['unknown over', one('1', '1', 'nowhere'), 'unknown_record'],
    ['syntax', one('1 +'), 'syntax'],
    ['rounding in another unit', one('floor(1 [t]) * 1 [GJ/t]', 'GJ'), 'wrong_dimension'],
    ['cycle', document([step('a', 'root', '1', 'b'), step('b', 'root', '1', 'a')]), 'cycle'],
    ['itself among its siblings', document([step('a', 'fuel_months', '1', 'sum(a over fuel_months by unit)')]), 'cycle'],
    ['duplicate symbol', document([step('a', 'root', '1', '1'), step('a', 'root', '1', '1')]), 'duplicate_symbol'],
    ['symbol named as a set', document([step('fuel', 'root', '1', '1')]), 'duplicate_symbol'],
    ['reserved word', document([step('sum', 'root', '1', '1')]), 'reserved'],
    ['unknown output', document([step('a', 'root', '1', '1')], { outputs: ['b'] }), 'unknown_output'],
    ['unknown field', document([step('a', 'root', '1', '1', { formulae: '1' })]), 'unknown_field'],
    ['no clause and no source', document([step('a', 'root', '1', '1', { clause: undefined })]), 'missing_source'],
    ['one language only', document([step('a', 'root', '1', '1', { title: { zh: '甲' } })]), 'language_missing'],
    [
      'placeholder without value',
      document([step('a', 'root', '1', '1', { finding: { code: 'aa', severity: 'info', text: text('{month}') } })]),
      'unknown_symbol',
    ],
    ['example that does not run', document([step('a', 'root', '1', '1')], { example: {} }), 'example_fails'],
    ['example without result', document([step('a', 'root', '1', 'price')]), 'example_fails'],
    ['no such table file', document([step('a', 'root', '1', '1')], { tables: { x: { file: 'nowhere' } } }), 'unknown_table'],
    ['not an object', 'text', 'wrong_shape'],
  ])('%s', (_, value, code) => {
    const { method, findings } = loadMethod(value, locate, library);
    expect(method).toBeNull();
    expect(findings.map((found) => found.code)).toContain(code);
    for (const found of findings) expect([found.place.file, found.place.line]).toEqual(['m.yaml', 7]);
  });

  test('all of them at once', () => {
    const { findings } = loadMethod(
      document([step('a', 'root', 't', '1 [GJ]'), step('b', 'root', '1', 'nothing'), step('c', 'root', 'tt', '1')]),
      locate,
      library,
    );
    expect(findings.map((found) => found.code).sort()).toEqual(['unknown_symbol', 'unknown_unit', 'wrong_dimension']);
  });
});

test('tables: gaps and overlaps of years, missing sources and wrong values are refused', () => {
  const codes = (rows: unknown, more = {}) =>
    checkTable(
      { table: 'a-b', key: 'data_year', covers: { from: 2020, to: 2022 }, columns: { x: { unit: '1', source: 's', rows, ...more } } },
      locate,
      units,
    ).findings.map((one) => one.code);
  expect(codes([{ years: [2020, 2022], value: 1 }])).toEqual([]);
  expect(codes([{ years: [2020, 2021], value: 1 }])).toEqual(['year_gap']);
  expect(
    codes([
      { years: [2020, 2022], value: 1 },
      { years: [2022, 2022], value: 1 },
    ]),
  ).toEqual(['year_overlap']);
  expect(codes([{ years: [2020, 2023], value: 1 }])).toEqual(['year_outside']);
  expect(codes([{ years: [2020, 2022], value: 'x' }])).toContain('wrong_type');
  expect(codes([{ years: [2020, 2022], value: 1 }], { source: undefined })).toContain('missing_source');
  expect(codes([])).toEqual(['year_gap', 'year_gap', 'year_gap']);
});

test('the input is described as a closed schema with units', () => {
  const method = loaded([carbon, emission, total]);
  const schema = describeInput(method);
  expect(schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['data_year'],
    properties: {
      fuel_months: {
        type: 'array',
        items: { additionalProperties: false, required: ['month', 'FC'], properties: { FC: { 'x-unit': 't' } } },
      },
    },
  });
  expect(describeMethod(method)).toMatchObject({
    id: 'test-method',
    outputs: ['E_total'],
    steps: [{ symbol: 'C_used', alternatives: [{ when: 'given(C_ar)' }, {}] }, {}, {}],
  });
});
