import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import { refusals } from '../../contract/refusals.ts';
import type { Role } from '../../contract/roles.ts';
import type { Finding } from '../../kernel/finding.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { fill, type Text } from '../../kernel/text.ts';
import type { Actor } from './actor.ts';
import type { Hold, JobRow, Outcome } from './job-rows.ts';
import {
  beat,
  countJobs,
  factsOfPerson,
  finishJob,
  interruptStale,
  putCheckpoint,
  putCheckpointIn,
  putProgress,
  takeJob,
  waitingJobs,
} from './job-rows.ts';
import type { JobContext, JobDefinition, Json } from './jobs.ts';
import type { Log } from './module.ts';
import type { WorkDeps } from './run.ts';
import { runCommand, runQuery } from './run.ts';
import { parseInput } from './strict.ts';

const queue = 'tanheng';

/** Thrown to leave a job that must not go on; not a fault of the job. */
class Leave extends Error {
  readonly why: 'cancelled' | 'interrupted' | 'lost';
  constructor(why: Leave['why']) {
    super(why);
    this.why = why;
  }
}

export interface JobsOptions {
  readonly pool: pg.Pool;
  readonly work: WorkDeps;
  readonly log: Log;
  readonly kinds: readonly JobDefinition[];
  /** Seconds between signs of life, and after which a silent worker counts as dead. */
  readonly beatSeconds?: number;
  readonly staleSeconds?: number;
  readonly workers?: number;
}

export interface Jobs {
  readonly kinds: ReadonlyMap<string, JobDefinition>;
  /** Wakes a worker for a job that was committed as queued. */
  readonly send: (organizationId: string, jobId: string) => Promise<void>;
  /** Tells running jobs of this process at once that somebody asked to cancel. */
  readonly hurry: (jobId: string) => void;
  readonly counts: () => Promise<{ state: string; n: number }[]>;
  /** Lets running jobs stop at their next step (they are then `interrupted` and can be resumed), ends the queue. */
  readonly stop: () => Promise<void>;
}

interface Running {
  leave: Leave['why'] | undefined;
}

function problemOf(error: unknown): NonNullable<JobRow['problem']> {
  if (!(error instanceof Refusal)) {
    return { code: 'internal_error', text: { zh: '系统自身的错误，详见日志。', en: 'Our own mistake; see the log.' } };
  }
  return { code: error.code, text: fill(error.detail ?? withFindings(refusals[error.code].detail, error.findings), error.values) };
}

const foundSaid = 3;

/** A job keeps one text: what was found comes behind the general wording, with place and cure, the first few of it. */
function withFindings(general: Text, findings: readonly Finding[]): Text {
  const said = (language: keyof Text) =>
    findings.slice(0, foundSaid).map(({ place, text, cure }) => {
      const at = place.file ?? place.path;
      const where = at ? `${at}${language === 'zh' ? '：' : ': '}` : '';
      return `${where}${text[language]}${language === 'zh' ? '。' : '. '}${cure ? `${cure[language]}${language === 'zh' ? '。' : '.'}` : ''}`;
    });
  return { zh: [general.zh, ...said('zh')].join(''), en: [general.en, ...said('en')].join(' ').trim() };
}

function contextOf(options: JobsOptions, row: JobRow, hold: Hold, actor: Actor, running: Running): JobContext<unknown, Json> {
  const breathe = (): void => {
    if (running.leave) throw new Leave(running.leave);
  };
  const must = (holds: boolean): void => {
    if (!holds) throw new Leave('lost');
  };
  const kind = options.kinds.find((one) => one.kind === row.kind);
  return {
    jobId: row.id,
    actor,
    input: kind ? parseInput(kind.input, row.input) : row.input,
    saved: row.checkpoint ?? undefined,
    breathe,
    progress: async (done, total, message) => {
      breathe();
      must(await putProgress(options.pool, hold, done, total, message.zh, message.en));
    },
    checkpoint: async (state) => {
      breathe();
      must(await putCheckpoint(options.pool, hold, state));
    },
    step: async (command, input, state) => {
      breathe();
      return await runCommand(options.work, command, actor, input, {
        beforeCommit: async (tx) => must(await putCheckpointIn(tx, hold, state)),
      });
    },
    ask: async (query, input) => {
      breathe();
      return await runQuery(options.work, query, actor, input);
    },
  };
}

async function actorOf(options: JobsOptions, row: JobRow): Promise<Actor> {
  const facts = await factsOfPerson(options.work.db.app, row.organization_id, row.created_by);
  if (!facts) throw new Refusal('not_permitted');
  const grants = facts.grants.map((grant) => ({ role: grant.role as Role, entityId: grant.entityId }));
  return { kind: 'person', organizationId: row.organization_id, personId: row.created_by, name: facts.name, grants };
}

