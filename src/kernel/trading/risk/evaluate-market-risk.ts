import { faultyInput } from '../../asset/faulty-input.ts';
import { convention } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import type { Convention, Evaluation } from '../../method/evaluation.ts';
import { spacingFinding } from './evaluate-price-statistics.ts';
import { covariancesOf, type MarketRiskInput, mixingOf, type Returns, returnsOf, weightedCovariances } from './risk-input.ts';
import { riskFigures as f, openRiskSheet, type RiskSheet, riskMethod } from './risk-sheet.ts';
import { type Book, blocksOf, gainOf, loadingsOf, type SamplePlan, sampleBlocks } from './scenarios.ts';
import { tailCount, tailOf, worstOf } from './select.ts';
import { sampleTail } from './tail-sample.ts';
import { bookDeviation, historicalTail, parametricTail, quantileOf, tailErrors } from './value-at-risk.ts';

const spec = 'docs/spec/risk.md';
/** Independent repetitions behind a standard error of scrambled Sobol points. */
const replicates = 16;

function bookOf(input: MarketRiskInput, tonnes: readonly number[]): Book {
  const factors = input.positions.map(({ factor }) => factor);
  const shortfalls = input.shortfalls.map(({ factor, tonnes: short, cap }, i) => {
    const index = factors.indexOf(factor);
    if (index < 0) {
      const there = factors.join(', ');
      throw faultyInput(
        `/shortfalls/${i}/factor`,
        `没有品种“${factor}”`,
        `There is no factor “${factor}”`,
        `可用：${there}`,
        `There are: ${there}`,
      );
    }
    return { factor: index, tonnes: Number(short), cap: Number(cap) };
  });
  return { positions: Float64Array.from(tonnes), shortfalls };
}

/** The book as linear positions at today's prices: an uncovered obligation below its cap is a short one. */
function linearValues(book: Book, prices: Float64Array): number[] {
  return [...book.positions].map((tonnes, i) => {
    const short = book.shortfalls.filter(({ factor, cap }) => factor === i && cap > (prices[i] ?? 0));
    return (tonnes - short.reduce((sum, one) => sum + one.tonnes, 0)) * (prices[i] ?? 0);
  });
}

/** Everything the methods share. */
interface Risk {
  readonly input: MarketRiskInput;
  readonly sheet: RiskSheet;
  readonly returns: Returns | null;
  readonly book: Book;
  readonly prices: Float64Array;
  readonly covariances: readonly (readonly number[])[];
  readonly confidence: number;
  readonly uses: readonly string[];
  /** Worst results of a plain sample drawn elsewhere, in the order of the blocks. */
  readonly worst: Float64Array | null;
}

/** The plan of a plain sample: what threads need to draw its blocks (`sampleBlocks`, then `worstOf` of each part, put together in the blocks' order). */
function planOf(risk: Pick<Risk, 'input' | 'book' | 'prices' | 'covariances'>): SamplePlan {
  const { paths, seed } = risk.input.monte_carlo ?? { paths: 0, seed: 0 };
  const { daily, mixing } = mixingOf(risk.covariances);
  return { model: { prices: risk.prices, daily, mixing, days: risk.input.days }, book: risk.book, paths, seed };
}

function needReturns({ returns }: Risk, method: string): Returns {
  if (returns) return returns;
  const [zh, en] = [`方法 ${method} 需要每个品种的价格序列`, `Method ${method} needs prices of every factor`];
  throw faultyInput(
    '/positions',
    zh,
    en,
    '给出 prices，或只用 parametric、monte_carlo',
    'Give prices, or use parametric and monte_carlo only',
  );
}

function tellNormal(risk: Risk, method: 'parametric' | 'ewma', covariances: readonly (readonly number[])[]): void {
  const { input, sheet, confidence, uses } = risk;
  const z = input.z === undefined ? quantileOf(confidence) : Number(input.z);
  const sigma = bookDeviation(linearValues(risk.book, risk.prices), covariances);
  const tail = parametricTail(sigma, confidence, input.days, z);
  const at = { method };
  const numbers = `${z.toPrecision(7)} · ${sigma.toPrecision(8)} · sqrt(${input.days})`;
  const s = sheet.put(f.sigma, at, tail.sigma, 'sqrt(vᵀ·Σ·v)·sqrt(h)', uses);
  sheet.put(f.var, at, tail.valueAtRisk, 'z·σ·sqrt(h)', [s], numbers);
  sheet.put(f.es, at, tail.expectedShortfall, 'φ(z) / (1 − confidence)·σ·sqrt(h)', [s]);
}

