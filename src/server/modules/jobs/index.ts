import { sql } from 'kysely';
import type { z } from 'zod';
import { actions } from '../../../contract/actions.ts';
import type { job } from '../../../contract/jobs.ts';
import { jobEndpoints as e } from '../../../contract/jobs.ts';
import { can } from '../../../contract/permission.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { command, query } from '../../work/command.ts';
import type { JobRow } from '../../work/job-rows.ts';
import type { JobDefinition } from '../../work/jobs.ts';
import { actingRole } from '../../work/permission.ts';
import type { MountedRoute } from '../../work/route.ts';
import { route, runs } from '../../work/route.ts';
import { parseInput } from '../../work/strict.ts';
import type { Jobs } from '../../work/worker.ts';

type Job = z.input<typeof job>;

function jobOf(row: JobRow, kinds: Jobs['kinds']): Job {
  return {
    id: row.id,
    kind: row.kind,
    title: kinds.get(row.kind)?.title ?? { zh: row.kind, en: row.kind },
    state: row.state,
    done: Number(row.progress_done),
    total: row.progress_total === null ? null : Number(row.progress_total),
    message: { zh: row.message_zh, en: row.message_en },
    attempt: row.attempt,
    cancelRequested: row.cancel_requested,
    problem: row.problem,
    result: row.result as Job['result'],
    createdBy: row.created_by,
    createdByName: row.created_by_name,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

async function find(work: Work, jobId: string, lock: boolean): Promise<JobRow> {
  const { rows } = await sql<JobRow>`select * from app.job where organization_id = ${work.actor.organizationId} and id = ${jobId}
    ${lock ? sql`for update` : sql``}`.execute(work.tx);
  const row = rows[0];
  if (!row) throw new Refusal('not_found');
  return row;
}

async function shown(work: Work, jobId: string, kinds: Jobs['kinds']): Promise<Job> {
  return jobOf(await find(work, jobId, false), kinds);
}

function listJobs(kinds: Jobs['kinds']) {
  return query({
    name: 'jobs.list',
    action: 'job.run',
    input: e.listJobs.query,
    run: async (work, { offset, limit, state }) => {
      const where = sql`where organization_id = ${work.actor.organizationId} and (${state ?? null}::text is null or state = ${state ?? null}::text)`;
      const { rows } =
        await sql<JobRow>`select * from app.job ${where} order by created_at desc, id desc offset ${offset} limit ${limit}`.execute(
          work.tx,
        );
      const count = await sql<{ n: string }>`select count(*) as n from app.job ${where}`.execute(work.tx);
      return { items: rows.map((row) => jobOf(row, kinds)), total: Number(count.rows[0]?.n ?? 0) };
    },
  });
}

function readJob(kinds: Jobs['kinds']) {
  return query({ name: 'jobs.read', action: 'job.run', input: e.readJob.params, run: (work, { jobId }) => shown(work, jobId, kinds) });
}

/** Refuses a second one of a kind of which only one may run. */
async function requireNoOther(work: Work, definition: JobDefinition): Promise<void> {
  if (!definition.single) return;
  const { organizationId } = work.actor;
  // The organization's row serves as the lock: two at once would otherwise both find none.
  await sql`select 1 from app.organization where organization_id = ${organizationId} for update`.execute(work.tx);
  const { rows } = await sql`select 1 from app.job
    where organization_id = ${organizationId} and kind = ${definition.kind} and state in ('queued', 'running')`.execute(work.tx);
  if (rows.length > 0) throw new Refusal('already_running');
}

function startJob(jobs: Jobs) {
  return command({
    name: 'jobs.start',
    action: 'job.run',
    input: e.startJob.body,
    run: async (work, { kind, input }) => {
      const definition = jobs.kinds.get(kind);
      if (!definition) throw new Refusal('not_found');
      actingRole(work.actor, definition.action);
      if (definition.inWhole) await work.permit(definition.action);
      parseInput(definition.input, input, '/input');
      const { organizationId, personId, name } = work.actor;
      await requireNoOther(work, definition);
      const id = work.newId();
      await sql`insert into app.job (organization_id, id, kind, state, input, created_by, created_by_name, created_at, changed_at)
        values (${organizationId}, ${id}, ${kind}, 'queued', ${JSON.stringify(input)}::jsonb, ${personId}, ${name}, ${work.now}, ${work.now})`.execute(
        work.tx,
      );
      work.afterCommit(() => jobs.send(organizationId, id));
      return await shown(work, id, jobs.kinds);
    },
  });
}

function cancelJob(jobs: Jobs) {
  return command({
    name: 'jobs.cancel',
    action: 'job.run',
    input: e.cancelJob.params,
    run: async (work, { jobId }) => {
      const row = await find(work, jobId, true);
      if (!['queued', 'running', 'interrupted'].includes(row.state)) throw new Refusal('job_not_cancellable');
      const state = row.state === 'running' ? 'running' : 'cancelled';
      await sql`update app.job set cancel_requested = true, state = ${state}, changed_at = ${work.now}
        where organization_id = ${work.actor.organizationId} and id = ${jobId}`.execute(work.tx);
      work.afterCommit(() => jobs.hurry(jobId));
      return await shown(work, jobId, jobs.kinds);
    },
  });
}

function resumeJob(jobs: Jobs) {
  return command({
    name: 'jobs.resume',
    action: 'job.run',
    input: e.resumeJob.params,
    run: async (work, { jobId }) => {
      const row = await find(work, jobId, true);
      if (row.state !== 'interrupted' && row.state !== 'failed') throw new Refusal('job_not_resumable');
      const definition = jobs.kinds.get(row.kind);
      if (!definition) throw new Refusal('job_not_resumable');
      actingRole(work.actor, definition.action);
      if (definition.inWhole) await work.permit(definition.action);
      await requireNoOther(work, definition);
      const { organizationId, personId, name } = work.actor;
      // Whoever resumes answers for it from here: the steps to come run with this person's rights.
      await sql`update app.job set state = 'queued', cancel_requested = false, problem = null, created_by = ${personId}, created_by_name = ${name},
        changed_at = ${work.now} where organization_id = ${organizationId} and id = ${jobId}`.execute(work.tx);
      work.afterCommit(() => jobs.send(organizationId, jobId));
      return await shown(work, jobId, jobs.kinds);
    },
  });
}

/** Who may do what a job does may run it: a role that has the job's own right without `job.run` would be refused what its screen offers. */
function requireRunnable(jobs: Jobs): void {
  const runners: readonly string[] = actions['job.run'].roles;
  for (const { kind, action } of jobs.kinds.values()) {
    const refused = actions[action].roles.filter((role) => !runners.includes(role));
    if (refused.length > 0) throw new Error(`${kind}: ${refused.join(', ')} may ${action} and not job.run`);
  }
}

/** Everything about jobs that a request may ask for. */
export function routes(jobs: Jobs): MountedRoute[] {
  requireRunnable(jobs);
  const { kinds } = jobs;
  return [
    route(e.listJobKinds, async (call) => ({
      items: [...kinds.values()].map(({ kind, title, action }) => ({ kind, title, permitted: can(call.actor.grants, action) })),
    })),
    route(e.listJobs, runs(listJobs(kinds))),
    route(e.readJob, runs(readJob(kinds))),
    route(e.startJob, runs(startJob(jobs))),
    route(e.cancelJob, runs(cancelJob(jobs))),
    route(e.resumeJob, runs(resumeJob(jobs))),
  ];
}
