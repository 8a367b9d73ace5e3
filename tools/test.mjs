// `npm test`: types, lint, then every test project. Prints failures readably; the last line is `N passed, N failed`.
// `npm test -- unit checks` runs only the named stages. Two run only when named: `soak` (20,000 mixed requests, the long proofs of the ledger) and `journeys`
// (e2e with every journey in both languages; in `npm test` each file walks in one of them).
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const product = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const wanted = process.argv.slice(2);
// A temp folder of its own: Chromium unpacks to a fixed name, which another user's run may own. Short, because sockets live below it.
const temp = fs.mkdtempSync(path.join('/tmp', 'tanheng-run-'));
fs.chmodSync(temp, 0o711);

const tool = (name, file) => path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
const vitest = tool('vitest', 'vitest.mjs');
const running = new Set();

/** Runs a tool to its end. @returns {Promise<{ code: number, output: string }>} */
function run(file, words, minutes, environment = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [file, ...words], {
      cwd: product,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: temp, TANHENG_TEST_TOLD: path.join(temp, 'told'), NO_COLOR: '1', FORCE_COLOR: '0', ...environment },
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let output = '';
    const late = setTimeout(() => {
      output += `\nstopped after ${minutes} minutes`;
      stop(child);
    }, minutes * 60_000);
    child.stdout.on('data', (piece) => (output += piece));
    child.stderr.on('data', (piece) => (output += piece));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      clearTimeout(late);
      running.delete(child);
      done({ code: code ?? 1, output });
    });
  });
}

/** With all it started: it leads a process group. */
function stop(child) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
  } catch {
    // Gone already.
  }
}

/** How long each file took, over all stages: what grows is seen here before it is felt. */
const fileTimes = [];
const stageTimes = [];
const slowestShown = 10;

const none = { passed: 0, failed: 0, skipped: 0, complaints: [], failedFiles: [] };

/** A tool that only says yes or no counts as one test. */
async function plain(file, words) {
  const { code, output } = await run(file, words, 5);
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1, complaints: [output.trim()] };
}

function complaintsOf(report) {
  return report.testResults.flatMap((file) => {
    const place = path.relative(product, file.name);
    const failed = file.assertionResults.filter((t) => t.status === 'failed');
    const own = failed.map((t) => `${place} > ${t.fullName}\n${(t.failureMessages ?? []).join('\n')}`);
    return file.status === 'failed' && failed.length === 0 ? [`${place}\n${file.message}`] : own;
  });
}

/** One project of vitest; a run that breaks off, or says failure without a failed test, is itself a failure. */
async function project(name, minutes = 20, only = [], environment = {}, flags = []) {
  const file = path.join(temp, `${name}.json`);
  fs.rmSync(file, { force: true });
  const { code, output } = await run(
    vitest,
    ['run', '--project', name, ...flags, ...only, '--passWithNoTests', '--reporter=json', `--outputFile=${file}`],
    minutes,
    environment,
  );
  if (!fs.existsSync(file)) {
    const empty = code === 0 && /no test files found/i.test(output);
    return empty ? none : { ...none, failed: 1, complaints: [`${name} broke off (code ${code})\n${output.trim()}`] };
  }
  const report = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const one of report.testResults)
    fileTimes.push({ file: path.relative(product, one.name), seconds: (one.endTime - one.startTime) / 1000 });
  const complaints = complaintsOf(report);
  const files = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.every((t) => t.status !== 'failed')).length;
  let failed = report.numFailedTests + files;
  if (code !== 0 && failed === 0) {
    failed = 1;
    complaints.push(`${name} ended with code ${code}\n${output.trim()}`);
  }
  const passedIn = Object.fromEntries(
    report.testResults.map((f) => [path.relative(product, f.name), f.assertionResults.filter((t) => t.status === 'passed').length]),
  );
  const failedFiles = report.testResults.filter((f) => f.status === 'failed').map((f) => path.relative(product, f.name));
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    complaints,
    failedFiles,
    passedIn,
  };
}

/** As many files as a busy machine may disturb; more of them are no accident. */
const disturbedFiles = 6;

