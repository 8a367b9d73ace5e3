import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import excel from 'exceljs';
import { timingOf } from './measure.ts';
import { neighbour } from './neighbour.ts';
import { agent, found, type Running, request, start, stop } from './pages-product.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/** A workbook of 100,000 rows in the started product: recognised, previewed, imported in the background, undone; and what others feel of it. */
const product = process.cwd();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const wanted = Number(process.argv[2] ?? 100_000);
const lines: Line[] = [];
const ratios: Ratio[] = [];
const method = 'us-epa-40cfr98-subpart-c-monthly';
const streams = Array.from({ length: 20 }, (_, i) => `coal${i + 1}`);
const months = Array.from({ length: 17 * 12 }, (_, i) => `${2010 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`);

function add(name: string, ms: number, note: string): void {
  lines.push({ name, timing: timingOf([ms]), note });
  console.log(`${name.padEnd(60)} ${ms.toFixed(0).padStart(8)} ms  (${note})`);
}

async function post<T>(address: string, url: string, cookie: string, body: unknown): Promise<T> {
  const reply = await request(address, 'POST', url, cookie, body);
  if (reply.status >= 300) throw new Error(`${url}: ${reply.status} ${reply.body.slice(0, 500)}`);
  return JSON.parse(reply.body) as T;
}

async function signIn(address: string, persona: string): Promise<string> {
  return (await request(address, 'POST', '/api/v1/demo/sign-in', '', { persona })).cookie;
}

async function workbook(file: string, units: readonly string[]): Promise<number> {
  const book = new excel.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true });
  const sheet = book.addWorksheet('data');
  sheet.addRow(['facility', 'fuel', 'month', 'parameter', 'value', 'unit', 'remark', 'source']).commit();
  let rows = 0;
  for (const unit of units)
    for (const fuel of streams)
      for (const month of months)
        for (const [parameter, value, measure] of [
          ['M_coal', 1000 + (rows % 977) / 8, 'short_ton'] as const,
          ['HHV_coal', 15 + (rows % 83) / 16, 'mmBtu/short_ton'] as const,
        ]) {
          if (rows >= wanted) continue;
          sheet.addRow([unit, fuel, month, parameter, value, measure, `r${rows % 50}`, 'bench']).commit();
          rows += 1;
        }
  await book.commit();
  return rows;
}

function upload(address: string, cookie: string, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'x-tanheng': '1', 'content-type': 'application/octet-stream', 'content-length': fs.statSync(file).size };
    const call = http.request(`${address}/api/v1/files`, { method: 'POST', headers }, (reply) => {
      let body = '';
      reply.on('data', (piece) => (body += String(piece)));
      reply.on('end', () => resolve((JSON.parse(body) as { sha256: string }).sha256));
    });
    call.on('error', reject);
    fs.createReadStream(file).pipe(call);
  });
}

interface Done {
  readonly state: string;
  readonly result: { readonly runId: string };
}