function tellHistorical(risk: Risk): void {
  const { simple } = needReturns(risk, 'historical');
  const count = simple[0]?.length ?? 0;
  const results = Array.from({ length: count }, (_, t) =>
    gainOf(
      risk.book,
      risk.prices,
      risk.prices.map((price, i) => price * (simple[i]?.[t] ?? 0)),
    ),
  );
  const tail = historicalTail(results, risk.confidence, risk.input.days);
  const at = { method: 'historical' };
  risk.sheet.put(f.var, at, tail.valueAtRisk, 'loss at floor((1 − confidence)·n) + 1 from the worst, ·sqrt(h)', risk.uses, `n = ${count}`);
  risk.sheet.put(f.es, at, tail.expectedShortfall, 'mean of the losses worse than that one', risk.uses, `${tail.worse}`);
}

function tellPlain(risk: Risk, plan: SamplePlan): void {
  const k = tailCount(plan.paths, risk.confidence);
  const worst = risk.worst ?? worstOf(sampleBlocks(plan, 0, blocksOf(plan.paths)), k);
  const tail = tailOf(worst, plan.paths, risk.confidence);
  const errors = tailErrors(worst, plan.paths, risk.confidence, tail);
  const at = { method: 'monte_carlo' };
  const formula = 'loss at floor((1 − confidence)·n) + 1 from the worst';
  risk.sheet.put(f.var, at, tail.valueAtRisk, formula, risk.uses, `n = ${plan.paths}`);
  risk.sheet.put(f.es, at, tail.expectedShortfall, 'mean of the losses worse than that one', risk.uses, `${tail.worse}`);
  risk.sheet.put(f.varError, at, errors.valueAtRisk, 'sqrt(c·(1 − c) / n) / density', []);
  risk.sheet.put(f.esError, at, errors.expectedShortfall, 'sqrt((var of the tail + c·(ES − VaR)²) / (n·(1 − c)))', []);
}

function tellSobol(risk: Risk, plan: SamplePlan): void {
  const points = 2 ** Math.max(5, Math.floor(Math.log2(plan.paths / replicates)));
  const found = sampleTail(plan, risk.confidence, points, replicates);
  const at = { method: 'monte_carlo' };
  const numbers = `${replicates} · ${points}`;
  risk.sheet.put(f.var, at, found?.valueAtRisk ?? 0, 'weighted quantile of scrambled Sobol points', risk.uses, numbers);
  risk.sheet.put(f.es, at, found?.expectedShortfall ?? 0, 'VaR + Σ w·max(0, loss − VaR) / (1 − confidence)', risk.uses, numbers);
  risk.sheet.put(f.varError, at, found?.valueAtRiskError ?? 0, 'sd of the repetitions / sqrt(repetitions)', []);
  risk.sheet.put(f.esError, at, found?.expectedShortfallError ?? 0, 'sd of the repetitions / sqrt(repetitions)', []);
}

function tellMonteCarlo(risk: Risk): void {
  if (!risk.input.monte_carlo) {
    const [zh, en] = ['蒙特卡罗需要 monte_carlo（路径数和种子）', 'Monte Carlo needs monte_carlo (paths and seed)'];
    throw faultyInput('/monte_carlo', zh, en, '给出 paths 和 seed', 'Give paths and seed');
  }
  const plan = planOf(risk);
  if (risk.input.monte_carlo.sampling === 'sobol' && loadingsOf(plan.model).some((x) => x !== 0)) tellSobol(risk, plan);
  else tellPlain(risk, plan);
}

