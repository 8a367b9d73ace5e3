import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort } from 'node:worker_threads';
import { multiplyInLanes } from '../src/kernel/lca/lane-system.ts';
import { planSystem, type SolvePlan } from '../src/kernel/lca/plan.ts';
import { answerSimulation, type SimulationTask, simulateApart } from '../src/kernel/lca/simulation/apart.ts';
import { layOut } from '../src/kernel/lca/simulation/layout.ts';
import { prepareSimulation } from '../src/kernel/lca/simulation/simulation.ts';
import { prepareSystem, type Solution, solveMany, solveSystem, solveTransposed } from '../src/kernel/lca/solve.ts';
import { multiply, multiplyTransposed, rowOf } from '../src/kernel/lca/sparse.ts';
import { openThreads, type Threads } from '../src/server/work/threads.ts';
import { generated, type LcaArrays, readArrays } from './engines/lca-arrays.ts';
import { type LcaReference, openLcaReference } from './engines/lca-reference.ts';
import { measure, type Timing, timingOf } from './measure.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

type Pool = Threads<SimulationTask, ReturnType<typeof answerSimulation>>;

const file = fileURLToPath(import.meta.url);
const openPool = (count: number): Pool =>
  openThreads({ file, data: null, count, seconds: 600, memoryMb: 512, waiting: 100, perCaller: 100 });

const scoreOf = ({ b, c }: LcaArrays, x: Float64Array): number => multiply(c, multiply(b, x))[0] ?? 0;
function demandOf({ a, demands }: LcaArrays, k: number): Float64Array {
  const demand = new Float64Array(a.rows);
  demand[demands[k] ?? 0] = 1;
  return demand;
}

/** `npm run bench:lca e21 1`: one matrix alone, so many rounds of the Monte Carlo. */
const [, , only, roundsGiven] = process.argv;
const roundsWanted = Number(roundsGiven ?? 3) || 3;

let runs = 0;
/** A whole Monte Carlo from stored arrays: plan, base solution, inverse of the cut, threads started, all iterations with their inventories. */
async function monteCarlo(arrays: LcaArrays, threads: number, iterations: number, biosphere: boolean) {
  const began = performance.now();
  const busy = process.cpuUsage();
  const pool = openPool(threads);
  const { a, b, c, ofA, ofB } = arrays;
  const plan = planSystem(a);
  const input = { plan, a, b, c, demand: demandOf(arrays, 0), ofA, ofB: biosphere ? ofB : null, seed: 1 };
  const simulation = prepareSimulation({ ...input, watched: new Int32Array(0), keepInventories: false });
  const ready = performance.now();
  runs += 1;
  const result = await simulateApart(simulation, iterations, { threads, key: String(runs), ask: (task) => pool.ask('bench', task) });
  const ended = performance.now();
  const { user, system } = process.cpuUsage(busy);
  await pool.stop();
  const [figures] = result?.indicators ?? [];
  if (!result || !figures) throw new Error('the simulation gave nothing');
  return {
    cpu: (user + system) / 1000,
    whole: ended - began,
    setUp: ready - began,
    perIteration: (ended - ready) / iterations,
    figures,
    residual: result.residual,
  };
}

/** Peak memory, in MB, of a process that reads the matrix and does the Monte Carlo of A1, and nothing else. */
function memoryAlone(): number {
  const told = execFileSync(process.execPath, [file, '--memory'], { cwd: process.cwd(), encoding: 'utf8' });
  return Number(told.trim().split('\n').at(-1));
}

/** What no iteration can do without: its inputs drawn, and nothing done with them. */
async function drawingAlone({ a, b, c, ofA, ...arrays }: LcaArrays): Promise<Timing> {
  const input = { plan: planSystem(a), a, b, c, demand: demandOf({ a, b, c, ofA, ...arrays }, 0), ofA, ofB: null, seed: 1 };
  const { loop, start, a: drawn } = layOut(prepareSimulation({ ...input, watched: new Int32Array(0), keepInventories: false }));
  const pairs = 20;
  const { runs } = await measure(
    () => {
      for (let pair = 0; pair < pairs; pair += 1) {
        start(1, pair, 0);
        loop.sample(drawn.values, drawn.base, drawn.sigma, drawn.count);
      }
    },
    { times: 9 },
  );
  return timingOf(runs.map((ms) => ms / (2 * pairs)));
}