async function jobOf(address: string, who: string, kind: string, input: object): Promise<Done> {
  const { id } = await post<{ id: string }>(address, '/api/v1/jobs', who, { kind, input });
  for (;;) {
    const job = JSON.parse((await request(address, 'GET', `/api/v1/jobs/${id}`, who)).body) as Done;
    if (job.state === 'succeeded') return job;
    if (!['queued', 'running'].includes(job.state)) throw new Error(JSON.stringify(job));
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** What the server holds now, and the most it held since `forgetPeak`, in MB. */
function memoryOf(running: Running): { now: number; peak: number } {
  const status = fs.readFileSync(`/proc/${running.child.pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

/** Seconds of processor the server and its database have used, which other work on the machine does not stretch as it stretches the clock. */
function processorSeconds(running: Running, data: string): number {
  const postmaster = fs.readFileSync(path.join(data, 'postgres-18', 'postmaster.pid'), 'utf8').split('\n')[0];
  let ticks = 0;
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const own = pid === String(running.child.pid) || pid === postmaster;
      // User and system time, and for the postmaster that of connections that ended.
      if (own || parent === postmaster) ticks += rest.slice(9, own ? 13 : 11).reduce((sum, one) => sum + Number(one), 0);
    } catch {
      // It ended meanwhile.
    }
  }
  return ticks / 100;
}

function forgetPeak(running: Running): void {
  fs.writeFileSync(`/proc/${running.child.pid}/clear_refs`, '5');
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-import-'));
fs.chmodSync(root, 0o711);
const waits = new Map<string, number>();
let running: Running | null = null;
let rows = 0;
try {
  running = await start(path.join(root, 'data'));
  const { address, child, output } = running;
  await found(() => (/demonstration enterprise is loaded/.test(output()) ? true : undefined), child, output);
  const boss = await signIn(address, 'group_carbon_manager');
  const who = await signIn(address, 'plant_statistician');
  const tree = JSON.parse((await request(address, 'GET', '/api/v1/organization', boss)).body) as {
    entities: { id: string; kind: string }[];
  };
  const entityId = tree.entities.find((one) => one.kind === 'plant')?.id;
  const units: string[] = [];
  for (let i = 0; i < Math.ceil(wanted / (streams.length * months.length * 2)); i += 1) {
    const name = `Bench ${i + 1}`;
    const fields = {
      entityId,
      name,
      nameEn: name,
      code: `B${i + 1}`,
      unitClass: 'conventional_coal_above_300mw',
      product: 'condensing',
      capacityMw: '600',
      boilerType: 'pulverized',
      commissionedOn: '2008-01-01',
      methodId: method,
    };
    const fuelStreams = streams.map((code) => ({ code, name: code, nameEn: code, fuelKind: 'coal', fuel: 'bituminous' }));
    await post(address, '/api/v1/units', boss, { ...fields, fuelStreams });
    units.push(name);
  }
  const file = path.join(root, 'large.xlsx');
  rows = await workbook(file, units);
  console.log(`${rows} rows, ${(fs.statSync(file).size / 1e6).toFixed(1)} MB`);
  const timed = async <T>(name: string, note: string, work: () => Promise<T>): Promise<T> => {
    const data = path.join(root, 'data');
    const used = running === null ? 0 : processorSeconds(running, data);
    const waited = neighbour(address);
    const began = performance.now();
    const result = await work();
    const ms = performance.now() - began;
    const { p99 } = await waited();
    const seconds = running === null ? 0 : processorSeconds(running, data) - used;
    waits.set(name, p99);
    add(
      name,
      ms,
      `${note}; ${seconds.toFixed(1)} s of processor, server and database; others wait ${p99.toFixed(0)} ms at most in 99 of 100`,
    );
    return result;
  };
  const sha = await timed('upload, with the archive checked', `${(fs.statSync(file).size / 1e6).toFixed(1)} MB`, () =>
    upload(address, who, file),
  );
  const reading = { fileSha256: sha, fileName: 'large.xlsx' };
  const recognised = await timed('recognise', 'all rows read', () =>
    post<{ sheets: { recipe: object }[] }>(address, '/api/v1/imports/recognise', who, reading),
  );
  const recipe = recognised.sheets[0]?.recipe;
  forgetPeak(running);
  const before = memoryOf(running).now;
  const began = performance.now();
  const preview = await timed('preview', 'read, mapped, checked, compared with what counts', () =>
    post<{ seal: string; counts: { new: number; errors: number } }>(address, '/api/v1/imports/preview', who, { ...reading, recipe }),
  );
  const previewMs = performance.now() - began;
  const memory = memoryOf(running).peak;
  console.log(`memory ${before.toFixed(0)} MB before, ${memory.toFixed(0)} MB at most`, preview.counts);
  const job = await timed('import in the background', 'one transaction: versions, journal, evidence', async () => {
    const order = { ...reading, recipe, seal: preview.seal, asEvidence: false };
    return await jobOf(address, who, 'intake.import', order);
  });
  const imported = memoryOf(running).peak;
  console.log(`memory ${imported.toFixed(0)} MB at most`);
  await timed('undo in the background', 'every value put back as a version', () =>
    jobOf(address, who, 'intake.undo', { runId: job.result.runId, version: 1 }),
  );
  ratios.push({ goal: 'preview of 100,000 rows, s', against: 'goal', ratio: previewMs / 1000, wanted: 5, most: true });
  ratios.push({ goal: 'memory the preview adds, MB', against: 'goal', ratio: memory - before, wanted: 300, most: true });
  for (const [what, ms] of waits)
    ratios.push({ goal: `others wait during: ${what}, ms in 99 of 100`, against: 'goal', ratio: ms, wanted: 100, most: true });
} finally {
  if (running !== null && running.child.exitCode === null) await stop(running);
  agent.destroy();
  fs.rmSync(root, { recursive: true, force: true });
}
const report = {
  bench: 'import',
  date: new Date().toISOString().slice(0, 10),
  records: rows,
  machine: machine(loadBefore),
  versions: {},
  commit: commitOf(product),
  lines,
  ratios,
  checks: { rows },
};
console.log(`\n${tableOf(report)}`);
if (wanted === 100_000) record(path.join(product, 'bench'), report);
