import crypto from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { readCalendar } from '../src/server/modules/calendar/read-calendar.ts';
import { readInbox } from '../src/server/modules/inbox/read-inbox.ts';
import { openEvaluations, readShelf, shelfOf } from '../src/server/modules/library/index.ts';
import * as system from '../src/server/modules/system/index.ts';
import { listRecords } from '../src/server/modules/system/registers/read-records.ts';
import { systemActor } from '../src/server/work/actor.ts';
import { runQuery } from '../src/server/work/run.ts';
import { timingOf } from './measure.ts';
import { openOwnDatabase } from './own-database.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/** `node bench/start.mjs registers [records]`: pages of a register with ten thousand records in each of all registers. */
const each = Number(process.argv[2] ?? 10_000);
const rounds = 7;
const organizationId = crypto.randomUUID();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const shelf = shelfOf(readShelf(path.join(process.cwd(), 'data')), openEvaluations());
const { frameworks } = shelf;
const { database, close } = await openOwnDatabase('registers');
const lines: Line[] = [];
const ratios: Ratio[] = [];

const foundation = `
  insert into app.organization (organization_id, name, name_en, salt, created_at) values ('${organizationId}', 'bench', 'bench', decode(repeat('5a', 32), 'hex'), now());
  insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now());
  insert into app.entity (organization_id, id, kind, name, name_en, valid_from, changed_at) values ('${organizationId}', '${organizationId}', 'group', 'p', 'p', '2024-01-01', now());`;
/** A record of about a kilobyte of text, as they are written; every hundredth is found by its word. */
const grown = `
  insert into app.register_record (organization_id, id, register, no, entity_id, state, stands, version, title, content, clauses, due_on, search, opened_at, changed_at)
    select '${organizationId}', gen_random_uuid(), $1, n, '${organizationId}', $2, $3, 1, 'record ' || n,
           jsonb_build_object($4::text, 'record ' || n, 'description', repeat(md5(n::text) || ' ', 30)), $5, '2025-01-01',
           'record ' || n || ' ' || repeat(md5(n::text) || ' ', 30) || case n % 100 when 0 then ' rare' else '' end, now(), now() - n * interval '1 minute'
      from generate_series(1, $6::int) n`;

try {
  await database.owner(async (client: pg.Client) => {
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organizationId]);
    await client.query(foundation);
    for (const one of frameworks.registers) {
      const first = one.cycle.states.find((state) => state.code === one.cycle.first);
      const clauses = one.clauses.filter((clause) => !clause.startsWith('*'));
      await client.query(grown, [one.id, one.cycle.first, first?.stands, one.roles.title, clauses, each]);
    }
    await client.query('commit');
    await client.query('analyze');
  });
  const work = { db: database, clock: { now: () => Date.now() } };
  const asked = { offset: 0, limit: 50, order: 'number', search: '', only: 'all' };
  const cases = {
    'first page': {},
    'last page': { offset: each - 50 },
    'latest first': { order: 'changed' },
    'found by a word': { search: 'rare' },
    'found by two words, last page': { search: 'record rare', offset: Math.max(0, each / 100 - 50) },
    'overdue, by day': { only: 'overdue', order: 'due' },
  };
  for (const [name, more] of Object.entries(cases)) {
    const runs: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const register of ['risk', 'action_plan', 'obligation']) {
        const began = performance.now();
        await runQuery(work, listRecords(frameworks), systemActor(organizationId), { ...asked, ...more, register });
        runs.push(performance.now() - began);
      }
    lines.push({ name, timing: timingOf(runs), note: 'milliseconds' });
    ratios.push({
      goal: `${name}, ms`,
      against: `${each} records in each register`,
      ratio: timingOf(runs).median,
      wanted: 300,
      most: true,
    });
  }
  const grants = [{ role: 'group_carbon_manager' as const, entityId: null }];
  const person = { kind: 'person' as const, organizationId, personId: crypto.randomUUID(), name: 'bench', grants };
  const inbox = readInbox({ sources: [system.inboxSource(frameworks)], subjects: [] });
  const calendar = readCalendar({ shelf, sources: [system.calendarSource(frameworks)] });
  const people = {
    inbox: () => runQuery(work, inbox, person, { tab: 'to_do' }),
    'calendar, a month': () => runQuery(work, calendar, person, { from: '2024-12-30', to: '2025-02-02' }),
  };
  for (const [name, read] of Object.entries(people)) {
    const runs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await read();
      runs.push(performance.now() - began);
    }
    lines.push({ name, timing: timingOf(runs), note: 'milliseconds' });
    const against = `${each} records in each register`;
    ratios.push({ goal: `${name}, ms`, against, ratio: timingOf(runs).median, wanted: 300, most: true });
  }
} finally {
  await close();
}
const report = {
  ...{
    bench: 'registers',
    date: new Date().toISOString().slice(0, 10),
    records: each * frameworks.registers.length,
    machine: machine(loadBefore),
  },
  ...{
    versions: { PostgreSQL: '18.4' },
    commit: commitOf(process.cwd()),
    lines,
    ratios,
    checks: { registers: String(frameworks.registers.length) },
  },
};
console.log(tableOf(report));
if (each >= 10_000) record(path.join(process.cwd(), 'bench'), report);