interface Book {
  readonly lines: Line[];
  readonly ratios: Ratio[];
  readonly checks: Record<string, number | string>;
}

function add({ lines }: Book, name: string, timing: Timing, note: string): number {
  lines.push({ name, timing, note });
  console.log(`${name.padEnd(70)} ${timing.median.toFixed(2).padStart(10)} ms  (least ${timing.least.toFixed(2)})`);
  return timing.median;
}

function goal({ ratios }: Book, name: string, against: string, ratio: number, wanted: number, most = false): void {
  ratios.push({ goal: name, against, ratio, wanted, most });
}

const solvedFor = (arrays: LcaArrays, plan: SolvePlan, k: number): Solution => solveSystem(plan, arrays.a, demandOf(arrays, k));

/** A4: the values themselves and five fixed samples against UMFPACK of A. */
async function accuracy(book: Book, arrays: LcaArrays, plan: SolvePlan, reference: LcaReference | null, name: string): Promise<void> {
  const wanted = await reference?.ask('accuracy');
  const all = [arrays.a.values, ...arrays.samples].map((values) => solveSystem(plan, { ...arrays.a, values }, demandOf(arrays, 0)));
  const residual = Math.max(...all.map((one) => one.residual));
  const ways = [...new Set(all.map((one) => one.path))].join(', ');
  book.checks[`${name}: greatest residual of the base and five samples, and the way`] = `${residual.toExponential(1)}, ${ways}`;
  if (!wanted) return;
  const off = all.map(({ x }, i) => Math.abs(scoreOf(arrays, x) / (wanted[i === 0 ? 'base' : `mc${i - 1}`] ?? Number.NaN) - 1));
  if (!(Math.max(...off) <= 1e-9)) throw new Error(`a score differs from UMFPACK's: ${off.join(', ')}`);
  goal(book, `A4 ${name}: score against UMFPACK, 1e-9 of it, greatest of six`, 'UMFPACK of A', Math.max(...off) / 1e-9, 1, true);
  book.checks[`${name}: greatest relative difference of a score from UMFPACK's`] = Math.max(...off).toExponential(1);
}

/** A5–A7. */
async function deterministic(book: Book, arrays: LcaArrays, reference: LcaReference | null): Promise<void> {
  const { a, b, c } = arrays;
  let plan = planSystem(a);
  const planned = add(
    book,
    'plan',
    await measure(() => (plan = planSystem(a)), { times: 5 }),
    `${a.rows} processes, ${a.values.length} entries, cut ${plan.cut}`,
  );
  const scored = add(
    book,
    'one score with the plan known',
    await measure(() => scoreOf(arrays, solvedFor(arrays, plan, 0).x), { times: 5 }),
    'solution to 1e-12, inventory, score',
  );
  const cold = add(
    book,
    'one score, cold',
    await measure(() => scoreOf(arrays, solvedFor(arrays, planSystem(a), 0).x), { times: 5 }),
    'from stored arrays',
  );
  const hundred = Array.from({ length: 100 }, (_, k) => demandOf(arrays, k));
  const known = prepareSystem(plan, a);
  solveMany(known, hundred.slice(0, 8));
  const activities = (of: readonly Solution[]) => of.map(({ x }) => x);
  const scores = (of: readonly Solution[]) => multiplyInLanes(b, activities(of), (x) => multiply(b, x)).map((g) => multiply(c, g)[0] ?? 0);
  const after = add(
    book,
    '100 demands after set-up',
    await measure(() => scores(solveMany(known, hundred)), { times: 3, warm: 1 }),
    'each with residual, inventory, score',
  );
  const whole = add(
    book,
    '100 demands, set-up included',
    await measure(() => scores(solveMany(prepareSystem(planSystem(a), a), hundred)), { times: 3, warm: 1 }),
    '',
  );
  const worth = multiplyTransposed(b, rowOf(c, 0));
  const all = add(
    book,
    `scores of all ${a.rows} products`,
    await measure(() => solveTransposed(plan, a, worth), { times: 5 }),
    'one transposed solution, the plan known',
  );
  const direct = timingOf((await several(reference, 'cold', 3)).map((one) => one.ms ?? Number.NaN));
  const many = await reference?.ask('demands 100');
  if (many) {
    const [factor, solve] = [many.factor_ms ?? Number.NaN, many.solve_ms ?? Number.NaN];
    const one = add(book, 'UMFPACK: one score, cold', direct, 'of A transposed, the cheaper; one BLAS thread');
    add(
      book,
      'UMFPACK: factorisation, then 100 demands',
      timingOf([factor + solve]),
      `${factor.toFixed(0)} + ${solve.toFixed(0)} ms, once`,
    );
    goal(book, 'A5 cold score', 'UMFPACK, cold', one / cold, 8);
    goal(book, 'A5 score with the plan known', 'UMFPACK, cold', one / scored, 30);
    goal(book, 'A6 100 demands after set-up', 'UMFPACK after set-up', solve / after, 80);
    goal(book, 'A6 100 demands, set-up included', 'UMFPACK, set-up included', (factor + solve) / whole, 30);
    goal(book, 'A7 all products', 'UMFPACK, demand by demand, extrapolated from 100', ((solve / 100) * a.rows) / all, 10_000);
  }
  goal(book, 'a cold score, s', '0.3 s', (planned + scored) / 1000, 0.3, true);
  goal(book, '100 demands, set-up included, s', 'one second', whole / 1000, 1, true);
}

