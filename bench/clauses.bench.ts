import crypto from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { openShelf } from '../src/server/modules/library/index.ts';
import { freezeAssessment } from '../src/server/modules/maturity/freeze-assessment.ts';
import { openAssessment } from '../src/server/modules/maturity/open-assessment.ts';
import { compareUnits, readAssessment } from '../src/server/modules/maturity/read-assessments.ts';
import { acceptProposals } from '../src/server/modules/maturity/score-clauses.ts';
import { listClauses, readClause } from '../src/server/modules/system/clauses/read-clauses.ts';
import { systemActor } from '../src/server/work/actor.ts';
import { runCommand, runQuery } from '../src/server/work/run.ts';
import { timingOf } from './measure.ts';
import { openOwnDatabase } from './own-database.ts';
import { commitOf, type Line, machine, type Ratio, record, tableOf } from './report.ts';

/**
 * `npm run bench:clauses [records]`: the clause matrix over so many records in each register, a fifth under way, some past their day, some on ended evidence; and
 * maturity of a group of fifty units over the same: opened with proposals for every clause, read while under way, its units beside each other.
 */
const each = Number(process.argv[2] ?? 10_000);
const rounds = 9;
const organizationId = crypto.randomUUID();
const loadBefore = os.loadavg().map((one) => Math.round(one * 100) / 100);
const { database, close } = await openOwnDatabase('clauses');
const shelf = openShelf('data');
const { registers, clauses } = shelf.frameworks;
const lines: Line[] = [];
const ratios: Ratio[] = [];
const plants = 8;
const units = 50;

const foundation = `
  insert into app.organization (organization_id, name, name_en, salt, created_at) values ('${organizationId}', 'bench', 'bench', decode(repeat('5a', 32), 'hex'), now());
  insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now());
  insert into app.entity (organization_id, id, kind, name, name_en, valid_from, changed_at) values ('${organizationId}', '${organizationId}', 'group', 'p', 'p', '2024-01-01', now());
  insert into app.entity (organization_id, id, parent_id, kind, name, name_en, valid_from, changed_at)
    select '${organizationId}', gen_random_uuid(), '${organizationId}', 'plant', 'p' || n, 'p' || n, '2024-01-01', now() from generate_series(1, ${units}) n;`;

/** Records as the engine would leave them: of each five three in force, one done, one a draft; every tenth past its review day; contents of a usual length. */
const filled = `
  insert into app.register_record (organization_id, id, register, no, entity_id, state, stands, version, title, content, clauses, owner_id, due_on, search,
                                   in_force_version, in_force_on, review_on, opened_at, changed_at)
  select $1::uuid, gen_random_uuid(), $2, n, e.ids[1 + n % ${plants}], $5, (array['in_force', 'in_force', 'in_force', 'done', 'drafted'])[1 + n % 5], 2, 'record ' || n,
         jsonb_build_object('subject', 'record ' || n, 'description', repeat('what is kept of it ', 25), 'grade', case when n % 7 = 0 then 'major' else 'minor' end,
                            'clauses', to_jsonb(array[$4::text[]])->0),
         case when n % 3 = 0 then $3::text[] || $4::text[] else $3::text[] end, null, case when n % 20 = 4 then '2025-06-01' end, repeat('what is kept of it ', 25),
         case when n % 5 < 4 then 1 end, case when n % 5 < 4 then '2025-01-01' end, case when n % 5 < 4 then case when n % 10 = 0 then '2025-06-01' else '2026-01-01' end end,
         now(), now()
    from generate_series(1, ${each}) n, (select array_agg(id order by name) as ids from app.entity where kind = 'plant') e`;

