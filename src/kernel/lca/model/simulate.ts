import type { Finding } from '../../finding.ts';
import { Decimal, parseDecimal } from '../../quantity/decimal.ts';
import { pedigreeGsdSquared } from '../data-quality.ts';
import { planSystem } from '../plan.ts';
import { mostInfluential, type SimulationResult } from '../simulation/result.ts';
import { prepareSimulation, type Simulation, simulationVersion } from '../simulation/simulation.ts';
import { type PlacedSpread, type Spread, spreadsOf } from '../simulation/spreads.ts';
import { prepareSystem, solveMany } from '../solve.ts';
import { multiply, type SparseMatrix, sparseOf } from '../sparse.ts';
import type { Amounts } from './amounts.ts';
import { type BuiltModel, finding, type ModelPart } from './build.ts';
import { type FootprintStudy, type LineQuality, lineKey, type ResolvedLink, type Separate, separateLines } from './study.ts';

/**
 * Monte Carlo of a footprint (ISO 14067 6.6): the amounts of the lines are drawn, and what one unit of a source is worth. Every line has a column of its own, so that one
 * draw counts for all outputs the line is divided among. docs/spec/product-footprint.md.
 */

export const simulatedFigures = ['total', ...separateLines] as const;
export type SimulatedFigure = (typeof simulatedFigures)[number];

/** What is drawn: the amount of a line, or what its source is worth. */
export interface Drawn {
  readonly key: string;
  readonly name: string;
  readonly of: 'amount' | 'factor';
  /** −1 where the matrix has it with the other sign: what a process takes is below zero there. */
  readonly sign: 1 | -1;
}

export interface PreparedFootprint {
  readonly simulation: Simulation;
  readonly figures: readonly SimulatedFigure[];
  /** By figure, as the values themselves give it. */
  readonly base: Float64Array;
  /** By `a` or `b`, row and column of an entry. */
  readonly drawn: ReadonlyMap<string, Drawn>;
}

export interface SimulateInput {
  readonly study: FootprintStudy;
  readonly amounts: Amounts;
  readonly model: BuiltModel;
  readonly links: ReadonlyMap<string, ResolvedLink>;
  readonly seed: number;
  /** So many inputs are correlated with the result. */
  readonly most: number;
}

interface Line {
  readonly name: string;
  readonly path: string;
  readonly quality: LineQuality;
  readonly amount: number;
}

function linesOf({ study, amounts }: Pick<SimulateInput, 'study' | 'amounts'>): Map<string, Line> {
  const lines = study.processes.flatMap((process, p) => [
    ...process.inputs.map((line, i) => ({ line, path: `/processes/${p}/inputs/${i}/quality`, at: `${process.id}/in/${line.id}`, process })),
    ...process.emissions.map((line, i) => ({
      ...{ line, path: `/processes/${p}/emissions/${i}/quality`, at: `${process.id}/em/${line.id}`, process },
    })),
  ]);
  return new Map(
    lines.map(({ line, path, at, process }): [string, Line] => [
      lineKey(process.id, line.id),
      { name: line.name || line.id, path, quality: line.quality, amount: amounts.values.get(at) ?? 0 },
    ]),
  );
}

const one = new Decimal(1);
const number = (text: string) => parseDecimal(text)?.toNumber() ?? Number.NaN;
const bothOf = (a: number, b: number) => Math.exp(Math.hypot(Math.log(a), Math.log(b)));

/** Spread of the amount of a line as it stands in the matrix, `scale` times what is written; null where it is certain. */
function spreadOf({ quality }: Line, scale: number): Spread | null {
  const pedigree = quality.pedigree === null ? 1 : pedigreeGsdSquared(quality.pedigree, one).toNumber();
  const given = quality.uncertainty ?? null;
  if (given === null) return pedigree > 1 ? { distribution: 'lognormal', gsd2: 1, pedigree } : null;
  if (given.distribution === 'lognormal') return { distribution: 'lognormal', gsd2: number(given.gsd2), pedigree };
  if (given.distribution === 'normal') return { distribution: 'normal', sd: number(given.sd) * Math.abs(scale), pedigree };
  const [low, high] = [number(given.minimum) * scale, number(given.maximum) * scale];
  return { distribution: given.distribution, minimum: Math.min(low, high), maximum: Math.max(low, high), pedigree };
}

