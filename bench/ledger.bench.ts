import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../src/server/db/embedded/server.ts';
import { openHttp } from './ledger/http.ts';
import { openOurs } from './ledger/ours.ts';
import { openReference } from './ledger/reference.ts';
import { timingOf } from './measure.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/** `node bench/start.mjs ledger [rounds] [seconds]`: transfers a second beside plain PostgreSQL on the same server, fsync on, in turn. */
const rounds = Number(process.argv[2] ?? 5);
const seconds = Math.max(1, Math.round(Number(process.argv[3] ?? 3)));
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-bench-ledger-'));
fs.chmodSync(folder, 0o711);
const server = await startEmbedded({ folder, exclusive: true, purpose: 'bench', settings: { shared_buffers: '1GB', max_wal_size: '8GB' } });
const measured = new Map<string, number[]>();
const add = async (name: string, work: Promise<number>): Promise<number> => {
  const value = await work;
  measured.set(name, [...(measured.get(name) ?? []), value]);
  console.log(`${name.padEnd(64)} ${value.toFixed(value < 100 ? 2 : 0).padStart(9)}`);
  return value;
};
const of = (name: string): number[] => measured.get(name) ?? [];
const median = (values: readonly number[]): number => timingOf(values).median;
/** The median of the ratios of each round: what else the machine did in a round met both. */
const ratio = (ours: string, peer: string): number => median(of(ours).map((value, round) => value / (of(peer)[round] ?? Number.NaN)));

const names = {
  move: 'PostgreSQL: move, 16 clients',
  single: 'ours: one transfer a request, 64 callers',
  hot: 'PostgreSQL: move from one hot account, 4 clients',
  singleHot: 'ours: from one hot account, 64 callers',
  many: 'PostgreSQL: move_many of 100, 4 clients',
  bulk: 'ours: requests of 1,000 transfers, 4 callers',
  lean: 'PostgreSQL: lean one-writer batches of 1,000',
  http: 'ours: over HTTP, 64 callers',
  moveLate: 'PostgreSQL: move, half of its rate, p99 ms',
  oursLate: 'ours: at the same rate, p99 ms',
};
const reference = await openReference(server.superuser);
const ours = await openOurs(server.owner);
const http = await openHttp(ours.one);
let faults: string[] = [];
let peerFaults = '';
const synchronous = new pg.Client(server.superuser);
await synchronous.connect();
try {
  await ours.single(64, 1);
  for (let round = 0; round < rounds; round += 1) {
    const rate = await add(names.move, reference.rate('move', 16, seconds));
    await add(names.single, ours.single(64, seconds));
    await add(names.hot, reference.rate('hot', 4, seconds));
    await add(names.singleHot, ours.single(64, seconds, true));
    await add(names.many, reference.rate('many', 4, seconds));
    await add(names.bulk, ours.bulk(4, 1000, seconds));
    await add(names.lean, reference.rate('lean', 1, seconds));
    await add(names.http, http.rate(64, seconds));
    await add(names.moveLate, reference.p99(rate / 2, 16, seconds));
    await add(names.oursLate, ours.p99(rate / 2, seconds));
  }
  faults = await ours.faults();
  peerFaults = await reference.faults();
} finally {
  const settings = await synchronous
    .query<{ s: string }>("select current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') as s")
    .catch(() => null);
  await synchronous.end().catch(() => {});
  await http.close();
  await ours.close();
  await reference.close();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
  console.log(`fsync ${settings?.rows[0]?.s ?? '?'}`);
}

const lines: Line[] = Object.values(names).map((name) => ({
  name,
  timing: timingOf(of(name)),
  note: name.endsWith('ms') ? 'milliseconds' : 'transfers a second',
}));
const ratios: Ratio[] = [
  { goal: 'C1 single transfers, 64 callers', against: names.move, ratio: ratio(names.single, names.move), wanted: 3, most: false },
  { goal: 'C2 hot account', against: names.hot, ratio: ratio(names.singleHot, names.hot), wanted: 15, most: false },
  { goal: 'C3 bulk', against: names.many, ratio: ratio(names.bulk, names.many), wanted: 3, most: false },
  { goal: 'C4 bulk', against: names.lean, ratio: ratio(names.bulk, names.lean), wanted: 0.5, most: false },
  {
    goal: 'C5 p99 at half of the load of move',
    against: names.moveLate,
    ratio: ratio(names.oursLate, names.moveLate),
    wanted: 1.5,
    most: true,
  },
  { goal: 'C6 over HTTP', against: names.move, ratio: ratio(names.http, names.move), wanted: 1, most: false },
];
const report = {
  ...{ bench: 'ledger', date: new Date().toISOString().slice(0, 10), records: 0, machine: machine(loadBefore) },
  versions: { PostgreSQL: '18.4', pgbench: 'of the machine' },
  commit: commitOf(process.cwd()),
  ...{ lines, ratios },
  checks: {
    'promises broken in ours': faults.length,
    'accounts of the reference that do not agree': peerFaults,
    rounds,
    'seconds a point': seconds,
  },
};
console.log(tableOf(report));
if (faults.length > 0) throw new Error(faults.join(', '));
if (rounds >= 5) record(path.join(process.cwd(), 'bench'), report);