async function outcomeOf(options: JobsOptions, row: JobRow, hold: Hold, running: Running): Promise<Outcome | undefined> {
  const kind = options.kinds.find((one) => one.kind === row.kind);
  try {
    if (!kind) throw new Refusal('not_found');
    const actor = await actorOf(options, row);
    return { state: 'succeeded', result: await kind.run(contextOf(options, row, hold, actor, running)) };
  } catch (error) {
    if (error instanceof Leave) return error.why === 'lost' ? undefined : { state: error.why };
    const facts = {
      jobId: row.id,
      kind: row.kind,
      err: error instanceof Error ? { message: error.message, stack: error.stack } : String(error),
    };
    options.log.error(facts, 'job failed');
    return { state: 'failed', problem: problemOf(error) };
  }
}

/** Runs one job from taking it to its outcome, with a sign of life every few seconds. */
async function runJob(
  options: JobsOptions,
  worker: string,
  mine: Map<string, Running>,
  organizationId: string,
  jobId: string,
): Promise<void> {
  const row = await takeJob(options.pool, organizationId, jobId, worker);
  if (!row) return;
  const hold: Hold = { organizationId, jobId, worker, attempt: row.attempt };
  const running: Running = { leave: row.cancel_requested ? 'cancelled' : undefined };
  mine.set(jobId, running);
  const heart = setInterval(
    () => {
      beat(options.pool, hold)
        .then(({ holds, cancel }) => {
          if (!holds) running.leave = 'lost';
          else if (cancel) running.leave ??= 'cancelled';
        })
        .catch(() => {}); // a database that is away: the next beat tells
    },
    (options.beatSeconds ?? 3) * 1000,
  );
  try {
    const outcome = await outcomeOf(options, row, hold, running);
    if (outcome) await finishJob(options.pool, hold, outcome);
  } finally {
    clearInterval(heart);
    mine.delete(jobId);
  }
}

/** Starts the queue and its workers. The queue only wakes; what a job is and how far it got stands in app.job. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const worker = randomUUID();
  const mine = new Map<string, Running>();
  const boss = new PgBoss({
    db: { executeSql: (text, values) => options.pool.query(text, values) },
    schema: 'pgboss',
    schedule: false,
    deleteAfterDays: 7,
    archiveCompletedAfterSeconds: 24 * 3600,
  });
  boss.on('error', (error) => options.log.error({ err: error.message }, 'job queue'));
  await boss.start();
  await boss.createQueue(queue, { name: queue, policy: 'standard', retryLimit: 0, expireInHours: 23 });
  // Fails never: the job is committed as queued, and the sweep wakes a worker for it if this cannot.
  const send = async (organizationId: string, jobId: string, how: PgBoss.SendOptions = {}): Promise<void> => {
    try {
      await boss.send(queue, { organizationId, jobId }, how);
      for (const id of ids) boss.notifyWorker(id);
    } catch (error) {
      options.log.error({ jobId, err: String(error) }, 'job queue');
    }
  };
  const ids: string[] = [];
  for (let i = 0; i < (options.workers ?? 2); i += 1) {
    const id = await boss.work<{ organizationId: string; jobId: string }>(
      queue,
      { pollingIntervalSeconds: 1, batchSize: 1 },
      async (jobs) => {
        for (const { data } of jobs) await runJob(options, worker, mine, data.organizationId, data.jobId);
      },
    );
    ids.push(id);
  }
  const sweep = async (): Promise<void> => {
    const stale = await interruptStale(options.pool, options.staleSeconds ?? 15);
    if (stale > 0) options.log.warn({ jobs: stale }, 'jobs interrupted: their worker died');
    // A job may have been committed as queued by a process that died before it could wake a worker. Taking twice is impossible, so waking twice is harmless.
    for (const job of await waitingJobs(options.pool))
      await send(job.organization_id, job.id, { singletonKey: job.id, singletonSeconds: 60 });
  };
  await sweep();
  const sweeper = setInterval(() => void sweep().catch(() => {}), 5000);
  sweeper.unref();
  return {
    kinds: new Map(options.kinds.map((kind) => [kind.kind, kind])),
    send,
    hurry: (jobId) => {
      const running = mine.get(jobId);
      if (running) running.leave ??= 'cancelled';
    },
    counts: () => countJobs(options.pool),
    stop: async () => {
      clearInterval(sweeper);
      for (const running of mine.values()) running.leave ??= 'interrupted';
      await boss.stop({ graceful: true, wait: true, timeout: 5000, close: false });
    },
  };
}
