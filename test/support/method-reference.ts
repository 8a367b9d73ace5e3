import fc from 'fast-check';

/**
 * Formulas as trees, and what they must give, worked out in exact fractions of whole numbers: a second implementation of the
 * arithmetic that shares nothing with the kernel. Masses are in kilograms, everything else is a plain number.
 */
export type Expression = { readonly dimension: 'mass' | 'number' } & (
  | { readonly leaf: string; readonly scale: Fraction; readonly symbol: string | null; readonly digits: string }
  | { readonly sign: '+' | '-' | '*' | '/'; readonly left: Expression; readonly right: Expression }
  | { readonly call: 'min' | 'max'; readonly of: readonly [Expression, Expression] }
  | { readonly call: 'abs' | 'negate'; readonly of: readonly [Expression] }
  | { readonly power: number; readonly of: Expression }
  | { readonly test: '<' | '>=' | '='; readonly of: readonly [Expression, Expression]; readonly yes: Expression; readonly no: Expression }
);

export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export type Inputs = Record<string, string | undefined>;

const whole = (n: bigint): Fraction => ({ n, d: 1n });
const symbols = [
  { name: 'heavy', dimension: 'mass', scale: whole(1000n) },
  { name: 'light', dimension: 'mass', scale: whole(1n) },
  { name: 'part', dimension: 'number', scale: { n: 1n, d: 100n } },
  { name: 'count_of', dimension: 'number', scale: whole(1n) },
] as const;
const literalUnits = [
  { unit: 't', dimension: 'mass', scale: whole(1000n) },
  { unit: 'kg', dimension: 'mass', scale: whole(1n) },
  { unit: '%', dimension: 'number', scale: { n: 1n, d: 100n } },
  { unit: '1', dimension: 'number', scale: whole(1n) },
] as const;

const digits = fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 4 })).map(([n, places]) => {
  const text = String(n).padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
});

const leafOf = (dimension: 'mass' | 'number'): fc.Arbitrary<Expression> =>
  fc.oneof(
    fc
      .constantFrom(...symbols.filter((one) => one.dimension === dimension))
      .map((one): Expression => ({ dimension, leaf: one.name, symbol: one.name, digits: '0', scale: one.scale })),
    fc
      .tuple(digits, fc.constantFrom(...literalUnits.filter((one) => one.dimension === dimension)))
      .map(([text, one]): Expression => ({ dimension, leaf: `${text} [${one.unit}]`, symbol: null, digits: text, scale: one.scale })),
  );

function tree(dimension: 'mass' | 'number', depth: number): fc.Arbitrary<Expression> {
  const leaf = leafOf(dimension);
  if (depth === 0) return leaf;
  const same = tree(dimension, depth - 1);
  const number = tree('number', depth - 1);
  const sum = fc
    .tuple(fc.constantFrom('+' as const, '-' as const), same, same)
    .map(([sign, left, right]): Expression => ({ dimension, sign, left, right }));
  const scaled = fc.tuple(same, number).map(([left, right]): Expression => ({ dimension, sign: '*', left, right }));
  const divided = fc.tuple(same, leafOf('number')).map(([left, right]): Expression => ({ dimension, sign: '/', left, right }));
  const call = fc
    .tuple(fc.constantFrom('min' as const, 'max' as const), same, same)
    .map(([name, a, b]): Expression => ({ dimension, call: name, of: [a, b] }));
  const single = fc
    .tuple(fc.constantFrom('abs' as const, 'negate' as const), same)
    .map(([name, a]): Expression => ({ dimension, call: name, of: [a] }));
  const choice = fc
    .tuple(fc.constantFrom('<' as const, '>=' as const, '=' as const), leafOf('mass'), leafOf('mass'), same, same)
    .map(([test, a, b, yes, no]): Expression => ({ dimension, test, of: [a, b], yes, no }));
  const more =
    dimension === 'mass'
      ? []
      : [
          fc.tuple(tree('mass', depth - 1), leafOf('mass')).map(([left, right]): Expression => ({ dimension, sign: '/', left, right })),
          fc.tuple(fc.integer({ min: 0, max: 3 }), same).map(([power, of]): Expression => ({ dimension, power, of })),
        ];
  return fc.oneof(leaf, sum, scaled, divided, call, single, choice, ...more);
}

export const expressions: fc.Arbitrary<Expression> = fc.oneof(tree('mass', 4), tree('number', 4));

const signed = fc.tuple(digits, fc.boolean()).map(([text, minus]) => (minus ? `-${text}` : text));
export const inputsArbitrary: fc.Arbitrary<Record<string, string>> = fc
  .record({ heavy: signed, light: signed, part: signed, count_of: signed }, { requiredKeys: ['heavy', 'light', 'part'] })
  .map((inputs) => Object.fromEntries(Object.entries(inputs).filter((entry): entry is [string, string] => entry[1] !== undefined)));