async function several(reference: LcaReference | null, command: string, times: number) {
  const answers: Readonly<Record<string, number>>[] = [];
  for (let i = 0; i < times; i += 1) {
    const answer = await reference?.ask(command);
    if (answer) answers.push(answer);
  }
  return answers;
}

/** A1–A3, A8: 1,000 iterations with their inventories, beside SciPy's; rounds in turn. */
async function sampled(
  book: Book,
  arrays: LcaArrays,
  reference: LcaReference | null,
  name: string,
  wanted: { gmres: number; one: number },
): Promise<void> {
  const iterations = 1_000;
  const rounds: { one: number[]; two: number[]; gmres: number[]; cpu: number[]; gmresCpu: number[]; perIteration: number[] } = {
    one: [],
    two: [],
    gmres: [],
    cpu: [],
    gmresCpu: [],
    perIteration: [],
  };
  let last = await monteCarlo(arrays, 2, 64, false); // unmeasured
  for (let round = 0; round < roundsWanted; round += 1) {
    const alone = await monteCarlo(arrays, 1, iterations, false);
    last = await monteCarlo(arrays, 2, iterations, false);
    if (JSON.stringify([...alone.figures.scores]) !== JSON.stringify([...last.figures.scores]))
      throw new Error('other bits with another number of threads');
    rounds.one.push(alone.whole);
    rounds.perIteration.push(alone.perIteration);
    rounds.cpu.push(alone.cpu);
    rounds.two.push(last.whole);
    const answer = await reference?.ask('gmres 21');
    if (answer) {
      rounds.gmres.push(answer.ms ?? Number.NaN);
      rounds.gmresCpu.push(answer.cpu_ms ?? Number.NaN);
    }
  }
  if (name === 'e21') {
    const four = await monteCarlo(arrays, 4, iterations, false);
    if (JSON.stringify([...four.figures.scores]) !== JSON.stringify([...last.figures.scores]))
      throw new Error('other bits with four threads');
    book.checks['bits with 1, 2 and 4 threads'] = 'the same, 1,000 iterations';
  }
  const note = 'set-up and threads’ start included; every inventory formed';
  const two = add(book, `${name}: 1,000 iterations, 2 threads`, timingOf(rounds.two), note);
  const one = add(book, `${name}: 1,000 iterations, 1 thread`, timingOf(rounds.one), note);
  add(book, `${name}: an iteration, 1 thread`, timingOf(rounds.perIteration), 'sampling, solution, inventory, score');
  const both = await monteCarlo(arrays, 2, iterations, true);
  add(book, `${name}: 1,000 iterations with B sampled too, 2 threads`, timingOf([both.whole]), 'once');
  book.checks[`${name}: mean and standard deviation of 1,000 scores`] =
    `${last.figures.mean.toFixed(1)}, ${(last.figures.sd ?? 0).toFixed(1)}`;
  book.checks[`${name}: greatest relative residual in the simulation`] = last.residual.toExponential(1);
  goal(book, `${name}: 1,000 iterations, 2 threads, s`, 'fifteen seconds', two / 1000, 15, true);
  if (name === 'e21') goal(book, 'A8 peak memory of A1 in a process of its own, MB', '200 MB', memoryAlone(), 200, true);
  const drawing = add(book, `${name}: an iteration, drawing alone`, await drawingAlone(arrays), '1 thread');
  if (rounds.gmres.length === 0) return;
  const gmres = add(book, `${name}: SciPy GMRES, an iteration`, timingOf(rounds.gmres), 'rtol 1e-8, warm start, Jacobi; median of 21 each');
  goal(book, `A2 ${name}: 2 threads`, 'SciPy GMRES, one process, × 1,000', (1000 * gmres) / two, wanted.gmres);
  book.checks[`${name}: A2 and A2’ if an iteration were nothing but drawing`] =
    `${((2 * gmres) / drawing).toFixed(1)}, ${(gmres / drawing).toFixed(1)}`;
  goal(book, `A2’ ${name}: 1 thread`, 'SciPy GMRES, one process, × 1,000', (1000 * gmres) / one, wanted.one);
  const cpu = add(book, `${name}: 1,000 iterations, 1 thread, processor time`, timingOf(rounds.cpu), 'set-up included');
  const gmresCpu = add(book, `${name}: SciPy GMRES, an iteration, processor time`, timingOf(rounds.gmresCpu), 'mean of 21 each');
  goal(book, `A2’ ${name}: processor time`, 'SciPy GMRES, one process, × 1,000', (1000 * gmresCpu) / cpu, wanted.one);
  const direct = name === 'e21' ? await reference?.ask('umfpack 7') : null;
  if (direct) {
    add(book, 'e21: UMFPACK, an iteration', timingOf([direct.ms ?? Number.NaN]), 'refactorised on its pattern; median of 7');
    goal(book, 'A1 e21: 2 threads', 'UMFPACK, × 1,000, from 7', (1000 * (direct.ms ?? Number.NaN)) / two, 350);
  }
  const plain = name === 'e21' && process.argv.includes('--superlu') ? await several(reference, 'superlu', 2) : [];
  if (plain.length > 0) {
    const solution = add(
      book,
      'e21: SciPy without UMFPACK (SuperLU), a solution',
      timingOf(plain.map((one) => one.ms ?? Number.NaN)),
      'COLAMD',
    );
    goal(book, 'A3 e21: 2 threads', 'SuperLU, × 1,000, from 2', (1000 * solution) / two, 10_000);
  }
}

