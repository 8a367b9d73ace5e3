import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { SparseMatrix } from '../src/kernel/lca/sparse.ts';
import { generated, readArrays } from './engines/lca-arrays.ts';
import { timingOf } from './measure.ts';
import { neighbour } from './neighbour.ts';
import { found, type Running, request, start, stop } from './pages-product.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/** USLCI imported whole and solved in the started product; matrices of a large database sent to `lca-solve`; and what others feel of it. */
const product = process.cwd();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const lines: Line[] = [];
const ratios: Ratio[] = [];
const checks: Record<string, string> = {};
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

async function timed<T>(address: string, name: string, note: string, work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const ended = neighbour(address);
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  const { most, p99 } = await ended();
  const told = `${note}; a neighbour waits ${most.toFixed(0)} ms at most, ${p99.toFixed(0)} ms in 99 of 100`;
  lines.push({ name, timing: timingOf([ms]), note: told });
  ratios.push({ goal: `${name}: a neighbour’s longest wait, ms`, against: '250 ms', ratio: most, wanted: 250, most: true });
  console.log(`${name.padEnd(60)} ${ms.toFixed(0).padStart(7)} ms  (${told})`);
  return { result, ms };
}

async function told<T>(address: string, who: string, method: string, url: string, body?: unknown): Promise<T> {
  const reply = await request(address, method, url, who, body);
  if (reply.status >= 300) throw new Error(`${url}: ${reply.status} ${reply.body.slice(0, 500)}`);
  return JSON.parse(reply.body) as T;
}

async function installed(address: string, who: string): Promise<string> {
  const { id } = await told<{ id: string }>(address, who, 'POST', '/api/v1/jobs', { kind: 'lca.install_sample', input: {} });
  for (;;) {
    const job = await told<{ state: string }>(address, who, 'GET', `/api/v1/jobs/${id}`);
    if (job.state === 'succeeded') return id;
    if (!['queued', 'running'].includes(job.state)) throw new Error(JSON.stringify(job));
    await new Promise((done) => setTimeout(done, 50));
  }
}

const labels = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
function columnsOf({ columns, columnStarts }: SparseMatrix): number[] {
  return Array.from({ length: columns }, (_, j) =>
    Array.from({ length: (columnStarts[j + 1] ?? 0) - (columnStarts[j] ?? 0) }, () => j),
  ).flat();
}

/** The model matrix as text, entry by entry or as lists. */
function modelText(lists: boolean): string {
  const { a, b, c } = readArrays(generated(product, 'e21'));
  const written = (matrix: SparseMatrix, rows: string[], columns: string[]) => {
    const [ofRow, ofColumn, values] = [[...matrix.rowIndices], columnsOf(matrix), [...matrix.values]];
    const entries = () => values.map((value, k) => [ofRow[k], ofColumn[k], value]);
    return { rows, columns, ...(lists ? { lists: { rows: ofRow, columns: ofColumn, values } } : { entries: entries() }) };
  };
  const [p, f] = [labels('p', a.rows), labels('f', b.rows)];
  return JSON.stringify({
    ...{ technosphere: written(a, p, p), biosphere: written(b, f, p), characterisation: written(c, ['score'], f) },
    ...{ demands: [{ amounts: { p7: 1 } }], most: 20 },
  });
}

/** JSON text as it is; `request` writes values. */
function sent(address: string, who: string, url: string, text: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: who, 'x-tanheng': '1', 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const call = http.request(`${address}${url}`, { method: 'POST', headers }, (reply) => {
      let body = '';
      reply.on('data', (piece) => (body += String(piece)));
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body }));
    });
    call.on('error', reject);
    call.end(text);
  });
}

const solveUrl = '/api/v1/calculations/lca-solve';

async function database(address: string, who: string): Promise<void> {
  const { items } = await told<{ items: { id: string; version: number; state: string }[] }>(address, who, 'GET', '/api/v1/lca/databases');
  for (const { id, version } of items.filter((one) => one.state === 'approved'))
    await told(address, who, 'POST', `/api/v1/lca/databases/${id}/retirements`, { reason: 'bench', version });
  const { result: databaseId, ms } = await timed(address, 'USLCI imported whole', '766 processes, 32,526 exchanges', () =>
    installed(address, who),
  );
  ratios.push({ goal: 'USLCI import, s', against: '10 s', ratio: ms / 1000, wanted: 10, most: true });
  const list = await told<{ items: { number: number }[] }>(
    address,
    who,
    'GET',
    `/api/v1/lca/databases/${databaseId}/processes?search=western%20electricity`,
  );
  const number = list.items[0]?.number ?? 0;
  const page = await told<{ scaling: { process: number }[] }>(address, who, 'POST', `/api/v1/lca/databases/${databaseId}/solve`, {
    demand: [{ process: number, amount: 1 }],
  });
  checks['processes of USLCI in the solution of its page'] = String(page.scaling.length);
}

async function model(address: string, who: string): Promise<void> {
  for (const lists of [true, false]) {
    const text = modelText(lists);
    const name = `21,000 processes sent ${lists ? 'as lists' : 'entry by entry'}`;
    const { result } = await timed(address, name, megabytes(text.length), () => sent(address, who, solveUrl, text));
    if (result.status !== 200) throw new Error(`${name}: ${result.status} ${result.body.slice(0, 300)}`);
    const { outputs } = JSON.parse(result.body) as { outputs: { symbol: string; value: string }[] };
    checks[`${name}: residual, impact`] = ['residual', 'h'].map((symbol) => outputs.find((one) => one.symbol === symbol)?.value).join(', ');
  }
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-lca-'));
fs.chmodSync(root, 0o711);
let running: Running | null = null;
try {
  running = await start(path.join(root, 'data'));
  const { address, child, output } = running;
  await found(() => (/demonstration enterprise is loaded/.test(output()) ? true : undefined), child, output);
  const who = (await request(address, 'POST', '/api/v1/demo/sign-in', '', { persona: 'group_carbon_manager' })).cookie;
  await database(address, who);
  await model(address, who);
  checks['peak memory of the server, MB'] =
    /VmHWM:\s+(\d+)/
      .exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))
      ?.slice(1)
      .map((kb) => String(Math.round(Number(kb) / 1024)))[0] ?? '';
} finally {
  if (running) await stop(running);
  fs.rmSync(root, { recursive: true, force: true });
}
const facts = {
  bench: 'lca-server',
  date: new Date().toISOString().slice(0, 10),
  records: 0,
  machine: machine(loadBefore),
  commit: commitOf(product),
};
const report = { ...facts, lines, ratios, checks, versions: {} };
console.log(tableOf(report));
record(`${product}/bench`, report);
