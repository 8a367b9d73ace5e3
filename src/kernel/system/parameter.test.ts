import { expect, test } from 'vitest';
import { evaluateMethod } from '../method/evaluate.ts';
import { units } from '../method/method.fixture.ts';
import { decimal } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import { againstBaseline, loadParameter, type ParameterDefinition, parameterValue } from './parameter.ts';

const symbol = (name: string, unit: string, source: 'by_hand' | 'emission' | 'electricity' = 'by_hand') => ({
  ...{ symbol: name, meaning: name, unit, source, ofUnit: null },
});
const intensity: ParameterDefinition = {
  ...{ name: 'intensity', formula: 'E / P', unit: 'tCO2/MWh' },
  symbols: [symbol('E', 'tCO2', 'emission'), symbol('P', 'MWh', 'electricity')],
};
const paths = (given: ParameterDefinition) => loadParameter(given, units).findings.map((one) => one.place.path);

test('a formula in the method language is evaluated with its units', () => {
  const { method, findings } = loadParameter(intensity, units);
  expect(findings).toEqual([]);
  if (!method) throw new Error('no method');
  // 2,450,000 t ÷ 3,012,450.123 MWh
  const { outputs, derivation } = evaluateMethod(method, { E: { value: '2450000', unit: 'tCO2', ref: 'r' }, P: '3012450.123' });
  expect(outputs.find((one) => one.symbol === parameterValue)?.shown).toBe('0.8133');
  expect(derivation.nodes.map((one) => one.symbol)).toEqual(['E', 'P', parameterValue]);
  expect(() => evaluateMethod(method, { E: { value: '2450000000', unit: 'kg' }, P: '1' })).toThrow(Refusal);
});

test('what does not fit is told at its field', () => {
  expect(paths({ ...intensity, formula: 'E / Q' })).toEqual(['/content/formula']);
  expect(paths({ ...intensity, formula: 'E +' })).toEqual(['/content/formula']);
  expect(paths({ ...intensity, unit: 'GJ' })).toContain('/content/formula');
  expect(paths({ ...intensity, unit: 'parsec' })).toEqual(['/content/unit']);
  expect(paths({ ...intensity, symbols: [symbol('E', 'GJ', 'emission'), symbol('P', 'MWh')] })).toContain('/content/symbols/0/unit');
  expect(paths({ ...intensity, symbols: [symbol('E', 'tCO2'), symbol('2P', 'MWh')] })).toContain('/content/symbols/1/symbol');
});

test('a missing value gives no value, and a division by zero none either', () => {
  const { method } = loadParameter(intensity, units);
  if (!method) throw new Error('no method');
  expect(evaluateMethod(method, { E: '1', P: '0' }).outputs[0]?.value).toBe(null);
  expect(evaluateMethod(method, { E: '1' }).outputs[0]?.value).toBe(null);
});

test.each([
  ['0.8', '1', 'lower', '-20', 'better'],
  ['0.8', '1', 'higher', '-20', 'worse'],
  ['-1', '-2', 'higher', '50', 'better'],
  ['1', '1', 'lower', '0', 'same'],
  ['1', '2', 'within', '-50', null],
  ['1', '0', 'lower', null, 'worse'],
] as const)('%s against %s, %s is better', (value, base, better, change, verdict) => {
  const told = againstBaseline(decimal(value), decimal(base), better);
  expect([told.change?.toFixed() ?? null, told.verdict]).toEqual([change, verdict]);
});
