import type { Finding } from '../../finding.ts';
import { one, parseDecimal } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import { pedigreeGsdSquared } from '../data-quality.ts';
import { planSystem } from '../plan.ts';
import { mostInfluential, type SimulationResult } from '../simulation/result.ts';
import { type Driven, prepareSimulation, type Simulation, simulationVersion } from '../simulation/simulation.ts';
import { placeIn, spreadsOf } from '../simulation/spreads.ts';
import { rankCorrelation } from '../simulation/statistics.ts';
import { prepareSystem, solveMany } from '../solve.ts';
import { multiply, type SparseMatrix, sparseOf } from '../sparse.ts';
import { finding } from './build.ts';
import { type Draft, type DraftInput, type Drawn, draftSystem, entryKey, type SimulatedFigure } from './draft-system.ts';
import { type DrawnParameter, type DrawnParameters, isUncertain } from './drawn-parameters.ts';
import { type FootprintStudy, type LineQuality, separateLines } from './study.ts';

/**
 * Monte Carlo of a footprint (ISO 14067 6.6): drawn are the amounts of the lines, what one unit of a source is worth, the exchanges of the background processes behind
 * it, and the parameters. docs/spec/product-footprint.md.
 */

export interface PreparedFootprint {
  readonly simulation: Simulation;
  readonly figures: readonly SimulatedFigure[];
  /** By figure, as the values themselves give it. */
  readonly base: Float64Array;
  /** By `a` or `b`, row and column of an entry. */
  readonly entries: ReadonlyMap<string, Drawn>;
  readonly parameters: readonly DrawnParameter[];
  /** How much of each is drawn; `unfit`: exchanges taken as certain because their stated spread does not fit their amount. */
  readonly drawn: { readonly lines: number; readonly exchanges: number; readonly parameters: number; readonly unfit: number };
}

export interface SimulateInput extends Omit<DraftInput, 'ratios'>, DrawnParameters {
  /** Of the study, kgCO2e: the system must give it too. */
  readonly total: number;
  readonly seed: number;
  readonly iterations: number;
  /** So many inputs are correlated with the result. */
  readonly most: number;
}

const number = (text: string) => parseDecimal(text)?.toNumber() ?? Number.NaN;

/** Whether anything of the study may be uncertain; the finding says what to do where nothing is. What a database states is only known when it is drawn from. */
export function nothingUncertain(study: FootprintStudy): Finding | null {
  const uncertain = ({ pedigree, uncertainty, factorGsd2 }: LineQuality) =>
    uncertainty || (factorGsd2 && number(factorGsd2) > 1) || (pedigree && pedigreeGsdSquared(pedigree, one).greaterThan(1));
  const counted = study.processes.flatMap((process) => [...process.inputs.filter((line) => !line.excluded), ...process.emissions]);
  if (study.parameters.some(isUncertain) || counted.some((line) => uncertain(line.quality))) return null;
  const linked = study.processes.some((process) => process.inputs.some((line) => !line.excluded && line.link.kind === 'database'));
  return linked ? null : nothingToDraw;
}

const nothingToDraw = finding(
  '/processes',
  'nothing_uncertain',
  'error',
  {
    zh: '行、参数和所用数据库过程都没有说明不确定度，抽样只会重复同一个数',
    en: 'No line, parameter or process of a database says how uncertain it is: every draw would give the same figure',
  },
  {
    zh: '在行的“质量与不确定度”中给出谱系评分、分布，或来源因子的 GSD²',
    en: 'Give pedigree scores, a distribution, or the GSD² of the factor under “Quality and uncertainty” of the lines',
  },
);

const changed = finding(
  '/processes',
  'background_changed',
  'error',
  {
    zh: '背景数据库现在给出的数与本研究计算时不同',
    en: 'The background database gives another figure now than the study was computed with',
  },
  { zh: '由此版本起草新版本后再抽样', en: 'Draft a new version from this one and draw from that' },
);

function figuresOf({ model, links }: SimulateInput): SimulatedFigure[] {
  const all = [...model.emissions, ...[...links.values()].map((link) => link.values)];
  return ['total', ...separateLines.filter((line) => all.some((one) => one[line] !== 0))];
}

