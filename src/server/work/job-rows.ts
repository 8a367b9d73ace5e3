import { sql } from 'kysely';
import type pg from 'pg';
import type { Db, Tx } from '../db/tx.ts';
import type { Json } from './jobs.ts';

/** A row of app.job as the worker and the endpoints see it. */
export interface JobRow {
  organization_id: string;
  id: string;
  kind: string;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
  progress_done: string;
  progress_total: string | null;
  message_zh: string;
  message_en: string;
  input: Json;
  checkpoint: Json;
  result: Json;
  problem: { code: string; text: { zh: string; en: string } } | null;
  cancel_requested: boolean;
  created_by: string;
  created_by_name: string;
  created_at: string;
  changed_at: string;
  attempt: number;
}

/** Which attempt of which worker: every write of a worker names it, so that one that was given up can no longer write. */
export interface Hold {
  readonly organizationId: string;
  readonly jobId: string;
  readonly worker: string;
  readonly attempt: number;
}

const held = "organization_id = $1 and id = $2 and worker = $3 and attempt = $4 and state = 'running'";
const of = (hold: Hold) => [hold.organizationId, hold.jobId, hold.worker, hold.attempt];

/** Takes a queued job, or nothing when it was taken or cancelled meanwhile. */
export async function takeJob(pool: pg.Pool, organizationId: string, jobId: string, worker: string): Promise<JobRow | undefined> {
  const { rows } = await pool.query<JobRow>(
    `update app.job set state = 'running', worker = $3, attempt = attempt + 1, heartbeat_at = clock_timestamp(), problem = null
      where organization_id = $1 and id = $2 and state = 'queued' returning *`,
    [organizationId, jobId, worker],
  );
  return rows[0];
}

/** Says that the worker lives. Tells whether it still holds the job, and whether somebody asked to cancel. */
export async function beat(pool: pg.Pool, hold: Hold): Promise<{ holds: boolean; cancel: boolean }> {
  const { rows } = await pool.query<{ cancel_requested: boolean }>(
    `update app.job set heartbeat_at = clock_timestamp() where ${held} returning cancel_requested`,
    of(hold),
  );
  return { holds: rows.length > 0, cancel: rows[0]?.cancel_requested === true };
}

export async function putProgress(pool: pg.Pool, hold: Hold, done: number, total: number | null, zh: string, en: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update app.job set progress_done = $5, progress_total = $6, message_zh = $7, message_en = $8, heartbeat_at = clock_timestamp() where ${held}`,
    [...of(hold), done, total, zh, en],
  );
  return rowCount === 1;
}

export async function putCheckpoint(pool: pg.Pool, hold: Hold, state: Json): Promise<boolean> {
  const { rowCount } = await pool.query(`update app.job set checkpoint = $5::jsonb, heartbeat_at = clock_timestamp() where ${held}`, [
    ...of(hold),
    JSON.stringify(state),
  ]);
  return rowCount === 1;
}

/** The same inside a command's transaction; no row: another worker holds the job now, and nothing may commit. */
export async function putCheckpointIn(tx: Tx, hold: Hold, state: Json): Promise<boolean> {
  const done = await sql`update app.job set checkpoint = ${JSON.stringify(state)}::jsonb
    where organization_id = ${hold.organizationId} and id = ${hold.jobId} and worker = ${hold.worker} and attempt = ${hold.attempt}
      and state = 'running'`.execute(tx);
  return done.numAffectedRows === 1n;
}

export interface Outcome {
  readonly state: 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
  readonly result?: Json;
  readonly problem?: JobRow['problem'];
}

export async function finishJob(pool: pg.Pool, hold: Hold, { state, result, problem }: Outcome): Promise<void> {
  await pool.query(`update app.job set state = $5, result = $6::jsonb, problem = $7::jsonb, changed_at = clock_timestamp() where ${held}`, [
    ...of(hold),
    state,
    JSON.stringify(result ?? null),
    JSON.stringify(problem ?? null),
  ]);
}

/** Jobs whose worker has not been heard of for a while: its process died. */
export async function interruptStale(pool: pg.Pool, staleSeconds: number): Promise<number> {
  const { rowCount } = await pool.query(
    `update app.job set state = 'interrupted', changed_at = clock_timestamp()
      where state = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => $1)`,
    [staleSeconds],
  );
  return rowCount ?? 0;
}

/** Jobs that were asked for and perhaps never sent to a worker. */
export async function waitingJobs(pool: pg.Pool): Promise<{ organization_id: string; id: string }[]> {
  const { rows } = await pool.query<{ organization_id: string; id: string }>(
    "select organization_id, id from app.job where state = 'queued' order by created_at",
  );
  return rows;
}

/** Numbers by state over all organizations, for the metrics. */
export async function countJobs(pool: pg.Pool): Promise<{ state: string; n: number }[]> {
  const { rows } = await pool.query<{ state: string; n: string }>('select state, count(*) as n from app.job group by state');
  return rows.map((row) => ({ state: row.state, n: Number(row.n) }));
}

/** The person who started a job as it stands now; null when it may no longer act. */
export async function factsOfPerson(db: Db, organizationId: string, personId: string) {
  return await db.transaction().execute(async (tx) => {
    await sql`select set_config('app.organization', ${organizationId}, true)`.execute(tx);
    const { rows } = await sql<{ facts: { name: string; grants: { role: string; entityId: string | null }[] } | null }>`
      select app.person_facts(${organizationId}, ${personId}) as facts`.execute(tx);
    return rows[0]?.facts ?? null;
  });
}
