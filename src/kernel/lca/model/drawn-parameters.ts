import { compileColumns } from '../../method/columns.ts';
import { loadMethod } from '../../method/load.ts';
import { parseFormula } from '../../method/parse.ts';
import { parseDecimal } from '../../quantity/decimal.ts';
import type { Units } from '../../quantity/units.ts';
import { Refusal } from '../../refusal.ts';
import { openStream } from '../../trading/risk/draw.ts';
import { drawSpread, type Spread, spreadsOf } from '../simulation/spreads.ts';
import { sparseOf } from '../sparse.ts';
import { type AmountLine, type Amounts, asFormula, linesOf, plain } from './amounts.ts';
import { finding } from './build.ts';
import type { FootprintStudy, LineSpread, StudyParameter } from './study.ts';

/** Parameters of a study drawn for every iteration, and what the amounts that rest on them come to. The numbers of (seed, parameter) are the same whoever asks. */

export interface DrawnParameter {
  readonly symbol: string;
  readonly title: string;
  /** Iteration by iteration, in the unit of the parameter. */
  readonly values: Float64Array;
}

export interface DrawnParameters {
  readonly parameters: readonly DrawnParameter[];
  /** By the key of an amount that varies: its values by what it is otherwise, iteration by iteration. An amount of 0 stays 0. */
  readonly ratios: ReadonlyMap<string, Float64Array>;
}

/** Streams of parameters stand apart from those of the matrices. */
const salt = 192;
const number = (text: string) => parseDecimal(text)?.toNumber() ?? Number.NaN;

/** The spread of what a person wrote, `scale` times it. */
export function writtenSpread(given: LineSpread, scale: number, pedigree = 1): Spread {
  if (given.distribution === 'lognormal') return { distribution: 'lognormal', gsd2: number(given.gsd2), pedigree };
  if (given.distribution === 'normal') return { distribution: 'normal', sd: number(given.sd) * Math.abs(scale), pedigree };
  const [low, high] = [number(given.minimum) * scale, number(given.maximum) * scale];
  return { distribution: given.distribution, minimum: Math.min(low, high), maximum: Math.max(low, high), pedigree };
}

export const isUncertain = (one: StudyParameter): boolean => Boolean(one.uncertainty) && plain.test(one.value.trim());

function drawAll(study: FootprintStudy, seed: number, iterations: number): DrawnParameter[] {
  const uncertain = study.parameters.flatMap((one, index) => (isUncertain(one) ? [{ one, index }] : []));
  const values = uncertain.map(({ one }) => number(one.value.trim()));
  const diagonal = sparseOf(
    values.length,
    values.length,
    values.map((value, k) => [k, k, value] as const),
  );
  const spreads = spreadsOf(
    diagonal,
    uncertain.flatMap(({ one: { uncertainty }, index }, k) =>
      uncertainty ? [{ row: k, column: k, spread: writtenSpread(uncertainty, 1), path: `/parameters/${index}/uncertainty` }] : [],
    ),
  );
  return uncertain.map(({ one: { symbol, title }, index }, k) => {
    const uniform = openStream(seed, index, salt);
    return { symbol, title, values: Float64Array.from({ length: iterations }, () => drawSpread(spreads, k, values[k] ?? 0, uniform)) };
  });
}

/** Names that a formula uses. */
function namesIn(value: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const one of value) namesIn(one, into);
  else if (typeof value === 'object' && value !== null) {
    if ('form' in value && value.form === 'name' && 'name' in value) into.add(String(value.name));
    for (const one of Object.values(value)) namesIn(one, into);
  }
  return into;
}

const usedBy = (formula: string, unit: string) => namesIn(parseFormula(asFormula(formula, unit)), new Set());

interface Resting {
  readonly lines: readonly (AmountLine & { readonly symbol: string })[];
  /** Parameters that the lines use, directly or not, and that are not drawn themselves. */
  readonly steps: readonly StudyParameter[];
}

/** The lines that vary with what is drawn, and the parameters between. */
function restingOn(study: FootprintStudy, amounts: Amounts, drawn: ReadonlySet<string>): Resting {
  const known = new Map(study.parameters.map((one) => [one.symbol, one]));
  const reach = (names: Iterable<string>, seen: Set<string>): Set<string> => {
    for (const name of names) {
      const parameter = known.get(name);
      if (!parameter || seen.has(name)) continue;
      seen.add(name);
      if (!drawn.has(name)) reach(usedBy(parameter.value, parameter.unit), seen);
    }
    return seen;
  };
  const [used, lines]: [Set<string>, (AmountLine & { symbol: string })[]] = [new Set(), []];
  for (const [i, line] of linesOf(study).entries()) {
    if (!amounts.values.has(line.key)) continue;
    const names = reach(usedBy(line.formula, line.unit), new Set());
    if (![...names].some((name) => drawn.has(name))) continue;
    lines.push({ ...line, symbol: `amount_${i + 1}` });
    for (const name of names) used.add(name);
  }
  return { lines, steps: study.parameters.filter((one) => used.has(one.symbol) && !drawn.has(one.symbol)) };
}