function versionsOf({ versions: { numpy, scipy, python, blas } }: LcaReference): Record<string, string> {
  return { NumPy: numpy, SciPy: scipy, Python: python, ...(blas === '' ? {} : { 'UMFPACK with': blas }) };
}

async function main(): Promise<void> {
  const product = process.cwd();
  const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
  const book: Book = { lines: [], ratios: [], checks: {} };
  let versions: Record<string, string> = {};
  for (const name of ['e21', 'hard'] as const) {
    if (only !== undefined && only !== name && !only.startsWith('--')) continue;
    const folder = generated(product, name);
    const arrays = readArrays(folder);
    const reference = await openLcaReference(product, folder);
    if (reference === null) console.log('no python3 with SciPy here: the reference is left out, and ratios to it with it');
    else versions = versionsOf(reference);
    await sampled(book, arrays, reference, name, name === 'e21' ? { gmres: 40, one: 25 } : { gmres: 30, one: 15 });
    await accuracy(book, arrays, planSystem(arrays.a), reference?.versions.umfpack ? reference : null, name);
    if (name === 'e21') {
      await deterministic(book, arrays, reference);
    }
    reference?.close();
  }
  book.checks['the matrices'] = 'models of ecoinvent’s size and structure (bench/lca/README.md), not ecoinvent';
  const facts = {
    bench: 'lca',
    date: new Date().toISOString().slice(0, 10),
    records: 0,
    machine: machine(loadBefore),
    commit: commitOf(product),
  };
  const report = { ...facts, ...book, versions };
  console.log(tableOf(report));
  record(`${product}/bench`, report);
}

/** `--memory`: see memoryAlone. */
async function once(): Promise<void> {
  const alive = setInterval(() => {}, 1_000); // threads alone do not keep a process
  await monteCarlo(readArrays(generated(process.cwd(), 'e21')), 2, 1_000, false);
  clearInterval(alive);
  console.log(Math.round(process.resourceUsage().maxRSS / 1024));
}

if (isMainThread) await (only === '--memory' ? once() : main());
else {
  parentPort?.on('message', (task: SimulationTask) => parentPort?.postMessage({ done: answerSimulation(task) }));
  parentPort?.postMessage({ ready: true });
}