function tellStress(risk: Risk): void {
  const factors = risk.input.positions.map(({ factor }) => factor);
  for (const [k, { scenario, moves }] of risk.input.stress.entries()) {
    const change = new Float64Array(factors.length);
    for (const [m, { factor, percent, price }] of moves.entries()) {
      const i = factors.indexOf(factor);
      const now = risk.prices[i];
      if (now === undefined || (percent === undefined) === (price === undefined)) {
        const path = `/stress/${k}/moves/${m}`;
        const [zh, en] = ['须为已有品种，且只给 percent 或 price 之一', 'It must be of a factor there is, with either percent or price'];
        throw faultyInput(path, zh, en, '核对该项', 'Check this item');
      }
      change[i] = price === undefined ? (now * Number(percent)) / 100 : Number(price) - now;
    }
    risk.sheet.put(
      f.stress,
      { scenario },
      gainOf(risk.book, risk.prices, change),
      'Σ tonnes·Δprice − Σ shortfall·min(Δprice, cap − price)',
      risk.uses,
    );
  }
}

function conventionsOf(input: MarketRiskInput): Convention[] {
  const name = (symbol: string, zh: string, en: string, value: string, given: boolean) =>
    convention(symbol, { zh, en }, value, given ? 'input' : 'default', spec);
  const list = [
    name('returns', '收益率', 'Returns', 'log; simple in historical simulation', false),
    name('deviation', '标准差', 'Standard deviation', 'sample_n_minus_1', false),
    name('quantile', '正态分位数', 'Normal quantile', input.z === undefined ? 'exact' : String(input.z), input.z !== undefined),
    name('mean', '均值', 'Mean', 'zero', false),
    name('position', '历史模拟取值位置', 'Position in historical simulation', 'floor((1-cl)n)+1 from the worst', false),
    name('expected_shortfall', '预期短缺', 'Expected shortfall', 'mean of losses worse than VaR', false),
    name('ewma', '指数加权', 'Exponential weights', `lambda ${Number(input.lambda)}, from first squared return`, true),
    name('scaling', '期限换算', 'Scaling', 'sqrt_h', false),
    name('average_cost', '成本', 'Cost', 'moving_average', false),
  ];
  const mc = input.monte_carlo;
  if (mc) {
    const how = mc.sampling === 'sobol' ? 'scrambled Sobol, importance sampling' : 'xoshiro256++, ziggurat, blocks of 4096';
    list.push(name('seed', '随机种子', 'Seed', String(mc.seed), true), name('sampling', '抽样', 'Sampling', how, true));
  }
  return list;
}

function prepared(input: MarketRiskInput) {
  const sheet = openRiskSheet(input);
  const returns = returnsOf(input);
  const book = bookOf(input, sheet.tonnes);
  const prices = Float64Array.from(input.positions, ({ price }) => Number(price));
  const needed = input.methods.length > 0;
  return { input, sheet, returns, book, prices, covariances: needed ? covariancesOf(input, returns) : [] };
}

/** The plan of the plain sample of an input, for a server that draws its blocks in threads; null where none is asked for. */
export function marketRiskPlan(input: MarketRiskInput): SamplePlan | null {
  return input.methods.includes('monte_carlo') && input.monte_carlo ? planOf(prepared(input)) : null;
}

/**
 * Value at risk and expected shortfall of a book by the methods asked for, stress, realized and unrealized result, exposure to counterparties and use of limits.
 * `worst`: the worst results of the plain sample when its blocks were drawn elsewhere; the result has the same bytes.
 */
export function evaluateMarketRisk(input: MarketRiskInput, worst: Float64Array | null = null): Evaluation {
  const base = prepared(input);
  const { sheet, returns } = base;
  const uses = sheet.tellPositions();
  const risk: Risk = { ...base, confidence: Number(input.confidence), uses, worst };
  for (const method of input.methods) {
    if (method === 'parametric') tellNormal(risk, method, risk.covariances);
    if (method === 'ewma') tellNormal(risk, method, weightedCovariances(needReturns(risk, method), Number(input.lambda)));
    if (method === 'historical') tellHistorical(risk);
    if (method === 'monte_carlo') tellMonteCarlo(risk);
  }
  tellStress(risk);
  const findings: Finding[] = [
    ...(returns?.series ?? []).flatMap((points, i) => spacingFinding(points, `/positions/${i}/prices`, input.positions[i]?.factor)),
    ...sheet.tellExposures(),
    ...sheet.tellLimits(),
  ];
  return sheet.result(riskMethod, findings, conventionsOf(input));
}