try {
  const plant = await database.owner(async (client: pg.Client) => {
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organizationId]);
    await client.query(foundation);
    for (const [index, one] of registers.entries()) {
      const serves = one.clauses.filter((clause) => !clause.startsWith('*'));
      await client.query(filled, [organizationId, one.id, serves, [clauses[(index * 7) % clauses.length]?.id], one.cycle.first]);
    }
    await client.query(`insert into app.stored_file (organization_id, sha256, size_bytes, media_type, stored_at, stored_by)
      values ('${organizationId}', repeat('a', 64), 1, 'text/plain', now(), '${organizationId}')`);
    await client.query(`insert into app.evidence (organization_id, id, title, kind, valid_until, note, version, revision, recorded_at, recorded_by)
      select '${organizationId}', gen_random_uuid(), 'e' || n, 'other', case when n % 2 = 0 then date '2025-06-01' else date '2030-01-01' end, '', 1, 1, now(), '${organizationId}'
        from generate_series(1, 2000) n`);
    await client.query(`insert into app.evidence_use (organization_id, evidence_id, object_type, object_id, label_zh, label_en, path, used_at, used_by)
      select e.organization_id, e.id, 'register_record', r.id, '', '', '', now(), e.organization_id
        from (select *, row_number() over () n from app.evidence) e
        join (select id, organization_id, row_number() over (order by id) n from app.register_record) r on r.n % 2000 = e.n - 1 and r.n < 20000`);
    const { rows } = await client.query<{ id: string }>("select id from app.entity where kind = 'plant' order by name limit 1");
    await client.query('commit');
    return rows[0]?.id ?? '';
  });
  await database.owner((client) => client.query('vacuum analyze app.register_record'));
  await database.owner((client) => client.query('analyze'));
  const clock = { now: () => Date.parse('2025-06-30T04:00:00Z') };
  const deps = { db: database, clock };
  const actor = systemActor(organizationId);
  /** One assessment by the product's own commands, frozen; the same, signed, for each unit. */
  const eachAssessed = async (entityId: string) => {
    const { id: assessmentId } = await runCommand(deps, openAssessment(shelf), actor, { entityId, year: 2023, note: '' });
    await runCommand(deps, acceptProposals(shelf), actor, { assessmentId, seenProposals: 1 });
    await runCommand(deps, freezeAssessment(shelf), actor, { assessmentId });
    await database.owner(async (client: pg.Client) => {
      await client.query('begin');
      await client.query("select set_config('app.organization', $1, true)", [organizationId]);
      await client.query(foundation.split(';')[1] ?? '');
      await client.query(
        `insert into app.maturity_assessment select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'no', 100 + n, 'entity_id', e.id))).*
           from app.maturity_assessment a, (select id, row_number() over (order by id) n from app.entity where kind = 'plant' and id <> $1) e where a.id = $2`,
        [entityId, assessmentId],
      );
      await client.query(
        `insert into app.maturity_freeze select (jsonb_populate_record(f, jsonb_build_object('assessment_id', a.id))).*
           from app.maturity_freeze f, app.maturity_assessment a where f.assessment_id = $1 and a.no > 100`,
        [assessmentId],
      );
      await client.query(`insert into app.maturity_signature (organization_id, assessment_id, content_sha256, signed_at, signed_by, signed_by_name)
        select organization_id, assessment_id, content_sha256, now(), gen_random_uuid(), 'x' from app.maturity_freeze`);
      await client.query('commit');
    });
  };
  const opened = (entityId: string, year: number) => runCommand(deps, openAssessment(shelf), actor, { entityId, year, note: '' });
  const group = (await opened(organizationId, 2024)).id;
  await eachAssessed(plant);
  let year = 2025;
  const cases: Record<string, readonly [() => Promise<unknown>, number]> = {
    'the whole organization': [() => runQuery(deps, listClauses(shelf), actor, {}), 500],
    'one plant of eight': [() => runQuery(deps, listClauses(shelf), actor, { entityId: plant }), 500],
    'one clause with its records': [() => runQuery(deps, readClause(shelf), actor, { clauseId: '9.1' }), 500],
    'maturity: open an assessment of the group, every clause proposed': [() => opened(organizationId, year++), 2000],
    'maturity: the group’s assessment under way': [() => runQuery(deps, readAssessment(shelf), actor, { assessmentId: group }), 2000],
    'maturity: fifty units beside each other': [() => runQuery(deps, compareUnits, actor, {}), 2000],
  };
  for (const [name, [ask, wanted]] of Object.entries(cases)) {
    await ask();
    const runs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await ask();
      runs.push(performance.now() - began);
    }
    console.log(name, runs.map((one) => Math.round(one)).join(' '));
    lines.push({ name, timing: timingOf(runs), note: 'milliseconds' });
    ratios.push({
      goal: `${name}, ms`,
      against: `${each} records in each register`,
      ratio: timingOf(runs).median,
      wanted,
      most: true,
    });
  }
} finally {
  await close();
}
const report = {
  ...{ bench: 'clauses', date: new Date().toISOString().slice(0, 10), records: each * registers.length, machine: machine(loadBefore) },
  ...{ versions: { PostgreSQL: '18.4' }, commit: commitOf(process.cwd()), lines, ratios, checks: { registers: String(registers.length) } },
};
console.log(tableOf(report));
if (each >= 10_000) record(path.join(process.cwd(), 'bench'), report);
