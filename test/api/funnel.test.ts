import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../src/contract/roles.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import type { HistoryRow } from '../../src/server/modules/journal/tables.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { command, query } from '../../src/server/work/command.ts';
import { contentSha256, leafHash } from '../../src/server/work/leaf.ts';
import { runCommand, runQuery } from '../../src/server/work/run.ts';
import { sequenceOnce } from '../../src/server/work/sequencer.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let admin: pg.Client;
const clock = { now: () => Date.parse('2026-03-01T08:00:00.000Z') };
const organizationId = '0197a111-0000-7000-8000-000000000001';
const personId = '0197a111-0000-7000-8000-000000000002';
const [group, company, plant, other] = ['a', 'b', 'c', 'd'].map((c) => `0197a111-0000-7000-8000-00000000000${c}`) as [
  string,
  string,
  string,
  string,
];
const deps = () => ({ db: database, clock });

function person(grants: { role: Role; entityId: string | null }[], kind: Actor['kind'] = 'person'): Actor {
  return { kind, organizationId, personId, name: '林岚', grants };
}
const manager = person([{ role: 'group_carbon_manager', entityId: null }]);

/** Founds the organization with a group, a company below it, and two plants: one of the company, one of the group. */
const found = command({
  name: 'test.found',
  action: 'system',
  input: z.object({}),
  run: async (work) => {
    const row = {
      organization_id: organizationId,
      name: '甲',
      name_en: 'A',
      is_demo: false,
      clock_at: null,
      salt: randomBytes(32),
      version: 1,
      created_at: work.now,
    };
    await work.tx.insertInto('app.organization').values(row).execute();
    const entities = [
      [group, null, 'group'],
      [company, group, 'company'],
      [plant, company, 'plant'],
      [other, group, 'plant'],
    ];
    for (const [id, parent, kind] of entities) {
      await sql`insert into app.entity (organization_id, id, parent_id, kind, name, name_en, valid_from, changed_at)
        values (${organizationId}, ${id}, ${parent}, ${kind}, ${kind}, ${kind}, '2020-01-01', ${work.now})`.execute(work.tx);
    }
    work.record({
      kind: 'organization.founded',
      objectType: 'organization',
      objectId: organizationId,
      objectVersion: 1,
      content: { name: '甲' },
    });
  },
});

const rename = command({
  name: 'test.rename',
  action: 'organization.maintain',
  input: z.object({ name: z.string().min(1), at: z.object({ entity: z.uuid().optional() }).optional() }),
  run: async (work, { name, at }) => {
    if (at) await work.permit('organization.maintain', at.entity);
    const row = await work.tx
      .updateTable('app.organization')
      .set((eb) => ({ name, version: eb('version', '+', 1) }))
      .where('organization_id', '=', organizationId)
      .returning('version')
      .executeTakeFirstOrThrow();
    work.record({
      kind: 'organization.renamed',
      objectType: 'organization',
      objectId: organizationId,
      objectVersion: row.version,
      content: { name },
      reason: 'test',
    });
    return { name, now: work.now, version: row.version };
  },
});

beforeAll(async () => {
  database = await testDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await runCommand(deps(), found, systemActor(organizationId), {});
});
afterAll(async () => {
  await admin?.end();
  await database?.close();
});

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

