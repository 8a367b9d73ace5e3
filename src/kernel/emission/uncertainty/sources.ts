import type { Finding } from '../../finding.ts';
import { type Decimal, parseDecimal, one as unity, zero } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import type { Distribution } from './marginal.ts';

type Number_ = string | number;

/** What is uncertain about one factor of a source's product. Percent of the value; for normal and lognormal the 95 % interval, otherwise the limits. */
export interface ParameterInput {
  readonly name: string;
  /** Activity data or everything else: the trend treats them differently (IPCC 2006 vol. 1 table 3.2). */
  readonly kind: 'activity' | 'factor';
  readonly plus_minus_percent?: Number_ | undefined;
  readonly lower_percent?: Number_ | undefined;
  readonly upper_percent?: Number_ | undefined;
  readonly distribution: Distribution;
  /** The value is known to lie between these multiples of the one given. */
  readonly least_multiple?: Number_ | undefined;
  readonly greatest_multiple?: Number_ | undefined;
  /** Parameters of one group are the same quantity (one meter, one published factor): fully correlated. */
  readonly group?: string | undefined;
  /** Whether the deviation is the same in both years; by default not for activity data, and so for factors. */
  readonly same_in_both_years?: boolean | undefined;
  readonly source?: string | undefined;
}

export interface SourceInput {
  readonly name: string;
  /** tCO2 (or tCO2e); removals are negative. */
  readonly value: Number_;
  /** The same source in the base year, for the trend. */
  readonly base_value?: Number_ | undefined;
  readonly parameters: readonly ParameterInput[];
}

export interface CorrelationInput {
  /** `source/parameter`. */
  readonly a: string;
  readonly b: string;
  readonly coefficient: Number_;
}

export interface UncertaintyInput {
  readonly sources: readonly SourceInput[];
  readonly correlations: readonly CorrelationInput[];
}

/** A parameter with its numbers read. */
export interface Parameter {
  readonly source: number;
  readonly address: string;
  readonly name: string;
  readonly kind: 'activity' | 'factor';
  readonly lower: Decimal;
  readonly upper: Decimal;
  readonly distribution: Distribution;
  readonly least: number | undefined;
  readonly greatest: number | undefined;
  readonly group: string | undefined;
  readonly sameInBothYears: boolean;
  readonly origin: string;
}

export interface Source {
  readonly name: string;
  readonly value: Decimal;
  readonly base: Decimal | null;
  /** Numbers of its parameters in the list of all. */
  readonly parameters: readonly number[];
}

export interface Inventory {
  readonly sources: readonly Source[];
  readonly parameters: readonly Parameter[];
  /** Coefficient of two parameters by their numbers; 1 for a parameter with itself. */
  readonly correlation: (a: number, b: number) => Decimal | null;
  readonly correlated: boolean;
  /** The pairs that were given a coefficient, in their order. */
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly coefficient: Decimal }[];
}

type Faults = Finding[];

export function fault(faults: Faults, path: string, zh: string, en: string): void {
  faults.push({ code: 'invalid_input', severity: 'error', place: { path }, text: { zh, en } });
}

function numberAt(faults: Faults, path: string, given: Number_): Decimal | null {
  const value = parseDecimal(given);
  if (!value) fault(faults, path, '不是数字', 'Not a number');
  return value;
}

function sides(faults: Faults, path: string, one: ParameterInput): { lower: Decimal; upper: Decimal } | null {
  const both = one.plus_minus_percent;
  const [low, high] = [one.lower_percent ?? both, one.upper_percent ?? both];
  if (low === undefined || high === undefined || (both !== undefined && (one.lower_percent ?? one.upper_percent) !== undefined)) {
    fault(
      faults,
      path,
      '请填 plus_minus_percent，或同时填 lower_percent 与 upper_percent',
      'Give plus_minus_percent, or both lower_percent and upper_percent',
    );
    return null;
  }
  const lower = numberAt(faults, `${path}/lower_percent`, low);
  const upper = numberAt(faults, `${path}/upper_percent`, high);
  if (!lower || !upper) return null;
  if (lower.lt(0) || upper.lt(0)) {
    fault(faults, path, '不确定度不能为负', 'An uncertainty cannot be negative');
    return null;
  }
  if (one.distribution === 'lognormal' && !lower.eq(upper) && lower.gte(100)) {
    fault(
      faults,
      `${path}/lower_percent`,
      '对数正态分布的下限须小于 100 %',
      'The lower side of a lognormal distribution must be below 100 %',
    );
    return null;
  }
  return { lower, upper };
}

