import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { estimated } from '../trading/risk/sheet-figures.ts';
import { demandOf, type KnownSystem } from './evaluate-lca-solve.ts';
import type { LcaSystem } from './labelled-system.ts';
import { mostInfluential, type SimulationResult, simulate } from './simulation/result.ts';
import { prepareSimulation, simulationVersion } from './simulation/simulation.ts';
import { type PlacedSpread, type Spread, spreadsOf } from './simulation/spreads.ts';
import { mostResidual, prepareLabelled, solveMany } from './solve.ts';
import { multiply } from './sparse.ts';

export const lcaMonteCarloMethod = {
  id: 'lca-monte-carlo',
  version: simulationVersion,
  title: { zh: '产品系统的蒙特卡罗', en: 'Monte Carlo of a product system' },
  source: 'docs/spec/lca-monte-carlo.md',
};

export const lcaMonteCarloFigures = {
  base: figure('h', '影响（数值本身）', 'Impact of the values themselves', '', 6),
  mean: figure('mean', '均值', 'Mean', '', 6),
  sd: figure('sd', '标准差', 'Standard deviation', '', 6),
  percentile: figure('percentile', '分位数', 'Percentile', '', 6),
  gsd2: figure('gsd2', '几何标准差的平方', 'Squared geometric standard deviation', '1', 4),
  correlation: figure('rank_correlation', '输入与结果的秩相关', 'Rank correlation of input and result', '1', 3),
  flowMean: figure('inventory_mean', '基本流均值', 'Mean of the elementary flow', '', 6),
  flowSd: figure('inventory_sd', '基本流标准差', 'Standard deviation of the elementary flow', '', 6),
  residual: figure('residual', '最大相对残差', 'Greatest relative residual', '1', 20),
} as const;
const f = lcaMonteCarloFigures;

export interface StatedSpread {
  readonly matrix: 'technosphere' | 'biosphere';
  readonly row: string;
  readonly column: string;
  readonly spread: Spread;
}

export interface MonteCarloRequest {
  readonly amounts: Readonly<Record<string, number>>;
  /** They stand before those that are known of a stored system. */
  readonly uncertain: readonly StatedSpread[];
  readonly iterations: number;
  readonly seed: number;
  /** So many inputs of each indicator are correlated with it, the most influential to first order. */
  readonly most: number;
}

/** Spreads of one matrix by places; an unknown id has the place −1, which no matrix has. */
function placed(system: LcaSystem, uncertain: readonly StatedSpread[], matrix: StatedSpread['matrix']): PlacedSpread[] {
  const rows = new Map((matrix === 'technosphere' ? system.products : system.flows).map((one, i) => [one.id, i]));
  const columns = new Map(system.processes.map((one, i) => [one.id, i]));
  return uncertain.flatMap((one, k) =>
    one.matrix === matrix
      ? [{ row: rows.get(one.row) ?? -1, column: columns.get(one.column) ?? -1, spread: one.spread, path: `/uncertain/${k}` }]
      : [],
  );
}

function inputName(system: LcaSystem, matrix: 'a' | 'b', row: number, column: number): string {
  const from = (matrix === 'a' ? system.products : system.flows)[row]?.id ?? '';
  return `${from} → ${system.processes[column]?.id ?? ''}`;
}

/** What is known of a stored system: it was prepared before, its data sets say how uncertain they are, and its result says more. */
export interface KnownUncertainSystem extends KnownSystem {
  readonly spreads?: { readonly technosphere: readonly PlacedSpread[]; readonly biosphere: readonly PlacedSpread[] };
}

/** Those that were stated, and before them those of the data sets where nothing else was stated of their entry. */
function together(stored: readonly PlacedSpread[] | undefined, stated: readonly PlacedSpread[]): PlacedSpread[] {
  const entry = ({ row, column }: PlacedSpread): string => `${row} ${column}`;
  const own = new Set(stated.map(entry));
  return [...(stored ?? []).filter((one) => !own.has(entry(one))), ...stated];
}

