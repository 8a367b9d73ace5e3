import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { demoOrganizationId } from '../src/server/work/actor.ts';
import { growDemo } from './grow-demo.ts';
import { type Timing, timingOf } from './measure.ts';
import { agent, found, type Running, request, start, stop, times } from './pages-product.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

const product = process.cwd();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const cells = Number(process.argv[2] ?? 100_000);
const lines: Line[] = [];

function add(name: string, runs: readonly number[], note?: string): Timing {
  const timing = timingOf(runs);
  const sorted = [...runs].sort((a, b) => a - b);
  const p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
  const about = [runs.length > 5 ? `95 % within ${p95.toFixed(1)} ms` : `${runs.length} runs`, ...(note === undefined ? [] : [note])].join(
    '; ',
  );
  lines.push({ name, timing, note: about });
  console.log(`${name.padEnd(66)} ${timing.median.toFixed(1).padStart(8)} ms  (${about})`);
  return timing;
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-pages-'));
fs.chmodSync(root, 0o711);
const ratios: Ratio[] = [];
let rows = 0;
let running: Running | null = null;
try {
  const fresh: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    running = await start(path.join(root, `data${i}`));
    fresh.push(running.toFirstPage);
    const before = running;
    await found(() => (/demonstration enterprise is loaded/.test(before.output()) ? true : undefined), before.child, before.output);
    await stop(running);
  }
  add('npm start to the first page, new data folder', fresh, 'dist/ built before; database made, library loaded');
  const again: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    running = await start(path.join(root, 'data0'));
    again.push(running.toFirstPage);
    await stop(running);
  }
  add('npm start to the first page, again', again);
  running = await start(path.join(root, 'data0'));
  const { address } = running;
  const signIn = await request(address, 'POST', '/api/v1/demo/sign-in', '', { persona: 'group_carbon_manager' });
  if (signIn.status >= 300) throw new Error(`sign-in: ${signIn.status} ${signIn.body}`);
  const { cookie } = signIn;
  const grown = await growDemo(path.join(root, 'data0'), demoOrganizationId, cells);
  rows = grown.cells;
  console.log(`${rows} rows of activity data in ${grown.units} units`);
  const grid = `/api/v1/units/${grown.unitId}/years/2023/grid`;
  const bare = add('a request without session (/health)', await times(address, '/health', '', 200));
  const session = add('session looked up and told (/api/v1/session)', await times(address, '/api/v1/session', cookie, 200));
  const pages = [
    add('month grid of a unit and year', await times(address, grid, cookie), 'GET /units/…/years/2023/grid'),
    add('annual result of a plant with two units', await times(address, `/api/v1/entities/${grown.plantId}/years/2023/result`, cookie)),
    add('evidence list', await times(address, '/api/v1/evidence?limit=50', cookie)),
    add('search for a factor', await times(address, `/api/v1/factors?search=${encodeURIComponent('天然气')}`, cookie)),
    add('search for a factor, in English', await times(address, '/api/v1/factors?search=natural%20gas', cookie)),
    add('tree of entities and units', await times(address, '/api/v1/organization', cookie, 20)),
  ];
  const workbench = add('workbench of the group', await times(address, '/api/v1/workbench', cookie, 3), `${grown.units} units at once`);
  const whole = add(
    'annual result of the whole group',
    await times(address, `/api/v1/entities/${grown.groupId}/years/2023/result`, cookie, 3),
    `${grown.units} units at once`,
  );
  const slowest = Math.max(...pages.map((one) => one.median));
  ratios.push({
    goal: 'slowest page of those of one plant, ms',
    against: '10⁵ rows of activity data',
    ratio: slowest,
    wanted: 300,
    most: true,
  });
  ratios.push({
    goal: 'workbench of the group, ms',
    against: '10⁵ rows of activity data',
    ratio: workbench.median,
    wanted: 300,
    most: true,
  });
  ratios.push({
    goal: 'annual result of the whole group, ms',
    against: '10⁵ rows of activity data',
    ratio: whole.median,
    wanted: 300,
    most: true,
  });
  ratios.push({
    goal: 'session look-up over the month grid it protects',
    against: 'month grid',
    ratio: (session.median - bare.median) / (pages[0]?.median ?? 1),
    wanted: 0.25,
    most: true,
  });
} finally {
  if (running !== null && running.child.exitCode === null) await stop(running);
  agent.destroy();
  fs.rmSync(root, { recursive: true, force: true });
}
const date = new Date().toISOString().slice(0, 10);
const report = {
  bench: 'pages',
  date,
  records: 0,
  machine: machine(loadBefore),
  versions: {},
  commit: commitOf(product),
  lines,
  ratios,
  checks: { 'rows of activity data': rows },
};
console.log(`\n${tableOf(report)}`);
if (cells === 100_000) record(path.join(product, 'bench'), report);