describe('the funnel', () => {
  test('parses strictly: every fault at once, with its place', async () => {
    const refused = await refusalOf(runCommand(deps(), rename, manager, { name: '', extra: 1, at: { entity: 'x', more: 2 } }));
    expect(refused.code).toBe('invalid_input');
    const places = refused.findings.map((finding) => `${finding.place.path} ${finding.code}`).sort();
    expect(places).toEqual([
      ' input.unrecognized_keys',
      '/at input.unrecognized_keys',
      '/at/entity input.invalid_format',
      '/name input.too_small',
    ]);
  });

  test('works at the clock’s instant and makes a leaf that commits to the whole history row', async () => {
    const done = await runCommand(deps(), rename, manager, { name: '乙' });
    expect(done.now).toBe('2026-03-01T08:00:00.000Z');
    const { rows } = await admin.query<HistoryRow & { bytes: string; leaf_hash: Buffer }>(
      `select h.*, to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, l.bytes, l.hash as leaf_hash
         from app.history h join journal.leaf l on l.id = h.leaf_id where h.kind = 'organization.renamed' order by l.recorded_order desc limit 1`,
    );
    const row = rows[0];
    if (!row) throw new Error('no history');
    const leaf = JSON.parse(row.bytes);
    expect(Object.keys(leaf).sort()).toEqual(
      [
        'actorKeyId',
        'at',
        'contentSha256',
        'kind',
        'objectId',
        'objectType',
        'objectVersion',
        'prevVersionLeaf',
        'role',
        'tenantCommit',
        'v',
      ].sort(),
    );
    expect([leaf.v, leaf.role, leaf.objectVersion]).toEqual([1, 'group_carbon_manager', 2]);
    expect(row.bytes).not.toContain(organizationId);
    expect(row.bytes).not.toContain(personId);
    expect(leafHash(row.bytes).equals(row.leaf_hash)).toBe(true);
    const shape = {
      salt: row.salt,
      organizationId,
      leafId: row.leaf_id,
      at: row.at,
      actorId: personId,
      actorName: '林岚',
      actorRole: 'group_carbon_manager',
      kind: 'organization.renamed',
      objectType: 'organization',
      objectId: organizationId,
      objectVersion: 2,
      content: { name: '乙' },
      before: null,
      reason: 'test',
    };
    expect(leaf.contentSha256).toBe(contentSha256(shape));
    expect(leaf.contentSha256).not.toBe(contentSha256({ ...shape, content: { name: '丙' } }));
    const first = await admin.query<{ hash: Buffer }>(
      "select l.hash from journal.leaf l join app.history h on h.leaf_id = l.id where h.kind = 'organization.founded'",
    );
    expect(leaf.prevVersionLeaf).toBe(first.rows[0]?.hash.toString('hex'));
  });

  test('takes an explicit instant only as an option, for stories', async () => {
    const done = await runCommand(deps(), rename, manager, { name: '丙' }, { at: '2025-01-31T00:00:00Z' });
    expect(done.now).toBe('2025-01-31T00:00:00.000Z');
  });

  test('does not commit a write without a record, nor a write in a query', async () => {
    const silent = command({
      name: 'test.silent',
      action: 'organization.maintain',
      input: z.object({}),
      run: async (work) => {
        await work.tx.updateTable('app.organization').set({ name: 'silent' }).where('organization_id', '=', organizationId).execute();
      },
    });
    await expect(runCommand(deps(), silent, manager, {})).rejects.toThrow(/without a journal entry/);
    const writing = query({
      name: 'test.writing',
      action: 'organization.read',
      input: z.object({}),
      run: async (work) => {
        await work.tx.updateTable('app.organization').set({ name: 'query' }).where('organization_id', '=', organizationId).execute();
      },
    });
    await expect(runQuery(deps(), writing, manager, {})).rejects.toThrow(/read-only/);
    const { rows } = await admin.query('select name from app.organization where organization_id = $1', [organizationId]);
    expect(rows[0].name).toBe('丙');
  });

  test('retries a deadlock and gives up a serialization conflict as a conflict', async () => {
    let tries = 0;
    const flaky = command({
      name: 'test.flaky',
      action: 'organization.maintain',
      input: z.object({ failures: z.int() }),
      run: async (_work, { failures }) => {
        tries += 1;
        if (tries <= failures) throw Object.assign(new Error('x'), { code: '40P01' });
        return tries;
      },
    });
    expect(await runCommand(deps(), flaky, manager, { failures: 3 })).toBe(4);
    tries = 0;
    expect((await refusalOf(runCommand(deps(), flaky, manager, { failures: 99 }))).code).toBe('conflict');
    expect(tries).toBe(5);
  });

  test('stops a statement that takes too long', async () => {
    const slow = query({
      name: 'test.slow',
      action: 'organization.read',
      input: z.object({}),
      statementSeconds: 0.1,
      run: (work) => sql`select pg_sleep(5)`.execute(work.tx),
    });
    expect((await refusalOf(runQuery(deps(), slow, manager, {}))).code).toBe('database_unavailable');
  });

  test('whose connection is cut answers database_unavailable, and the next one works', async () => {
    const slow = query({
      name: 'test.slow',
      action: 'organization.read',
      input: z.object({}),
      run: (work) => sql`select pg_sleep(20)`.execute(work.tx),
    });
    const work = refusalOf(runQuery(deps(), slow, manager, {}));
    for (let cut = 0; cut === 0; ) {
      const { rowCount } = await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(20)%' and pid <> pg_backend_pid()",
      );
      cut = rowCount ?? 0;
    }
    expect((await work).code).toBe('database_unavailable');
    expect((await runCommand(deps(), rename, manager, { name: '丁' })).name).toBe('丁');
  });

  test('runs what comes after the commit only when there was one', async () => {
    const seen: string[] = [];
    const after = command({
      name: 'test.after',
      action: 'organization.maintain',
      input: z.object({ fail: z.boolean() }),
      run: async (work, { fail }) => {
        work.afterCommit(() => void seen.push('done'));
        if (fail) throw new Refusal('conflict');
      },
    });
    await refusalOf(runCommand(deps(), after, manager, { fail: true }));
    expect(seen).toEqual([]);
    await runCommand(deps(), after, manager, { fail: false });
    expect(seen).toEqual(['done']);
  });
});