/** Mean, spread and percentiles of each indicator and flow, and which inputs they follow. The same seed gives the same bits. */
export function evaluateLcaMonteCarlo(system: LcaSystem, request: MonteCarloRequest, known: KnownUncertainSystem = {}): Evaluation {
  const { a, b, c } = system;
  const demand = demandOf(system, request.amounts, '/amounts');
  const [ofA, ofFlows] = [
    spreadsOf(a, together(known.spreads?.technosphere, placed(system, request.uncertain, 'technosphere'))),
    spreadsOf(b, together(known.spreads?.biosphere, placed(system, request.uncertain, 'biosphere'))),
  ];
  const ofB = ofFlows.kinds.some((kind) => kind !== 0) ? ofFlows : null;
  const prepared = known.prepared ?? prepareLabelled(system);
  const input = { plan: prepared.plan, a, b, c, demand, ofA, ofB };
  const watched = mostInfluential(input, prepared, request.most);
  const simulation = prepareSimulation({ ...input, watched, keepInventories: false, seed: request.seed }, prepared);
  const result = simulate(simulation, request.iterations);
  const [solution] = solveMany(prepared, [demand]);
  const base = multiply(c, multiply(b, solution?.x ?? new Float64Array(a.columns)));
  return tell(system, request, result, base, known);
}

function tell(
  system: LcaSystem,
  { iterations, seed }: MonteCarloRequest,
  result: SimulationResult,
  base: Float64Array,
  known: KnownSystem,
): Evaluation {
  const sheet = openSheet();
  const source = lcaMonteCarloMethod.source;
  const findings: Finding[] = [...(known.findings ?? [])];
  result.indicators.forEach((one, k) => {
    const label = system.indicators[k];
    const [at, unit] = [{ indicator: label?.id ?? '' }, label?.unit ?? ''];
    const node = sheet.step({ ...f.base, unit }, at, estimated(base[k] ?? 0), { formula: 'C·B·A⁻¹·f', substituted: '', uses: [], source });
    const facts = (formula: string) => ({ formula, substituted: '', uses: [node], source });
    sheet.step({ ...f.mean, unit }, at, estimated(one.mean), facts('Σ h / n'));
    sheet.step({ ...f.sd, unit }, at, estimated(one.sd), facts('sqrt(Σ (h − mean)² / (n − 1))'));
    for (const { percent, value } of one.percentiles) {
      sheet.step({ ...f.percentile, unit }, { ...at, percentile: percent }, estimated(value), facts('type 7 of Hyndman and Fan'));
    }
    sheet.step(f.gsd2, at, estimated(one.gsd2), facts('exp(2 · sd(ln |h|))'));
    for (const { matrix, row, column, rankCorrelations } of result.influences) {
      const place = { ...at, matrix: matrix === 'a' ? 'technosphere' : 'biosphere', input: inputName(system, matrix, row, column) };
      sheet.step(f.correlation, place, estimated(rankCorrelations[k] ?? null), facts('Spearman'));
    }
  });
  system.flows.forEach((flow, i) => {
    if (i >= mostFlows) return;
    const facts = { formula: 'over the iterations', substituted: '', uses: [], source };
    sheet.step({ ...f.flowMean, unit: flow.unit ?? '' }, { flow: flow.id }, estimated(result.inventory.mean[i] ?? 0), facts);
    sheet.step({ ...f.flowSd, unit: flow.unit ?? '' }, { flow: flow.id }, estimated(result.inventory.sd[i] ?? 0), facts);
  });
  sheet.step(f.residual, {}, estimated(result.residual), { formula: '‖f − A·s‖ / ‖f‖', substituted: '', uses: [], source });
  if (result.direct > 0) {
    const text = {
      zh: `${result.direct} 次迭代的抽样使迭代法不收敛，改用直接分解求解`,
      en: `${result.direct} iterations drew values that iterating did not solve; they were factorised`,
    };
    findings.push({ code: 'iterations_factorised', severity: 'info', place: { path: '/uncertain' }, text });
  }
  if (result.residual > mostResidual) {
    const most = result.residual.toExponential(2);
    const text = {
      zh: `最大相对残差 ${most}：系统中的数量级远大于需求，双精度舍入使其不能更小；每次迭代的每一行都按自身各项的 1e-14 求解。`,
      en: `Greatest relative residual ${most}: amounts in the system are so much larger than the demand that rounding in double precision keeps it there; in every iteration each row is solved to 1e-14 of its own terms.`,
    };
    findings.push({ code: 'residual_at_rounding', severity: 'info', place: { path: '/residual' }, text });
  }
  return sheet.result(lcaMonteCarloMethod, findings, [
    ...(known.conventions ?? []),
    convention('iterations', { zh: '迭代次数', en: 'Iterations' }, String(iterations), 'input', source),
    convention('seed', { zh: '种子', en: 'Seed' }, String(seed), 'input', source),
  ]);
}

/** Flows beyond these are not told one by one. */
const mostFlows = 500;