/** Whether anything of the study is uncertain; the finding says what to do where nothing is. */
export function nothingUncertain(study: FootprintStudy): Finding | null {
  const uncertain = ({ pedigree, uncertainty, factorGsd2 }: LineQuality) =>
    uncertainty || (factorGsd2 && number(factorGsd2) > 1) || (pedigree && pedigreeGsdSquared(pedigree, one).greaterThan(1));
  const counted = study.processes.flatMap((process) => [...process.inputs.filter((line) => !line.excluded), ...process.emissions]);
  if (counted.some((line) => uncertain(line.quality))) return null;
  return finding(
    '/processes',
    'nothing_uncertain',
    'error',
    { zh: '没有一行说明了不确定度，抽样只会重复同一个数', en: 'No line says how uncertain it is: every draw would give the same figure' },
    {
      zh: '在行的“质量与不确定度”中给出谱系评分、分布，或来源因子的 GSD²',
      en: 'Give pedigree scores, a distribution, or the GSD² of the factor under “Quality and uncertainty” of the lines',
    },
  );
}

type Triplet = readonly [row: number, column: number, value: number];

/** Matrices with a column for every line, and where each line and each source stands in them. */
interface Draft {
  readonly a: Triplet[];
  readonly b: Triplet[];
  readonly c: Triplet[];
  readonly ofA: PlacedSpread[];
  readonly ofB: PlacedSpread[];
  readonly drawn: Map<string, Drawn>;
  readonly figures: readonly SimulatedFigure[];
  flows: number;
}

/** A flow of `amount` from a column, worth `values` for one of it; its row. */
function addFlow(draft: Draft, column: number, amount: number, values: Partial<Separate>): number {
  const row = draft.flows;
  draft.flows += 1;
  draft.b.push([row, column, amount]);
  for (const [i, figure] of draft.figures.entries()) {
    const worth = figure === 'total' ? Object.values(values).reduce((sum, value) => sum + value, 0) : (values[figure] ?? 0);
    if (worth !== 0) draft.c.push([i, row, worth]);
  }
  return row;
}

const entryKey = (matrix: 'a' | 'b', row: number, column: number) => `${matrix} ${row} ${column}`;

/** The column of one line: the outputs take their shares of it, and it takes what the line says. */
function addLine(draft: Draft, column: number, line: Line, parts: readonly ModelPart[]): void {
  const [first] = parts;
  if (!first) return;
  draft.a.push([column, column, 1]);
  for (const part of parts) draft.a.push([column, part.column, -part.share]);
  const spread = spreadOf(line, line.amount === 0 ? 0 : first.whole / line.amount);
  const told: Drawn = { key: first.key, name: line.name, of: 'amount', sign: first.whole * line.amount < 0 ? -1 : 1 };
  if (first.kind === 'input') {
    draft.a.push([first.row, column, first.whole]);
    if (!spread || first.whole === 0) return;
    draft.ofA.push({ row: first.row, column, spread, path: line.path });
    draft.drawn.set(entryKey('a', first.row, column), told);
    return;
  }
  const row = addFlow(draft, column, first.whole, { [first.line]: 1 });
  const factor = line.quality.factorGsd2 ? number(line.quality.factorGsd2) : 1;
  const all = spread ?? (factor > 1 ? ({ distribution: 'lognormal', gsd2: 1 } as const) : null);
  if (!all || first.whole === 0) return;
  draft.ofB.push({ row, column, spread: { ...all, pedigree: bothOf(all.pedigree ?? 1, factor) }, path: line.path });
  draft.drawn.set(entryKey('b', row, column), told);
}

/** What the columns of sources and of what co-products replace emit. */
function addSources(draft: Draft, { study, model, links }: SimulateInput, lines: ReadonlyMap<string, Line>): void {
  for (const [column, one] of model.columns.entries()) {
    const process = study.processes[one.process];
    if (!process) continue;
    if (one.kind === 'output') {
      if (process.allocation === 'substitution' && one.output > 0) addFlow(draft, column, 1, model.emissions[column] ?? {});
      continue;
    }
    const key = lineKey(process.id, process.inputs[one.input]?.id ?? '');
    const [line, worth] = [lines.get(key), links.get(key)];
    if (!line || !worth) continue;
    const row = addFlow(draft, column, 1, worth.values);
    const gsd2 = line.quality.factorGsd2 ? number(line.quality.factorGsd2) : 1;
    if (!(gsd2 > 1)) continue;
    draft.ofB.push({ row, column, spread: { distribution: 'lognormal', gsd2 }, path: line.path });
    draft.drawn.set(entryKey('b', row, column), { key, name: line.name, of: 'factor', sign: 1 });
  }
}

