import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { FormulaFault } from '../../src/kernel/method/formula.ts';
import { loadMethod } from '../../src/kernel/method/load.ts';
import type { Method } from '../../src/kernel/method/method.ts';
import { parseFormula } from '../../src/kernel/method/parse.ts';
import {
  convert,
  decimalOf,
  type Expression,
  expressions,
  inputsArbitrary,
  magnitude,
  near,
  reference,
  written,
} from '../support/method-reference.ts';
import { plainText, readUnits } from '../support/method-units.ts';

const seed = 20_260_101;
const units = readUnits();
const library = { units, table: () => null };
const locate = () => ({ file: 'random.yaml', line: 1 });

function methodOf(formula: string, unit: string, example: Record<string, unknown>) {
  const input = (symbol: string, inputUnit: string) => ({ symbol, title: plainText(symbol), unit: inputUnit, optional: true });
  return loadMethod(
    {
      ...{
        method: 'random',
        version: 1,
        title: plainText('random'),
        summary: plainText('random'),
        source: { document: 'test', confidence: 'high' },
      },
      sets: { item: { title: plainText('item') } },
      records: {
        root: { inputs: [input('heavy', 't'), input('light', 'kg'), input('part', '%'), input('count_of', '1')] },
        items: { per: ['item'], title: plainText('items'), inputs: [input('weight', 't')] },
      },
      steps: [{ symbol: 'x', title: plainText('x'), over: 'root', unit, formula, clause: 'random', optional: true }],
      outputs: ['x'],
      example,
    },
    locate,
    library,
  );
}

function evaluate(
  formula: string,
  unit: string,
  inputs: Record<string, unknown>,
): { method: Method; value: string | null; substituted: string } {
  const { method, findings } = methodOf(formula, unit, inputs);
  if (method === null) throw new Error(`${formula}: ${findings.map((one) => one.text.en).join('; ')}`);
  const { outputs, derivation } = evaluateMethod(method, inputs);
  const node = derivation.nodes.find((one) => one.symbol === 'x');
  return { method, value: outputs[0]?.value ?? null, substituted: node?.kind === 'step' ? node.substituted : '' };
}

const unitOf = (expression: Expression) => (expression.dimension === 'mass' ? 'kg' : '1');

test('random formulas agree with exact fractions', () => {
  let computed = 0;
  fc.assert(
    fc.property(expressions, inputsArbitrary, (expression, inputs) => {
      const { value } = evaluate(written(expression), unitOf(expression), inputs);
      const exact = reference(expression, inputs);
      if (exact === null) return value === null;
      computed += 1;
      return value !== null && near(decimalOf(value), exact, magnitude(expression, inputs), 30);
    }),
    { numRuns: 600, seed },
  );
  expect(computed).toBeGreaterThan(300);
});

test('what the derivation prints is a formula again, with the same value', () => {
  let compared = 0;
  fc.assert(
    fc.property(expressions, inputsArbitrary, (expression, inputs) => {
      const { value, substituted } = evaluate(written(expression), unitOf(expression), inputs);
      parseFormula(substituted);
      const again = methodOf(substituted, unitOf(expression), {});
      // A count printed without unit beside a percentage is refused as ambiguous when an author writes it: nothing to compare then.
      if (again.method === null || value === null) return true;
      compared += 1;
      const second = evaluateMethod(again.method, {}).outputs[0]?.value ?? null;
      return second !== null && near(decimalOf(second), decimalOf(value), magnitude(expression, inputs), 11);
    }),
    { numRuns: 300, seed },
  );
  expect(compared).toBeGreaterThan(100);
});

test('the same input gives the same bytes, whatever the order of its rows', () => {
  const weights = fc.uniqueArray(
    fc.record({
      item: fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }).filter((key) => key.trim() !== ''),
      weight: fc.integer({ min: -1000, max: 1000 }),
    }),
    {
      selector: (one) => one.item,
      maxLength: 20,
    },
  );
  const { method } = evaluate('sum(weight over items) + max(0, heavy) + sum(weight ^ 2 over items) / 1 [t]', 'kg', { heavy: 1 });
  fc.assert(
    fc.property(weights, (items) => {
      const first = JSON.stringify(evaluateMethod(method, { heavy: '1.5', items }));
      const second = JSON.stringify(evaluateMethod(method, { items: [...items].reverse(), heavy: '1.5' }));
      const ids = evaluateMethod(method, { heavy: '1.5', items }).derivation.nodes.map((node) => node.id);
      return first === second && new Set(ids).size === ids.length;
    }),
    { numRuns: 200, seed },
  );
});

test('a conversion and its way back leave the number as it was', () => {
  const rows = units.rows.map((row) => row.unit);
  const compound = fc
    .tuple(fc.constantFrom(...rows), fc.constantFrom('*', '/'), fc.constantFrom(...rows))
    .map(([a, sign, b]) => `${a}${sign}${b}`);
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...rows), compound),
      fc.oneof(fc.constantFrom(...rows), compound),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      (from, to, number) => {
        const [there, back] = [units.conversionFactor(from, to), units.conversionFactor(to, from)];
        if (there === null || back === null) return there === back && !units.convertible(from, to);
        const returned = convert(convert(String(number), there), back);
        return near(decimalOf(returned), decimalOf(String(number)), decimalOf('1'), 30);
      },
    ),
    { numRuns: 3_000, seed },
  );
});

