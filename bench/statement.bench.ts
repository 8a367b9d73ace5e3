import crypto from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { openLedgerWriter } from '../src/server/modules/asset/index.ts';
import { readStatement } from '../src/server/modules/asset/ledger/statement.ts';
import { systemActor } from '../src/server/work/actor.ts';
import { runQuery } from '../src/server/work/run.ts';
import { timingOf } from './measure.ts';
import { openOwnDatabase } from './own-database.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/** `node bench/start.mjs statement [postings]`: pages of the statement of one account with a million postings, as of days and as known at instants. */
const postings = Number(process.argv[2] ?? 1_000_000);
const each = 1000;
const rounds = 7;
const organizationId = crypto.randomUUID();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const { database, close } = await openOwnDatabase('statement');
const lines: Line[] = [];
const ratios: Ratio[] = [];
let standing = '';

const foundation = `
  insert into app.organization (organization_id, name, name_en, salt, created_at) values ('${organizationId}', 'bench', 'bench', decode(repeat('5a', 32), 'hex'), now());
  insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now());
  insert into app.entity (organization_id, id, kind, name, name_en, valid_from, changed_at) values ('${organizationId}', '${organizationId}', 'group', 'p', 'p', '2024-01-01', now());
  insert into app.ledger_head (organization_id) values ('${organizationId}') on conflict do nothing;
  insert into app.ledger_account (organization_id, no, id, kind, entity_id, name, name_en, created_at)
    select '${organizationId}', n, gen_random_uuid(), (array['external', 'registry', 'trading'])[n], case n when 1 then null else '${organizationId}'::uuid end, 'a', 'a', now()
      from generate_series(1, 3) n;
  insert into app.ledger_class (organization_id, no, id, programme, vintage, unit, serialised, created_at)
    select '${organizationId}', n, gen_random_uuid(), 'GEC', 2020 + n, 'MWh', false, now() from generate_series(1, 4) n;`;

const day = (share: number): string => new Date(Date.UTC(2022, 0, 1) + Math.floor(share * 1400) * 86_400_000).toISOString().slice(0, 10);

try {
  const accountId = await database.owner(async (client: pg.Client) => {
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organizationId]);
    await client.query(foundation);
    const { rows } = await client.query<{ id: string }>('select id from app.ledger_account where no = 2');
    await client.query('commit');
    return rows[0]?.id ?? '';
  });
  const clock = { now: () => Date.now() };
  const writer = await openLedgerWriter({ pool: database.appPool, clock }, organizationId);
  let middle = '';
  for (let from = 0; from < postings; from += each) {
    const n = from / each;
    const answer = await writer.post({
      ...{ operation: 'bench', key: `statement-${n}`, asker: { personId: organizationId, name: 'Bench', role: 'system' } },
      // Told late and early: the order of the days is not the order in which they were recorded.
      ...{ kind: n % 2 === 0 ? 'buy' : 'transfer', effectiveOn: day(((n * 7919) % 1000) / 1000) },
      legs: Array.from({ length: each }, (_, i) => ({
        ...(n % 2 === 0 ? { fromNo: 1, toNo: 2 } : { fromNo: 2, toNo: 3 }),
        ...{ classNo: 1 + (i % 4), quantity: n % 2 === 0 ? 20n : 10n },
      })),
    });
    if (answer.state !== 'applied') throw new Error(JSON.stringify(answer));
    if (from === postings / 2) middle = new Date().toISOString();
  }
  await writer.close();
  await database.owner((client) => client.query('analyze'));
  const ask = (more: object) =>
    runQuery({ db: database, clock }, readStatement, systemActor(organizationId), { accountId, limit: 100, ...more });
  const cases = {
    'first page of everything': {},
    'one year': { from: '2024-01-01', to: '2024-12-31' },
    'one class of a year': { from: '2024-01-01', to: '2024-12-31', classId: 'of the first' },
    'a page in the middle': { after: `${day(0.5)}/1` },
    'as known half-way': { from: '2024-01-01', to: '2024-12-31', knownAt: middle },
  };
  const first = (await ask({})) as { classes: { id: string }[]; closing: { quantity: string }[] };
  standing = first.closing.map((one) => one.quantity).join(' ');
  for (const [name, more] of Object.entries(cases)) {
    const wanted = 'classId' in more ? { ...more, classId: first.classes[0]?.id } : more;
    const runs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await ask(wanted);
      runs.push(performance.now() - began);
    }
    lines.push({ name, timing: timingOf(runs), note: 'milliseconds' });
    ratios.push({ goal: `${name}, ms`, against: `${postings} postings`, ratio: timingOf(runs).median, wanted: 500, most: true });
  }
} finally {
  await close();
}
const report = {
  ...{ bench: 'statement', date: new Date().toISOString().slice(0, 10), records: postings, machine: machine(loadBefore) },
  ...{ versions: { PostgreSQL: '18.4' }, commit: commitOf(process.cwd()), lines, ratios, checks: { 'what stands, by class': standing } },
};
console.log(tableOf(report));
if (postings >= 1_000_000) record(path.join(process.cwd(), 'bench'), report);