/** The formula as an author would write it, every part in parentheses. */
export function written(e: Expression): string {
  if ('leaf' in e) return e.leaf;
  if ('sign' in e) return `(${written(e.left)} ${e.sign} ${written(e.right)})`;
  if ('power' in e) return `(${written(e.of)}) ^ ${e.power}`;
  if ('test' in e) return `if(${written(e.of[0])} ${e.test} ${written(e.of[1])}, ${written(e.yes)}, ${written(e.no)})`;
  return e.call === 'negate' ? `(-${written(e.of[0])})` : `${e.call}(${e.of.map(written).join(', ')})`;
}

/** The exact value; null when an input is missing or something is divided by zero. */
export function reference(e: Expression, inputs: Inputs): Fraction | null {
  if ('leaf' in e) {
    const text = e.symbol === null ? e.digits : inputs[e.symbol];
    return text === undefined ? null : times(decimalOf(text), e.scale);
  }
  if ('power' in e) {
    const of = reference(e.of, inputs);
    return of && { n: of.n ** BigInt(e.power), d: of.d ** BigInt(e.power) };
  }
  if ('test' in e) {
    const [a, b] = [reference(e.of[0], inputs), reference(e.of[1], inputs)];
    if (a === null || b === null) return null;
    const order = compare(a, b);
    const holds = e.test === '<' ? order < 0 : e.test === '=' ? order === 0 : order >= 0;
    return reference(holds ? e.yes : e.no, inputs);
  }
  if ('call' in e) {
    const [a, b] = e.of.map((one) => reference(one, inputs));
    if (!a) return null;
    if (e.call === 'negate') return { n: -a.n, d: a.d };
    if (e.call === 'abs') return { n: a.n < 0n ? -a.n : a.n, d: a.d };
    if (!b) return null;
    return compare(a, b) < 0 === (e.call === 'min') ? a : b;
  }
  const [a, b] = [reference(e.left, inputs), reference(e.right, inputs)];
  if (a === null || b === null) return null;
  if (e.sign === '*') return times(a, b);
  if (e.sign === '/') return b.n === 0n ? null : times(a, b.n < 0n ? { n: -b.d, d: -b.n } : { n: b.d, d: b.n });
  return { n: a.n * b.d + (e.sign === '+' ? 1n : -1n) * b.n * a.d, d: a.d * b.d };
}

/** The largest value met on the way: what rounding errors are measured against. At least 1. */
export function magnitude(e: Expression, inputs: Inputs): Fraction {
  const parts: readonly Expression[] =
    'leaf' in e ? [] : 'sign' in e ? [e.left, e.right] : 'power' in e ? [e.of] : 'test' in e ? [e.yes, e.no] : e.of;
  const own = reference(e, inputs);
  const sizes = parts.map((part) => magnitude(part, inputs));
  const product =
    'sign' in e && e.sign === '*'
      ? sizes.reduce(times, whole(1n))
      : 'power' in e
        ? times(times(sizes[0] ?? whole(1n), sizes[0] ?? whole(1n)), sizes[0] ?? whole(1n))
        : whole(1n);
  const divisor = 'sign' in e && e.sign === '/' ? reference(e.right, inputs) : null;
  const enlarged = divisor && divisor.n !== 0n ? times(sizes[0] ?? whole(1n), absolute({ n: divisor.d, d: divisor.n })) : whole(1n);
  return [own === null ? whole(1n) : absolute(own), product, enlarged, ...sizes].reduce((a, b) => (compare(a, b) < 0 ? b : a), whole(1n));
}

/** |a − b| ≤ size · 10^−digits */
export function near(a: Fraction, b: Fraction, size: Fraction, digits: number): boolean {
  const difference = absolute({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
  return compare(times(difference, whole(10n ** BigInt(digits))), size) <= 0;
}

export function decimalOf(text: string): Fraction {
  const [front = '0', back = ''] = text.split('.');
  return { n: BigInt(`${front}${back}`), d: 10n ** BigInt(back.length) };
}

/** The number times a factor given as text (`3.6` or `5/18`), as a decimal of 40 places. */
export function convert(number: string, factor: { readonly text: string }): string {
  const [top = '1', bottom = '1'] = factor.text.split('/');
  const value = times(decimalOf(number), times(decimalOf(top), { n: 1n, d: BigInt(bottom) }));
  const scaled = (value.n * 10n ** 80n) / value.d;
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(81, '0');
  return `${scaled < 0n ? '-' : ''}${text.slice(0, -80)}.${text.slice(-80)}`;
}

function times(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

function absolute(a: Fraction): Fraction {
  return { n: a.n < 0n ? -a.n : a.n, d: a.d < 0n ? -a.d : a.d };
}

function compare(a: Fraction, b: Fraction): number {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}