function readParameter(faults: Faults, path: string, source: number, sourceName: string, one: ParameterInput): Parameter | null {
  const both = sides(faults, path, one);
  const multiple = (name: string, given: Number_ | undefined) =>
    given === undefined ? undefined : numberAt(faults, `${path}/${name}`, given)?.toNumber();
  const least = multiple('least_multiple', one.least_multiple);
  const greatest = multiple('greatest_multiple', one.greatest_multiple);
  if ((least ?? 0) > 1 || (greatest ?? 1) < 1)
    fault(faults, path, '截断范围须包含数值本身（倍数 1）', 'The truncation must contain the value itself (multiple 1)');
  if (!both) return null;
  return {
    source,
    address: `${sourceName}/${one.name}`,
    name: one.name,
    kind: one.kind,
    ...both,
    distribution: one.distribution,
    least,
    greatest,
    group: one.group,
    sameInBothYears: one.same_in_both_years ?? one.kind === 'factor',
    origin: one.source ?? '',
  };
}

function readCorrelations(faults: Faults, input: UncertaintyInput, parameters: readonly Parameter[]): Map<string, Decimal> {
  const numbers = new Map(parameters.map((one, i) => [one.address, i]));
  const pairs = new Map<string, Decimal>();
  for (const [i, { a, b, coefficient }] of input.correlations.entries()) {
    const path = `/correlations/${i}`;
    const [x, y] = [numbers.get(a), numbers.get(b)];
    const r = numberAt(faults, `${path}/coefficient`, coefficient);
    if (x === undefined) fault(faults, `${path}/a`, `没有参数“${a}”`, `There is no parameter "${a}"`);
    if (y === undefined) fault(faults, `${path}/b`, `没有参数“${b}”`, `There is no parameter "${b}"`);
    if (r && (r.lt(-1) || r.gt(1)))
      fault(faults, `${path}/coefficient`, '相关系数须在 −1 与 1 之间', 'A coefficient lies between −1 and 1');
    if (x === undefined || y === undefined || !r) continue;
    const key = pairKey(x, y);
    if (x === y || pairs.has(key)) fault(faults, path, '这一对参数重复或相同', 'This pair stands twice or is one parameter');
    pairs.set(key, r);
  }
  return pairs;
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Reads a list of sources; refuses it with every fault at once. */
export function readInventory(input: UncertaintyInput): Inventory {
  const faults: Faults = [];
  const parameters: Parameter[] = [];
  const sources: Source[] = [];
  for (const [i, one] of input.sources.entries()) {
    const path = `/sources/${i}`;
    if (input.sources.findIndex((other) => other.name === one.name) < i)
      fault(faults, `${path}/name`, `来源“${one.name}”出现两次`, `The source "${one.name}" stands twice`);
    const value = numberAt(faults, `${path}/value`, one.value);
    const base = one.base_value === undefined ? null : numberAt(faults, `${path}/base_value`, one.base_value);
    const own: number[] = [];
    for (const [k, parameter] of one.parameters.entries()) {
      const at = `${path}/parameters/${k}`;
      if (one.parameters.findIndex((other) => other.name === parameter.name) < k)
        fault(faults, `${at}/name`, `参数“${parameter.name}”出现两次`, `The parameter "${parameter.name}" stands twice`);
      const read = readParameter(faults, at, i, one.name, parameter);
      if (!read) continue;
      own.push(parameters.length);
      parameters.push(read);
    }
    if (value) sources.push({ name: one.name, value, base, parameters: own });
  }
  if (sources.length > 0 && sources.reduce((sum, source) => sum.plus(source.value), zero).isZero())
    fault(faults, '/sources', '合计为零，无法给出相对不确定度', 'The sources add to zero: there is no relative uncertainty');
  const given = readCorrelations(faults, input, parameters);
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const correlation = (a: number, b: number): Decimal | null => {
    if (a === b) return unity;
    const pair = given.get(pairKey(a, b));
    if (pair) return pair;
    const group = parameters[a]?.group;
    return group !== undefined && group === parameters[b]?.group ? unity : null;
  };
  const grouped = new Set<string>();
  const repeats = parameters.some(({ group }) => group !== undefined && (grouped.has(group) || !grouped.add(group)));
  const pairs = [...given].map(([key, coefficient]) => {
    const [a = 0, b = 0] = key.split(' ').map(Number);
    return { a, b, coefficient };
  });
  return { sources, parameters, correlation, correlated: given.size > 0 || repeats, pairs };
}