const told = (text: string) => ({ zh: text, en: text });

/** The small method of the amounts once more, over draws; every formula was read before. */
function planOf({ lines, steps }: Resting, drawn: readonly StudyParameter[], units: Units) {
  const step = (symbol: string, unit: string, formula: string) => ({
    ...{
      symbol,
      title: told(symbol),
      over: 'draws',
      unit,
      formula: asFormula(formula, unit),
      optional: true,
      source: 'ISO 14067:2018 6.6',
    },
  });
  const inputs = drawn.map(({ symbol, unit }) => ({ symbol, title: told(symbol), unit, optional: true }));
  const document = {
    ...{ method: 'footprint-draws', version: 1, title: told('draws'), summary: told('draws') },
    ...{ source: { document: 'ISO 14067:2018 6.6', confidence: 'high' }, sets: { draw: { title: told('draw') } } },
    records: { draws: { per: ['draw'], title: told('draws'), inputs } },
    steps: [
      ...steps.map(({ symbol, unit, value }) => step(symbol, unit, value)),
      ...lines.map(({ symbol, unit, formula }) => step(symbol, unit, formula)),
    ],
    outputs: lines.map((one) => one.symbol),
    example: { draws: [{ draw: '1', ...Object.fromEntries(drawn.map(({ symbol, value }) => [symbol, value.trim()])) }] },
  };
  const { method, findings } = loadMethod(document, () => ({ file: '', line: 0 }), { units, table: () => null });
  if (method === null)
    throw new Refusal('invalid_input', { findings: findings.map((one) => ({ ...one, place: { path: '/parameters' } })) });
  const compiled = compileColumns(method, { record: 'draws', outputs: lines.map((one) => one.symbol) });
  if (compiled.plan === null) throw new Refusal('invalid_input', { findings: compiled.findings });
  return compiled.plan;
}

/** @throws Refusal `invalid_input` for a spread that no distribution has, and for an amount that some drawn value leaves without a number, or an output not above 0. */
export function drawParameters(
  study: FootprintStudy,
  {
    amounts,
    units,
    seed,
    iterations,
  }: { readonly amounts: Amounts; readonly units: Units; readonly seed: number; readonly iterations: number },
): DrawnParameters {
  const parameters = drawAll(study, seed, iterations);
  const symbols = new Set(parameters.map((one) => one.symbol));
  const resting = restingOn(study, amounts, symbols);
  if (resting.lines.length === 0) return { parameters: [], ratios: new Map() };
  const plan = planOf(
    resting,
    study.parameters.filter((one) => symbols.has(one.symbol)),
    units,
  );
  const { columns } = plan
    .bind({ count: iterations, inputs: parameters.map(({ symbol, values }) => ({ to: symbol, column: { values } })) })
    .evaluate();
  const ratios = new Map<string, Float64Array>();
  for (const { symbol, key, path, name } of resting.lines) {
    const column = columns.get(symbol);
    const base = amounts.values.get(key) ?? 0;
    const values = column?.values ?? new Float64Array(iterations);
    const isOutput = key.split('/')[1] === 'out';
    if (!column || column.valid.includes(0) || (isOutput && values.some((one) => !(one > 0))))
      throw new Refusal('invalid_input', { findings: [notAnAmount(path, name)] });
    if (base !== 0)
      ratios.set(
        key,
        values.map((one) => one / base),
      );
  }
  return { parameters, ratios };
}

const notAnAmount = (path: string, name: string) =>
  finding(
    path,
    'drawn_amount_not_possible',
    'error',
    {
      zh: `${name}：参数的某些抽样值使该数量没有数值，或使产出不大于 0`,
      en: `${name}: some drawn values of the parameters leave it without a number, or an output not above 0`,
    },
    {
      zh: '收窄参数的分布，或改用不会越界的分布（如三角、均匀）',
      en: 'Narrow the distribution of the parameters, or use one that stays within bounds (triangular, uniform)',
    },
  );
