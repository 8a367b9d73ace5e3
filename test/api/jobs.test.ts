import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../src/server/work/clock.ts';
import { command } from '../../src/server/work/command.ts';
import { defineJob } from '../../src/server/work/jobs.ts';
import { startJobs } from '../../src/server/work/worker.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';

const text = (n: number) => ({ zh: `第 ${n} 步`, en: `step ${n}` });

/** Adds one person a step: work whose repetition would show. */
const addNumbered = command({
  name: 'test.add-numbered',
  action: 'person.maintain',
  input: z.object({ n: z.int(), mark: z.string() }),
  run: async (work, { n, mark }) => {
    const id = work.newId();
    await sql`insert into app.person (organization_id, id, name, name_en, changed_at)
      values (${work.actor.organizationId}, ${id}, ${`${mark}-${n}`}, ${`${mark}-${n}`}, ${work.now})`.execute(work.tx);
    work.record({ kind: 'person.added', objectType: 'person', objectId: id, objectVersion: 1, content: { n } });
  },
});

/** Where a worker of the test hangs, as if its process had been stopped; released at the end. */
let hangAt = -1;
let release = () => {};
const hung = () => new Promise<void>((resolve) => (release = resolve));

const counting = defineJob({
  kind: 'test.counting',
  title: { zh: '计数', en: 'Counting' },
  action: 'person.maintain',
  input: z.object({ steps: z.int(), mark: z.string(), failAt: z.int().optional() }),
  run: async (job) => {
    const start = typeof job.saved === 'number' ? job.saved : 0;
    for (let n = start; n < job.input.steps; n += 1) {
      job.breathe();
      if (n === job.input.failAt && job.saved === undefined) throw new Error('fails the first time');
      if (n === hangAt) await hung();
      await job.step(addNumbered, { n, mark: job.input.mark }, n + 1);
      await job.progress(n + 1, job.input.steps, text(n + 1));
    }
    return { from: start, to: job.input.steps };
  },
});

const waiting = defineJob({
  kind: 'test.waiting',
  title: { zh: '等待', en: 'Waiting' },
  action: 'job.run',
  input: z.object({}),
  single: true,
  run: async (job) => {
    for (;;) {
      await sleep(20);
      job.breathe();
    }
  },
});

let server: TestServer;
let boss: Client;
beforeAll(async () => {
  server = await testServer({ jobs: { kinds: [counting, waiting], beatSeconds: 0.2, staleSeconds: 1 } });
  boss = await server.found();
});
afterAll(async () => {
  release();
  await server?.close();
});

type Job = { id: string; state: string; done: number; attempt: number; result: unknown; problem: { code: string } | null };
const start = async (kind: string, input: object = {}) => ok(await boss.post('/api/v1/jobs', { kind, input })).json<Job>();
const read = async (id: string) => ok(await boss.get(`/api/v1/jobs/${id}`)).json<Job>();

async function until(id: string, ...states: string[]): Promise<Job> {
  for (let i = 0; i < 400; i += 1) {
    const job = await read(id);
    if (states.includes(job.state)) return job;
    await sleep(25);
  }
  throw new Error(`never ${states.join(' or ')}: ${JSON.stringify(await read(id))}`);
}

async function done(mark: string): Promise<string[]> {
  return await server.database.owner(async (client) => {
    await client.query("select set_config('app.organization', $1, false)", [boss.organizationId]);
    const { rows } = await client.query<{ name: string }>('select name from app.person where name like $1 order by id', [`${mark}-%`]);
    return rows.map((row) => row.name);
  });
}