test('any text is a formula or a fault with a column, never anything else', () => {
  const words = [
    'sum(',
    'over',
    'where',
    'by',
    'given(',
    'if(',
    'a',
    'a.b[',
    ']',
    '[t]',
    '(',
    ')',
    ',',
    '+',
    '-',
    '*',
    '/',
    '^',
    '2',
    '1.5e3',
    "'x'",
    '<',
    '<=',
    '=',
    '!=',
    'and',
    'or',
    'not',
    'true',
    ' ',
    '.',
    '[',
    '%',
    '中',
  ];
  const texts = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseFormula(text);
        return true;
      } catch (fault) {
        return (
          fault instanceof FormulaFault && fault.at >= 1 && fault.at <= text.length + 1 && fault.text.zh !== '' && fault.text.en !== ''
        );
      }
    }),
    { numRuns: 5_000, seed },
  );
});

const refused = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'constructor.constructor[1]',
  '__proto__.x[1]',
  "heavy.constructor['x']",
  'this',
  'globalThis',
  'process.exit[1]',
  'eval(1)',
  'Function(1)',
  'require(1)',
  'import(1)',
  'sum.constructor',
  'heavy[0]',
  'heavy()',
  'heavy = heavy = heavy',
  'x',
  'x + 1',
  'sum(x over root)',
  '2 ^ 999999999',
  '2 ^ 65',
  '2 ^ 1e9',
  '2 ^ 1.5 ^ 2',
  '2 ^',
  '2 ^ (heavy)',
  'heavy ^ 0.5',
  'exp(heavy)',
  'exp()',
  'exp(1, 2)',
  '2 ^ heavy',
  '2 ^ 2 ^ 2',
  '1e999',
  '1e-999',
  '1e99999999999',
  `1${'0'.repeat(150)}`,
  `0.${'1'.repeat(150)}`,
  '9'.repeat(1999),
  '('.repeat(500),
  `${'('.repeat(41)}1${')'.repeat(41)}`,
  `${'-'.repeat(300)}1`,
  `${'not '.repeat(100)}true`,
  `${'abs('.repeat(60)}1${')'.repeat(60)}`,
  `${'1+'.repeat(1200)}1`,
  '1 [t^99^99]',
  '1 [((((((((((t))))))))))]',
  `1 [${'t*'.repeat(100)}t]`,
  '1 [constructor]',
  '1 [__proto__]',
  '1 [',
  '1 []',
  '1 [t',
  "'abc",
  '"abc"',
  '`abc`',
  '1; 2',
  '1 // 2',
  '1 /* 2 */',
  '1\u00a0+ 1',
  '１ + 1',
  'һeavy',
  'heаvy',
  '1 − 1',
  '1 × 1',
  '1 ÷ 1',
  '∞',
  'NaN',
  'Infinity',
  '0x10',
  '1_000',
  '1,000',
  '\u202e1',
  '\u0000',
  '1 + + ',
  'sum(heavy over __proto__)',
  'sum(heavy over items by __proto__)',
  '((heavy ^ 64) ^ 64) ^ 64',
  '10 % 3',
  '$1',
  'a => a',
  '[1]',
  '{}',
];
const harmless = [
  '((((((2 ^ 64) ^ 64) ^ 64) ^ 64) ^ 64) ^ 64)',
  '(1 / 10 ^ 64) ^ 64',
  '((1e100 ^ 64) ^ 64) - ((1e100 ^ 64) ^ 64)',
  '1 / 0',
  '0 / 0',
  '0 ^ -1',
  '0 ^ 0',
  `${'1+'.repeat(999)}1`,
  `${'1*'.repeat(999)}1`,
  `${'('.repeat(39)}1${')'.repeat(39)}`,
  'mean(weight over items) / 1 [t]',
  'if(1 / 0 > 1, 1, 2)',
  'count(1 / 0 over items)',
  'max(1, max(1, max(1, max(1, 1))))',
  'count(sum(sum(weight over items by item) over items) over items)',
];

test.each(refused)('refused: %.60j', (formula) => {
  const begin = performance.now();
  const { method, findings } = methodOf(formula, '1', {});
  expect(method).toBeNull();
  expect(findings.every((one) => one.severity === 'error' && one.place.line === 1)).toBe(true);
  expect(performance.now() - begin).toBeLessThan(500);
});

test.each(harmless)('harmless: %.60j', (formula) => {
  const begin = performance.now();
  const { method } = methodOf(formula, '1', {});
  const items = Array.from({ length: 300 }, (_, i) => ({ item: String(i), weight: 1 }));
  if (method !== null) {
    const { value } = evaluateMethod(method, { items }).outputs[0] ?? { value: null };
    expect(value === null || /^-?\d+(\.\d+)?$/.test(value)).toBe(true);
  }
  expect(performance.now() - begin).toBeLessThan(2_000);
});

test('a hundred thousand rows are added up within seconds, one more is refused', () => {
  const { method } = evaluate('sum(weight over items)', 't', {});
  const items = Array.from({ length: 100_000 }, (_, i) => ({ item: String(i), weight: '0.1' }));
  const begin = performance.now();
  expect(evaluateMethod(method, { items }, { derivation: false }).outputs[0]?.value).toBe('10000');
  expect(performance.now() - begin).toBeLessThan(10_000);
  expect(() => evaluateMethod(method, { items: [...items, { item: 'more', weight: 1 }] })).toThrow('invalid_input');
});
