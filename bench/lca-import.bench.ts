import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { writeDatabase } from './lca/write-database.ts';
import { timingOf } from './measure.ts';
import { neighbour } from './neighbour.ts';
import { agent, found, type Running, request, start, stop } from './pages-product.ts';
import { commitOf, type Line, machine, record, tableOf } from './report.ts';

/**
 * Life-cycle databases into the started product: USLCI and a database of 21,000 processes, as JSON-LD and as matrices; how long, how much memory, and what somebody
 * else waits meanwhile (a small request every 10 ms). `node bench/start.mjs lca-import [processes]`.
 */
const wanted = Number(process.argv[2] ?? 21_000);
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const lines: Line[] = [];

async function post<T>(address: string, url: string, cookie: string, body: unknown): Promise<T> {
  const reply = await request(address, 'POST', url, cookie, body);
  if (reply.status >= 300) throw new Error(`${url}: ${reply.status} ${reply.body.slice(0, 500)}`);
  return JSON.parse(reply.body) as T;
}

function upload(address: string, cookie: string, content: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream', 'content-length': content.length };
    const call = http.request(`${address}/api/v1/lca/files`, { method: 'POST', headers }, (reply) => {
      let body = '';
      reply.on('data', (piece) => (body += String(piece)));
      reply.on('end', () => {
        const { sha256 } = JSON.parse(body) as { sha256?: string };
        if (sha256 === undefined) reject(new Error(body));
        else resolve(sha256);
      });
    });
    call.on('error', reject);
    call.end(content);
  });
}

async function ended(address: string, cookie: string, id: string): Promise<void> {
  for (;;) {
    const job = JSON.parse((await request(address, 'GET', `/api/v1/jobs/${id}`, cookie)).body) as { state: string };
    if (job.state === 'succeeded') return;
    if (!['queued', 'running'].includes(job.state)) throw new Error(JSON.stringify(job));
    await new Promise((done) => setTimeout(done, 100));
  }
}

function memoryOf(running: Running): { now: number; peak: number } {
  const status = fs.readFileSync(`/proc/${running.child.pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

async function timed(running: Running, name: string, note: string, work: () => Promise<unknown>): Promise<void> {
  fs.writeFileSync(`/proc/${running.child.pid}/clear_refs`, '5');
  const before = memoryOf(running).now;
  const waited = neighbour(running.address);
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  const { most, p99 } = await waited();
  const told = `${note}; others wait at most ${most.toFixed(0)} ms, ${p99.toFixed(0)} ms in 99 of 100; server ${before.toFixed(0)} → at most ${memoryOf(running).peak.toFixed(0)} MB`;
  lines.push({ name, timing: timingOf([ms]), note: told });
  console.log(`${name.padEnd(44)} ${ms.toFixed(0).padStart(8)} ms  (${told})`);
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-lca-import-'));
fs.chmodSync(root, 0o711);
let running: Running | null = null;
try {
  const made = writeDatabase(path.join(root, 'system'), wanted);
  console.log(
    `${made.processes} processes, ${made.inputs} inputs, ${made.elementary} elementary; ${(made.jsonLd.length / 1e6).toFixed(1)} and ${(made.matrices.length / 1e6).toFixed(1)} MB`,
  );
  running = await start(path.join(root, 'data'));
  const { address, child, output } = running;
  await found(() => (/demonstration enterprise is loaded/.test(output()) ? true : undefined), child, output);
  const who = (await request(address, 'POST', '/api/v1/demo/sign-in', '', { persona: 'group_carbon_manager' })).cookie;
  const importing = async (content: Buffer, name: string): Promise<string> => {
    const fileSha256 = await upload(address, who, content);
    const input = { fileSha256, fileName: `${name}.zip`, name, licence: 'CC0', credit: 'bench' };
    const { id } = await post<{ id: string }>(address, '/api/v1/jobs', who, { kind: 'lca.import', input });
    await ended(address, who, id);
    return id;
  };
  const one = running;
  const uslci = fs.readFileSync('data/lca/uslci/uslci-fy20-q4.zip');
  const known = JSON.parse((await request(address, 'GET', '/api/v1/lca/databases', who)).body) as { items: { id: string }[] };
  await timed(
    one,
    'USLCI, 766 processes, JSON-LD',
    known.items.length > 0 ? 'read, and known as the one that is there' : 'read and kept',
    () =>
      importing(uslci, 'uslci').catch((why: Error) => {
        if (!why.message.includes('already_exists')) throw why;
      }),
  );
  const size = `${made.processes} processes, ${made.inputs + made.elementary} exchanges`;
  let large = '';
  await timed(
    one,
    `JSON-LD, ${(made.jsonLd.length / 1e6).toFixed(0)} MB`,
    size,
    async () => (large = await importing(made.jsonLd, 'large')),
  );
  await timed(one, `matrices, ${(made.matrices.length / 1e6).toFixed(0)} MB`, size, () => importing(made.matrices, 'matrices'));
  const ask = async (url: string) => {
    const reply = await request(address, 'GET', `/api/v1/lca/databases/${large}/${url}`, who);
    if (reply.status !== 200) throw new Error(reply.body.slice(0, 300));
  };
  await timed(one, 'search among 21,000 processes', 'two words', () => ask('processes?search=market+20999'));
  await timed(one, 'all products ranked, first time', 'built, planned, one transposed solution', () => ask('ranking'));
  await timed(one, 'all products ranked, another page and search', 'from what is kept', () => ask('ranking?search=market+77&offset=20'));
  await timed(one, 'upstream tree and users of one product', 'system kept in the thread', () => ask('processes/5/trace'));
  await timed(one, 'export as JSON-LD', 'all of it', () => ask('export'));
} finally {
  if (running) await stop(running);
  agent.destroy();
  fs.rmSync(root, { recursive: true, force: true });
}
const report = {
  ...{ bench: 'lca-import', date: new Date().toISOString().slice(0, 10), records: wanted, machine: machine(loadBefore), versions: {} },
  ...{ commit: commitOf(process.cwd()), lines, ratios: [], checks: { processes: wanted } },
};
console.log(`\n${tableOf(report)}`);
if (wanted === 21_000) record(path.join(process.cwd(), 'bench'), report);
