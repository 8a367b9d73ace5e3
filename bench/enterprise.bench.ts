import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { demoOrganizationId } from '../src/server/work/actor.ts';
import { growEnterprise } from './grow-enterprise.ts';
import { timingOf } from './measure.ts';
import { measureEnterprise } from './pages-enterprise.ts';
import { agent, found, start, stop } from './pages-product.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

const product = process.cwd();
const rounds = Number(process.argv[2] ?? 2);
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-enterprise-'));
fs.chmodSync(root, 0o711);
const lines: Line[] = [];
const ratios: Ratio[] = [];
const checks: Record<string, number> = {};
const within = (runs: readonly number[], part: number) =>
  [...runs].sort((a, b) => a - b)[Math.min(runs.length - 1, Math.floor(runs.length * part))] ?? Number.NaN;
/** Milliseconds. */
const goals: Readonly<Record<string, number>> = { 'annual result': 300, 'heat map of ten years': 200 };
const add = (name: string, runs: readonly number[], note: string) => lines.push({ name, timing: timingOf(runs), note });
try {
  const folder = path.join(root, 'data');
  const first = await start(folder);
  await found(() => (/demonstration enterprise is loaded/.test(first.output()) ? true : undefined), first.child, first.output);
  await stop(first);
  const grown = await growEnterprise(folder, demoOrganizationId, 20);
  const { pages, others } = await measureEnterprise(folder, grown, rounds);
  for (const { name, cold, changed, warm } of pages) {
    add(`${name}, of a new process`, cold, `${cold.length} processes; slowest ${within(cold, 1).toFixed(0)} ms`);
    add(`${name}, after a change`, changed, `${changed.length} changes; 95 % within ${within(changed, 0.95).toFixed(0)} ms`);
    add(`${name}, again`, warm, `${warm.length} requests; 95 % within ${within(warm, 0.95).toFixed(0)} ms`);
    const wanted = goals[name];
    if (wanted !== undefined)
      ratios.push({ goal: `${name} after a change, ms`, against: '20 units', ratio: timingOf(changed).median, wanted, most: true });
  }
  add('requests of somebody else meanwhile', others, `${others.length} requests; 99 % within ${within(others, 0.99).toFixed(0)} ms`);
  ratios.push({
    goal: '99 % of the requests of somebody else, ms',
    against: 'while the first pages are made',
    ratio: within(others, 0.99),
    wanted: 100,
    most: true,
  });
  Object.assign(checks, {
    units: grown.units,
    'data years': grown.years,
    'rows of activity data': grown.cells,
    'frozen calculations': grown.calculations,
  });
} finally {
  agent.destroy();
  fs.rmSync(root, { recursive: true, force: true });
}
const date = new Date().toISOString().slice(0, 10);
const report = {
  bench: 'enterprise',
  date,
  records: 0,
  machine: machine(loadBefore),
  versions: {},
  commit: commitOf(product),
  lines,
  ratios,
  checks,
};
console.log(tableOf(report));
if (process.argv[2] === undefined) record(path.join(product, 'bench'), report);
