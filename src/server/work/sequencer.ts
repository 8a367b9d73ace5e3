import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** One number for "somebody gives the journal its indices". */
const sequencerLock = 7_146_003;
const atOnce = 2000;
const pauseMs = 100;

/**
 * Gives the committed leaves that wait their gap-free indices, in the order in which they were recorded (trust.md T-04). Only one sequencer of an
 * installation works at a time; the lock is taken before the statement that looks, so that it sees what the one before it has committed.
 * @returns how many leaves got an index.
 */
export async function sequenceOnce(pool: pg.Pool): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const locked = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [sequencerLock]);
    if (locked.rows[0]?.got !== true) {
      await client.query('rollback');
      return 0;
    }
    const done = await client.query(
      `with waiting as (select leaf_id, recorded_order from journal.queue order by recorded_order limit $1),
            given as (
              insert into journal.sequence (index, leaf_id, hash)
              select coalesce((select max(index) + 1 from journal.sequence), 0) + row_number() over (order by w.recorded_order) - 1, w.leaf_id, l.hash
                from waiting w join journal.leaf l on l.id = w.leaf_id
              returning leaf_id)
       delete from journal.queue q using given where q.leaf_id = given.leaf_id`,
      [atOnce],
    );
    await client.query('commit');
    return done.rowCount ?? 0;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

export interface Sequencer {
  /** Leaves that wait for an index, and for how many seconds the oldest has. */
  readonly lag: () => Promise<{ waiting: number; seconds: number }>;
  readonly stop: () => Promise<void>;
}

/** Runs beside the requests; at most 100 ms behind when there is nothing else to do. A database that is away is waited for. */
export function startSequencer(pool: pg.Pool, failed: (error: unknown) => void): Sequencer {
  const stopping = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const waiting = await pool.query('select 1 from journal.queue limit 1');
        const given = waiting.rowCount === 0 ? 0 : await sequenceOnce(pool);
        if (given < atOnce) await pause(pauseMs);
      } catch (error) {
        if (!stopping.signal.aborted) failed(error);
        await pause(1000);
      }
    }
  })();
  return {
    lag: async () => {
      const { rows } = await pool.query<{ waiting: string; seconds: number }>(
        `select count(*) as waiting, coalesce(extract(epoch from clock_timestamp() - min(l.recorded_at)), 0)::float as seconds
           from journal.queue q join journal.leaf l on l.id = q.leaf_id`,
      );
      return { waiting: Number(rows[0]?.waiting ?? 0), seconds: Math.max(0, rows[0]?.seconds ?? 0) };
    },
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}