function figuresOf({ model, links }: SimulateInput): SimulatedFigure[] {
  const all = [...model.emissions, ...[...links.values()].map((link) => link.values)];
  return ['total', ...separateLines.filter((line) => all.some((one) => one[line] !== 0))];
}

/** The system that is drawn from, solved with the values themselves. @throws Refusal `invalid_input` for spreads that no distribution has. */
export function prepareFootprint(input: SimulateInput): PreparedFootprint {
  const { model, seed, most } = input;
  const lines = linesOf(input);
  const byKey = new Map<string, ModelPart[]>();
  for (const part of model.parts) byKey.set(part.key, [...(byKey.get(part.key) ?? []), part]);
  const columns = model.columns.length + byKey.size;
  const figures = figuresOf(input);
  const draft: Draft = { a: [...model.fixed], b: [], c: [], ofA: [], ofB: [], drawn: new Map(), figures, flows: 0 };
  addSources(draft, input, lines);
  let next = model.columns.length;
  for (const [key, parts] of byKey) {
    const line = lines.get(key);
    if (line) addLine(draft, next, line, parts);
    next += 1;
  }
  const a = sparseOf(columns, columns, draft.a);
  const [b, c] = [sparseOf(draft.flows, columns, draft.b), sparseOf(figures.length, draft.flows, draft.c)];
  const demand = new Float64Array(columns);
  demand.set(model.demand);
  const ofFlows = spreadsOf(b, draft.ofB);
  const plan = planSystem(a);
  const prepared = prepareSystem(plan, a);
  const system = { plan, a, b, c, demand, ofA: spreadsOf(a, draft.ofA), ofB: draft.ofB.length > 0 ? ofFlows : null };
  const watched = mostInfluential(system, prepared, most);
  const simulation = prepareSimulation({ ...system, watched, keepInventories: false, seed }, prepared);
  return { simulation, figures, base: baseOf(a, b, c, solveMany(prepared, [demand])[0]?.x), drawn: draft.drawn };
}

const baseOf = (a: SparseMatrix, b: SparseMatrix, c: SparseMatrix, x: Float64Array | undefined): Float64Array =>
  multiply(c, multiply(b, x ?? new Float64Array(a.columns)));

const bins = 40;

/** Counts of a sample in bins of equal width from its least to its greatest value. */
export function histogramOf(values: Float64Array): { readonly from: number; readonly to: number; readonly counts: number[] } {
  const [from, to] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = to > from ? Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins)) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { from, to, counts };
}

/** What a simulation says: each figure with its percentiles, the histogram of the total, and which inputs it follows. */
export function tellFootprintSimulation({ figures, base, drawn }: PreparedFootprint, result: SimulationResult) {
  const drivers = result.influences.flatMap(({ matrix, row, column, rankCorrelations }) => {
    const told = drawn.get(entryKey(matrix, row, column));
    const correlation = rankCorrelations[0] ?? null;
    return told && correlation !== null ? [{ key: told.key, name: told.name, of: told.of, correlation: correlation * told.sign }] : [];
  });
  return {
    iterations: result.iterations,
    figures: result.indicators.map(({ mean, sd, percentiles, gsd2 }, i) => ({
      ...{ figure: figures[i] ?? ('total' as const), base: base[i] ?? 0, mean, sd, gsd2 },
      percentiles: percentiles.map((one) => ({ ...one })),
    })),
    histogram: histogramOf(result.indicators[0]?.scores ?? new Float64Array([0])),
    drivers: drivers.sort((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation) || (one.key < other.key ? -1 : 1)),
    uncertain: drawn.size,
    engine: simulationVersion,
    ...{ residual: result.residual, direct: result.direct },
  };
}
export type ToldSimulation = ReturnType<typeof tellFootprintSimulation>;
