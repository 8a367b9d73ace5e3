import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { z } from 'zod';
import { present } from '../../kernel/assert.ts';
import type { Db, Tx } from '../db/tx.ts';
import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import { instantOf } from './clock.ts';
import type { Command, Query, Work } from './command.ts';
import { isRetryable, refusalOf } from './database-errors.ts';
import type { IdempotencyKey } from './idempotency.ts';
import { claimKey, keepResult } from './idempotency.ts';
import { idsFrom } from './new-id.ts';
import { type OrganizationFacts, organizationFactsSql } from './organization-facts.ts';
import { actingRole, allowedAt, permitAt, reachOf } from './permission.ts';
import { parseInput } from './strict.ts';
import type { Recorded } from './write-journal.ts';
import { writeJournal } from './write-journal.ts';

/** What the funnel needs from the installation. */
export interface WorkDeps {
  readonly db: { readonly app: Db };
  readonly clock: Clock;
}

export interface RunOptions {
  /** ISO instant instead of the clock's: only where a story or an import is loaded, never from a request. */
  readonly at?: string;
  /** The request's Idempotency-Key. */
  readonly idempotency?: IdempotencyKey | undefined;
  /** Last in the transaction: what must be remembered together with the work (a job's checkpoint). */
  readonly beforeCommit?: (tx: Tx) => Promise<void>;
}

const attempts = 5;

async function enter(tx: Tx, actor: Actor, seconds: number): Promise<void> {
  const limit = `${Math.round(seconds * 1000)}`;
  await sql`select set_config('app.organization', ${actor.organizationId}, true), set_config('statement_timeout', ${limit}, true),
    set_config('lock_timeout', '8000', true), set_config('idle_in_transaction_session_timeout', '60000', true)`.execute(tx);
}

async function organizationFacts(tx: Tx): Promise<OrganizationFacts | undefined> {
  const { rows } = await sql<OrganizationFacts>`${sql.raw(organizationFactsSql)}`.execute(tx);
  return rows[0];
}

interface Started {
  readonly work: Work;
  readonly records: Recorded[];
  readonly effects: (() => void | Promise<void>)[];
  readonly facts: OrganizationFacts | undefined;
}

async function start(deps: WorkDeps, tx: Tx, actor: Actor, firstRole: string, at: string | undefined): Promise<Started> {
  const facts = await organizationFacts(tx);
  const now = at === undefined ? instantOf(deps.clock, facts) : new Date(at).toISOString();
  const records: Recorded[] = [];
  const effects: (() => void | Promise<void>)[] = [];
  let role = firstRole;
  const work: Work = {
    tx,
    actor,
    now,
    newId: idsFrom(now),
    record: (entry) => {
      records.push({ entry, role });
    },
    permit: async (action, entityId) => {
      role = await permitAt(tx, actor, action, entityId);
    },
    allowed: (actions, entityId) => allowedAt(tx, actor, actions, entityId),
    reach: (action) => reachOf(tx, actor, action),
    afterCommit: (effect) => {
      effects.push(effect);
    },
  };
  return { work, records, effects, facts };
}

async function once<I extends z.ZodType, R>(
  deps: WorkDeps,
  command: Command<I, R>,
  actor: Actor,
  role: string,
  input: z.output<I>,
  options: RunOptions,
): Promise<{ result: R; effects: Started['effects'] }> {
  const transaction = deps.db.app.transaction().setIsolationLevel(command.isolation ?? 'read committed');
  return await transaction.execute(async (tx) => {
    await enter(tx, actor, command.statementSeconds ?? 15);
    const { work, records, effects, facts } = await start(deps, tx, actor, role, options.at);
    if (options.idempotency) {
      const kept = await claimKey<R>(tx, actor, options.idempotency, new Date(deps.clock.now()).toISOString());
      if (kept) return { result: kept.result, effects: [] };
    }
    const result = await command.run(work, input);
    if (records.length > 0) {
      const { salt } = present(facts ?? (await organizationFacts(tx)), `${command.name} wrote to no organization`);
      await writeJournal(tx, records, { actor, now: work.now, newId: work.newId, organizationSalt: salt });
    }
    if (options.idempotency) await keepResult(tx, actor, options.idempotency, command.secretResult ? undefined : { result });
    await options.beforeCommit?.(tx);
    return { result, effects };
  });
}

/**
 * The one way anything is written: permission → parse → one transaction of the actor's organization → run → journal → commit. Serialization failures and
 * deadlocks are retried a bounded number of times; what the database refuses becomes a refusal, everything else is our own mistake.
 */
export async function runCommand<I extends z.ZodType, R>(
  deps: WorkDeps,
  command: Command<I, R>,
  actor: Actor,
  rawInput: unknown,
  options: RunOptions = {},
): Promise<R> {
  const role = actingRole(actor, command.action);
  const input = parseInput(command.input, rawInput);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { result, effects } = await once(deps, command, actor, role, input, options);
      for (const effect of effects) await effect();
      return result;
    } catch (error) {
      if (isRetryable(error) && attempt < attempts) {
        await sleep(2 ** attempt * 5 + Math.random() * 20);
        continue;
      }
      throw refusalOf(error);
    }
  }
}

/** Reads in a read-only, repeatable-read transaction: one consistent picture, and no way to write by mistake. */
export async function runQuery<I extends z.ZodType, R>(
  deps: WorkDeps,
  query: Query<I, R>,
  actor: Actor,
  rawInput: unknown,
  options: RunOptions = {},
): Promise<R> {
  const role = actingRole(actor, query.action);
  const input = parseInput(query.input, rawInput);
  try {
    const transaction = deps.db.app.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    return await transaction.execute(async (tx) => {
      await enter(tx, actor, query.statementSeconds ?? 15);
      const { work } = await start(deps, tx, actor, role, options.at);
      return await query.run(work, input);
    });
  } catch (error) {
    throw refusalOf(error);
  }
}