describe('a job', () => {
  test('runs, tells its progress, keeps its result', async () => {
    const job = await start('test.counting', { steps: 3, mark: 'plain' });
    expect(job.state).toBe('queued');
    const end = await until(job.id, 'succeeded', 'failed');
    expect(end).toMatchObject({ state: 'succeeded', done: 3, attempt: 1, result: { from: 0, to: 3 } });
    expect(await done('plain')).toEqual(['plain-0', 'plain-1', 'plain-2']);
    const list = ok(await boss.get('/api/v1/jobs?state=succeeded')).json();
    expect(list.items.map((one: Job) => one.id)).toContain(job.id);
  });

  test('whose worker dies is interrupted, resumes from its checkpoint, and the dead worker writes nothing more', async () => {
    hangAt = 2;
    const job = await start('test.counting', { steps: 5, mark: 'killed' });
    while ((await done('killed')).length < 2) await sleep(20);
    // The worker is as good as dead: it hangs, and its heart stops (somebody takes the row as the sweep does after a silent second).
    const { rowCount } = await server.database.job.query("update app.job set state = 'interrupted' where id = $1 and state = 'running'", [
      job.id,
    ]);
    expect(rowCount).toBe(1);
    hangAt = -1;
    expect((await read(job.id)).state).toBe('interrupted');
    ok(await boss.post(`/api/v1/jobs/${job.id}/resume`));
    const end = await until(job.id, 'succeeded', 'failed');
    expect(end).toMatchObject({ state: 'succeeded', attempt: 2, result: { from: 2, to: 5 } });
    release(); // the old worker wakes and tries its third step
    await sleep(300);
    expect(await done('killed')).toEqual(['killed-0', 'killed-1', 'killed-2', 'killed-3', 'killed-4']);
    expect((await read(job.id)).result).toEqual({ from: 2, to: 5 });
  });

  test('that nobody has heard of for a while is found by the sweep of the next start', async () => {
    const job = await start('test.waiting');
    await until(job.id, 'running');
    await server.database.job.query(
      "update app.job set worker = 'dead', heartbeat_at = clock_timestamp() - interval '1 minute' where id = $1",
      [job.id],
    );
    const next = await startJobs({
      pool: server.database.job,
      work: { db: server.database, clock: systemClock },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      kinds: [],
      workers: 0,
    });
    expect((await read(job.id)).state).toBe('interrupted');
    await next.stop();
    ok(await boss.post(`/api/v1/jobs/${job.id}/cancel`));
  });

  test('that fails says so in words, and can be resumed', async () => {
    const job = await start('test.counting', { steps: 2, mark: 'failing', failAt: 1 });
    // The checkpoint of step 0 was saved before the failure, so the next attempt does not meet it again.
    const failed = await until(job.id, 'failed', 'succeeded');
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'internal_error' } });
    ok(await boss.post(`/api/v1/jobs/${job.id}/resume`));
    expect(await until(job.id, 'succeeded', 'failed')).toMatchObject({ state: 'succeeded', attempt: 2 });
    expect(await done('failing')).toEqual(['failing-0', 'failing-1']);
    const twice = await boss.post(`/api/v1/jobs/${job.id}/resume`);
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'job_not_resumable']);
  });

  test('is cancelled while it runs; at most one of a single kind runs', async () => {
    const job = await start('test.waiting');
    await until(job.id, 'running');
    const second = await boss.post('/api/v1/jobs', { kind: 'test.waiting' });
    expect([second.statusCode, second.json().code]).toEqual([409, 'already_running']);
    ok(await boss.post(`/api/v1/jobs/${job.id}/cancel`));
    await until(job.id, 'cancelled');
    const late = await boss.post(`/api/v1/jobs/${job.id}/cancel`);
    expect([late.statusCode, late.json().code]).toEqual([409, 'job_not_cancellable']);
  });

  test('needs the right of its kind, and belongs to its organization', async () => {
    const statistician = await server.hire(boss, ['plant_statistician']);
    expect((await statistician.post('/api/v1/jobs', { kind: 'test.counting', input: { steps: 1, mark: 'no' } })).statusCode).toBe(403);
    expect((await statistician.post('/api/v1/jobs', { kind: 'test.nothing' })).statusCode).toBe(404);
    expect((await boss.post('/api/v1/jobs', { kind: 'test.counting', input: { steps: 'x', mark: 1 } })).statusCode).toBe(422);
    const trader = await server.hire(boss, ['trader']);
    // The list is open to all; what a job does is not.
    expect((await trader.get('/api/v1/jobs')).statusCode).toBe(200);
    expect((await trader.post('/api/v1/jobs', { kind: 'test.counting', input: { steps: 1, mark: 'no' } })).statusCode).toBe(403);
    const kinds = ok(await statistician.get('/api/v1/job-kinds')).json().items;
    expect(kinds.find((kind: { kind: string }) => kind.kind === 'test.counting').permitted).toBe(false);
  });

  test('verifies the history, and names what was changed behind the product’s back', async () => {
    const clean = await until((await start('journal.verify')).id, 'succeeded', 'failed');
    expect(clean.result).toMatchObject({ wrong: 0, faults: [] });
    const changed = await server.database.owner(async (client) => {
      await client.query("select set_config('app.organization', $1, false)", [boss.organizationId]);
      return await client.query<{ leaf_id: string }>(
        "update app.history set actor_name = '别人' where leaf_id = (select leaf_id from app.history where kind = 'person.added' limit 1) returning leaf_id",
      );
    });
    const found = await until((await start('journal.verify')).id, 'succeeded', 'failed');
    expect(found.result).toMatchObject({ wrong: 1, faults: [{ leafId: changed.rows[0]?.leaf_id, fault: 'content_changed' }] });
  });
});
