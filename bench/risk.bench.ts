import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { cheapestCover } from '../src/kernel/trading/cover/plans.ts';
import { evaluateMarketRisk } from '../src/kernel/trading/risk/evaluate-market-risk.ts';
import { revalue, storeScenarios } from '../src/kernel/trading/risk/revalue.ts';
import { type Tail, tailOf } from '../src/kernel/trading/risk/select.ts';
import { sampleTail } from '../src/kernel/trading/risk/tail-sample.ts';
import { tailErrors } from '../src/kernel/trading/risk/value-at-risk.ts';
import { solveModel } from '../src/server/modules/library/solver.ts';
import { coverGroup } from './engines/cover-group.ts';
import { openNumpy } from './engines/numpy.ts';
import { benchPlan, openSampler, serveSampling } from './engines/sampling.ts';
import { measure, type Timing, timingOf } from './measure.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

const confidence = 0.99;
const days = 10;

async function main(): Promise<void> {
  const product = process.cwd();
  const paths = Number(process.argv[2] ?? 1_000_000);
  const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
  const lines: Line[] = [];
  const add = (name: string, timing: Timing, note: string): number => {
    lines.push({ name, timing, note });
    console.log(`${name.padEnd(60)} ${timing.median.toFixed(3).padStart(10)} ms  (least ${timing.least.toFixed(3)})`);
    return timing.median;
  };
  const file = fileURLToPath(import.meta.url);
  const [one, two, four] = [openSampler(file, 1), openSampler(file, 2), openSampler(file, 4)];
  const numpy = await openNumpy(product, paths, days);
  if (numpy === null) console.log('no python3 with NumPy here: the reference is left out, and ratios to it with it');

  // D4, and the numbers themselves.
  const first: Tail[] = [];
  for (const seed of [1, 2, 3]) first.push(await one.tail(benchPlan(paths, seed, days), confidence));
  for (const sampler of [two, four]) {
    for (const [i, wanted] of first.entries()) {
      const found = await sampler.tail(benchPlan(paths, i + 1, days), confidence);
      if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`not the same bits: ${JSON.stringify([found, wanted])}`);
    }
  }

  // D1: in turn, so that what else the machine does meets all alike.
  const runs = { numpy: [] as number[], one: [] as number[], two: [] as number[] };
  const references: { var: number; shortfall: number }[] = [];
  for (let round = 0; round < 11; round += 1) {
    const plan = benchPlan(paths, 100 + round, days);
    const answer = await numpy?.run(round);
    if (answer) references.push(answer);
    const timed = async (work: () => unknown): Promise<number> => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    const [alone, both] = [await timed(() => one.tail(plan, confidence)), await timed(() => two.tail(plan, confidence))];
    if (round < 2) continue;
    if (answer) runs.numpy.push(answer.ms);
    runs.one.push(alone);
    runs.two.push(both);
  }
  const whole = `${paths} paths, ${days} steps, 4 prices, every step drawn`;
  const reference = numpy ? add('NumPy, one process', timingOf(runs.numpy), whole) : null;
  add('plain sample, 1 worker', timingOf(runs.one), whole);
  const plain = add('plain sample, 2 workers', timingOf(runs.two), `${whole}; the same bits with 1, 2 and 4`);

  // D2: the error of a plain sample from its own tail, ours from independent repetitions.
  const plan = benchPlan(paths, 7, days);
  const worst = await two.worst(plan, Math.floor(paths * 0.01));
  const plainError = tailErrors(worst, paths, confidence, tailOf(worst, paths, confidence)).expectedShortfall ?? Number.NaN;
  let seed = 0;
  let estimate = sampleTail(plan, confidence, 64, 16);
  const quasi = add(
    'scrambled Sobol with importance sampling, 1 thread',
    await measure(
      () => {
        seed += 1;
        estimate = sampleTail(benchPlan(0, seed, days), confidence, 64, 16);
      },
      { times: 201, warm: 50 },
    ),
    '16 repetitions of 64 points; one step, which has the law of ten',
  );
  const errors = Array.from({ length: 40 }, (_, i) => sampleTail(benchPlan(0, 1000 + i, days), confidence, 64, 16)?.expectedShortfall ?? 0);
  const middle = errors.reduce((sum, x) => sum + x, 0) / errors.length;
  const quasiError = Math.sqrt(errors.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (errors.length - 1));

  // Unbiasedness: five samples of 10⁸ plain paths against the mean of forty estimates.
  const deep = paths === 1_000_000 ? 100_000_000 : 10 * paths;
  const deepMeans: number[] = [];
  let deepError = 0;
  for (const deepSeed of [99, 1, 2, 3, 4]) {
    const deepWorst = await two.worst(benchPlan(deep, deepSeed, days), 20_000);
    const tail = tailOf(deepWorst, deep, confidence);
    deepMeans.push(tail.expectedShortfall ?? Number.NaN);
    deepError = (tailErrors(deepWorst, deep, confidence, tail).expectedShortfall ?? Number.NaN) / Math.sqrt(5);
  }
  const deepMean = deepMeans.reduce((sum, x) => sum + x, 0) / deepMeans.length;
  const fine = Array.from({ length: 40 }, (_, i) => sampleTail(benchPlan(0, 5000 + i, days), confidence, 2048, 16)?.expectedShortfall ?? 0);
  const fineMean = fine.reduce((sum, x) => sum + x, 0) / fine.length;
  const fineError = Math.sqrt(fine.reduce((sum, x) => sum + (x - fineMean) ** 2, 0) / (fine.length - 1) / fine.length);
  const coarseError = quasiError / Math.sqrt(errors.length);
  const apart = (mean: number, error: number) => (mean - deepMean) / Math.hypot(error, deepError);

  // D3.
  const stored = storeScenarios(plan);
  const trade = Float64Array.of(500, 0, 0, 0);
  const again = add(
    'revaluation after a trade of 500 t, 1 thread',
    await measure(() => revalue(stored, trade, confidence), { times: 201, warm: 50 }),
    'exactly the tail of all stored paths',
  );
  const traded = { ...plan, book: { ...plan.book, positions: plan.book.positions.map((x, i) => x + (trade[i] ?? 0)) } };
  const rerun = await two.tail(traded, confidence);
  const told = revalue(stored, trade, confidence);
  if (Math.abs(told.valueAtRisk / rerun.valueAtRisk - 1) > 1e-11) throw new Error('the revaluation does not agree with the rerun');

  // The optimizer, and a named calculation as a whole.
  const group = coverGroup(10);
  let plans = 0;
  const cover = add(
    'cheapest cover of ten plants, three plans and prices of limits',
    await measure(
      () => {
        const result = cheapestCover(solveModel, group, 3);
        plans = result.feasible ? result.plans.length : 0;
      },
      { times: 7, warm: 1 },
    ),
    `${group.sources.length} sources, 4 periods, 3 price scenarios, CVaR weight 0.3; HiGHS`,
  );
  const small = { factor: 'CEA', tonnes: '70000', price: '74.63', daily_volatility_percent: '2' };
  const given = { correlations: [], shortfalls: [], stress: [], counterparties: [], limits: [], warn_percent: '80', lambda: '0.94' };
  const input = {
    ...given,
    positions: [small],
    methods: ['monte_carlo' as const],
    confidence: '0.99',
    days: 10,
    monte_carlo: { paths: 100_000, seed: 1, sampling: 'plain' as const },
  };
  add(
    'market-risk as a calculation, 100,000 paths, 1 price',
    await measure(() => evaluateMarketRisk(input), { times: 21, warm: 5 }),
    'one thread',
  );
  await Promise.all([one.close(), two.close(), four.close()]);
  numpy?.close();

  const ratios: Ratio[] = [];
  const goal = (name: string, against: string, ratio: number, wanted: number, most = false) =>
    ratios.push({ goal: name, against, ratio, wanted, most });
  if (reference !== null) {
    goal('D1 plain sample, 2 workers', 'NumPy, one process', reference / plain, 4);
    goal(
      'D2 error of the expected shortfall not above the plain sample’s',
      'NumPy, one process',
      quasiError <= plainError ? reference / quasi : 0,
      30,
    );
    goal('D3 revaluation after one trade', 'NumPy, one process, drawn again', reference / again, 1000);
  }
  goal('D3 revaluation after one trade', 'our own plain sample, 2 workers, drawn again', plain / again, 1000);
  goal('cheapest cover of ten plants, s', 'two seconds', cover / 1000, 2, true);
  const mean = (of: (one: { var: number; shortfall: number }) => number) =>
    references.reduce((sum, r) => sum + of(r), 0) / Math.max(1, references.length);
  const report = {
    ...{
      bench: 'risk',
      date: new Date().toISOString().slice(0, 10),
      records: 0,
      machine: machine(loadBefore),
      commit: commitOf(product),
      lines,
      ratios,
    },
    versions: numpy ? { NumPy: numpy.versions.numpy, Python: numpy.versions.python } : {},
    checks: {
      'value at risk 99 % and shortfall, NumPy mean': numpy
        ? `${mean((r) => r.var).toFixed(0)}, ${mean((r) => r.shortfall).toFixed(0)}`
        : 'not run',
      'value at risk 99 % and shortfall, ours (seed 1)': `${first[0]?.valueAtRisk.toFixed(0)}, ${first[0]?.expectedShortfall?.toFixed(0)}`,
      'bits with 1, 2 and 4 workers': 'the same for three seeds',
      'standard error of the shortfall, plain and Sobol': `${plainError.toFixed(1)}, ${quasiError.toFixed(1)} (of 40 estimates; one says ${estimate?.expectedShortfallError.toFixed(1)})`,
      [`shortfall of 5 × ${deep} plain paths`]: `${deepMean.toFixed(1)} ± ${deepError.toFixed(1)} (${deepMeans.map((x) => x.toFixed(0)).join(', ')})`,
      'mean of 40 Sobol estimates, 16 × 64 points': `${middle.toFixed(1)} ± ${coarseError.toFixed(1)}, ${apart(middle, coarseError).toFixed(2)} standard errors off`,
      'mean of 40 Sobol estimates, 16 × 2,048 points': `${fineMean.toFixed(1)} ± ${fineError.toFixed(1)}, ${apart(fineMean, fineError).toFixed(2)} standard errors off`,
      'paths looked at by the revaluation': told.opened,
      'plans of the cover': plans,
    },
  };
  console.log(`\n${tableOf(report)}`);
  if (paths === 1_000_000) record(`${product}/bench`, report);
}

if (!serveSampling()) await main();