/**
 * A project whose files drive clocks and browsers: a file that failed runs once more from its beginning, on a fresh product and with the machine to itself.
 * What is wrong fails again; what passes now is named as unsteady, and why.
 */
async function projectTwice(name) {
  const first = await project(name);
  const again = first.failedFiles;
  if (again.length === 0 || again.length > disturbedFiles) return first;
  const second = await project(name, 20, again, {}, ['--no-file-parallelism']);
  if (second.failed > 0) return { ...first, complaints: [...first.complaints, ...second.complaints.map((one) => `again: ${one}`)] };
  // The second run counts all tests of its files, also those that had passed at first.
  const { passedIn } = first;
  const others = Object.entries(passedIn).reduce((sum, [file, n]) => sum + (again.includes(file) ? 0 : n), 0);
  const remarks = first.complaints.map((one) => `unsteady, passed when run again: ${one}`);
  return { ...second, passed: others + second.passed, skipped: first.skipped, complaints: remarks };
}

const stages = {
  // One checker a project and two projects at once: four checkers on two cores look at the same types four times, for two thirds more CPU.
  types: () => plain(tool('typescript', 'bin/tsc'), ['-b', '--checkers', '1', '--builders', '2', '--pretty', 'false']),
  lint: () => plain(tool('@biomejs/biome', 'bin/biome'), ['check', '.']),
  unit: () => project('unit'),
  checks: () => project('checks'),
  golden: () => project('golden'),
  property: () => project('property'),
  build: () => plain(path.join(product, 'tools', 'build.mjs'), []),
  api: () => projectTwice('api'),
  e2e: () => projectTwice('e2e'),
  journeys: () => project('e2e', 40, [], { TANHENG_TEST_JOURNEYS: 'both' }),
  soak: async () => {
    const long = { TANHENG_TEST_SOAK: '1' };
    const ledger = await project('property', 10, ['test/property/ledger-simulation.test.ts'], long);
    const rest = await project('api', 180, ['test/api/rls-storm.test.ts', 'test/api/ledger-'], long);
    return {
      passed: ledger.passed + rest.passed,
      failed: ledger.failed + rest.failed,
      skipped: ledger.skipped + rest.skipped,
      complaints: [...ledger.complaints, ...rest.complaints],
    };
  },
};

// Two cores: groups that do not disturb each other's clocks; what is timed and what drives a browser runs alone.
const rounds = [['types', 'lint', 'build'], ['unit', 'checks'], ['golden', 'property'], ['api'], ['e2e']];

const total = { passed: 0, failed: 0, skipped: 0 };
async function stage(name) {
  const began = performance.now();
  const result = await stages[name]();
  for (const key of Object.keys(total)) total[key] += result[key];
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  stageTimes.push(`${name} ${seconds} s`);
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  console.log(
    `${result.failed > 0 ? '✗' : '✓'} ${name.padEnd(9)} ${result.passed} passed, ${result.failed} failed${skipped}  (${seconds} s)`,
  );
  for (const complaint of result.complaints) console.log(`\n── ${name}: ${complaint}\n`);
}

function tellTimes() {
  const all = (performance.now() / 60_000).toFixed(1);
  console.log(`\ntimes: ${stageTimes.join(', ')}; together ${all} min`);
  const slowest = fileTimes.sort((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
  for (const { file, seconds } of slowest) console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${file}`);
}

let ended = false;
function finish(code) {
  if (ended) return;
  ended = true;
  for (const child of running) stop(child);
  fs.rmSync(temp, { recursive: true, force: true });
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = code;
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    total.failed += 1;
    for (const child of running) stop(child);
    finish(1);
    process.exit(1);
  });
}

const unknown = wanted.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`unknown stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}`);
  total.failed += 1;
} else {
  for (const round of rounds) await Promise.all(round.filter((name) => wanted.length === 0 || wanted.includes(name)).map(stage));
  for (const name of ['soak', 'journeys']) if (wanted.includes(name)) await stage(name);
  tellTimes();
}
finish(total.failed > 0 || total.passed === 0 ? 1 : 0);