describe('permission', () => {
  const at = (grantAt: string | null, place: string | undefined, role: Role = 'group_carbon_manager') =>
    runCommand(deps(), rename, person([{ role, entityId: grantAt }]), { name: 'x', at: place === undefined ? {} : { entity: place } });

  test.each([
    ['whole organization, anywhere', null, plant, true],
    ['at the group, at a plant two levels below', group, plant, true],
    ['at the company, at its plant', company, plant, true],
    ['at the plant itself', plant, plant, true],
    ['at the plant, at the company above', plant, company, false],
    ['at the company, at the plant beside it', company, other, false],
    ['at the group, for the whole organization', group, undefined, false],
    ['whole organization, for the whole organization', null, undefined, true],
  ] as const)('%s', async (_title, grantAt, place, allowed) => {
    if (allowed) await at(grantAt, place);
    else expect((await refusalOf(at(grantAt, place))).code).toBe('not_permitted');
  });

  test('the role has to allow it; nobody passes without one; a key only reads; the system’s verbs are the system’s', async () => {
    expect((await refusalOf(at(null, plant, 'trader'))).code).toBe('not_permitted');
    expect((await refusalOf(runCommand(deps(), rename, person([]), { name: 'x' }))).code).toBe('not_permitted');
    expect((await refusalOf(runCommand(deps(), rename, person(manager.grants as never, 'apikey'), { name: 'x' }))).code).toBe(
      'not_permitted',
    );
    expect((await refusalOf(runCommand(deps(), rename, person([], 'anonymous'), { name: 'x' }))).code).toBe('not_signed_in');
    expect((await refusalOf(runCommand(deps(), found, manager, {}))).code).toBe('not_permitted');
  });

  test('reach: the entities below those granted, or null for all', async () => {
    const reach = query({
      name: 'test.reach',
      action: 'organization.read',
      input: z.object({}),
      run: (work) => work.reach('organization.read'),
    });
    expect(await runQuery(deps(), reach, manager, {})).toBeNull();
    const below = await runQuery(deps(), reach, person([{ role: 'plant_statistician', entityId: company }]), {});
    expect([...(below ?? [])].sort()).toEqual([company, plant].sort());
  });
});

describe('the sequencer', () => {
  test('gives 0…n−1 without gaps to what 8 connections wrote, with 30 % rolled back', async () => {
    const entries = Number(process.env.TANHENG_FULL_TESTS ? 10_000 : 2_000);
    const before = (await admin.query<{ n: string }>('select count(*) as n from journal.leaf')).rows[0]?.n ?? '0';
    let committed = 0;
    let started = 0;
    let running = true;
    const sequencers = [database.job, database.job].map(async (pool) => {
      while (running) {
        await sequenceOnce(pool);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (started < entries) {
          const rollsBack = started++ % 10 < 3;
          // The rollback comes when the leaf has already taken its place in the identity column.
          const beforeCommit = async () => {
            if (rollsBack) throw new Refusal('conflict');
          };
          const work = runCommand(deps(), note, manager, {}, { beforeCommit });
          if (rollsBack) await refusalOf(work);
          else {
            await work;
            committed += 1;
          }
        }
      }),
    );
    running = false;
    await Promise.all(sequencers);
    while ((await sequenceOnce(database.job)) > 0);
    const { rows } = await admin.query<{ n: string; low: string; high: string; orphans: string; waiting: string }>(
      `select count(*) as n, min(index) as low, max(index) as high, (select count(*) from journal.queue) as waiting,
              (select count(*) from journal.leaf l where not exists (select 1 from journal.sequence s where s.leaf_id = l.id)) as orphans
         from journal.sequence`,
    );
    const n = Number(before) + committed;
    expect(rows[0]).toEqual({ n: `${n}`, low: '0', high: `${n - 1}`, orphans: '0', waiting: '0' });
  });

  const note = command({
    name: 'test.note',
    action: 'organization.maintain',
    input: z.object({}),
    run: async (work) => {
      work.record({ kind: 'test.noted', objectType: 'note', objectId: work.newId(), objectVersion: 1, content: {} });
    },
  });
});