/** Places of what follows parameters, and the factors iteration by iteration. */
function drivenOf({ followers }: Draft, a: SparseMatrix, b: SparseMatrix, iterations: number): Driven | null {
  if (followers.length === 0) return null;
  const known = followers
    .map(({ matrix, row, column, ratio }) => ({
      ratio,
      at: placeIn(matrix === 'a' ? a : b, row, column),
      offset: matrix === 'a' ? 0 : a.values.length,
    }))
    .filter((one) => one.at >= 0);
  const places = Int32Array.from(known, ({ at, offset }) => at + offset);
  const factors = new Float64Array(iterations * known.length);
  for (const [k, { ratio }] of known.entries()) for (let i = 0; i < iterations; i += 1) factors[i * known.length + k] = ratio[i] ?? 1;
  return { places, factors };
}

/**
 * The system that is drawn from, solved with the values themselves. @throws Refusal `invalid_input` for spreads that no distribution has, where nothing is uncertain, and
 * where a background database does not give what the study was computed with.
 */
export function prepareFootprint(input: SimulateInput): PreparedFootprint {
  const { seed, most, iterations, parameters, total } = input;
  const figures = figuresOf(input);
  const draft = draftSystem(input, figures);
  if (draft.drawn.size + parameters.length === 0) throw new Refusal('invalid_input', { findings: [nothingToDraw] });
  const a = sparseOf(draft.columns, draft.columns, draft.a);
  const [b, c] = [sparseOf(draft.flows, draft.columns, draft.b), sparseOf(figures.length, draft.flows, draft.c)];
  const demand = new Float64Array(draft.columns);
  for (const [column, amount] of draft.demand) demand[column] = amount;
  const plan = planSystem(a);
  const prepared = prepareSystem(plan, a);
  const driven = drivenOf(draft, a, b, iterations);
  const ofB = draft.ofB.length > 0 || draft.followers.some((one) => one.matrix === 'b') ? spreadsOf(b, draft.ofB) : null;
  const system = { plan, a, b, c, demand, ofA: spreadsOf(a, draft.ofA), ofB, driven };
  const watched = mostInfluential(system, prepared, most);
  const simulation = prepareSimulation({ ...system, watched, keepInventories: false, seed }, prepared);
  const base = baseOf(a, b, c, solveMany(prepared, [demand])[0]?.x);
  if (!(Math.abs((base[0] ?? 0) - total) <= agreed * base.reduce((most, each) => Math.max(most, Math.abs(each)), tiny)))
    throw new Refusal('invalid_input', { findings: [changed] });
  const drawn = {
    lines: draft.drawn.size - draft.exchanges,
    exchanges: draft.exchanges,
    parameters: parameters.length,
    unfit: draft.unfit,
  };
  return { simulation, figures, base, entries: draft.drawn, parameters, drawn };
}

/** The simulated system and the study give the same figure but for rounding. */
const [agreed, tiny] = [1e-6, 1e-12];

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
export function tellFootprintSimulation({ figures, base, entries, parameters, drawn }: PreparedFootprint, result: SimulationResult) {
  const ofEntries = result.influences.flatMap(({ matrix, row, column, rankCorrelations }) => {
    const told = entries.get(entryKey(matrix, row, column));
    const correlation = rankCorrelations[0] ?? null;
    return told && correlation !== null ? [{ key: told.key, name: told.name, of: told.of, correlation: correlation * told.sign }] : [];
  });
  const totals = result.indicators[0]?.scores ?? new Float64Array([0]);
  const ofParameters = parameters.flatMap(({ symbol, title, values }) => {
    const correlation = rankCorrelation(values, totals);
    return correlation === null ? [] : [{ key: symbol, name: title || symbol, of: 'parameter' as const, correlation }];
  });
  const drivers = [...ofEntries, ...ofParameters];
  return {
    iterations: result.iterations,
    figures: result.indicators.map(({ mean, sd, percentiles, gsd2 }, i) => ({
      ...{ figure: figures[i] ?? ('total' as const), base: base[i] ?? 0, mean, sd, gsd2 },
      percentiles: percentiles.map((one) => ({ ...one })),
    })),
    histogram: histogramOf(totals),
    drivers: drivers.sort((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation) || (one.key < other.key ? -1 : 1)),
    uncertain: drawn.lines + drawn.exchanges + drawn.parameters,
    drawn,
    engine: simulationVersion,
    ...{ residual: result.residual, direct: result.direct },
  };
}
export type ToldSimulation = ReturnType<typeof tellFootprintSimulation>;
