import { sql } from 'kysely';
import type { RegisterTally } from '../../../../kernel/system/clause-status.ts';
import type { Tx } from '../../../db/tx.ts';
import type { RecordHead } from '../registers/store.ts';

/** What of the registers is looked at. `entityIds`: null is everywhere. `ended`: records resting on evidence that has ended. */
export interface Look {
  readonly entityIds: readonly string[] | null;
  readonly today: string;
  readonly ended: readonly string[];
}

// What counts: a version in force or an end, also while a further version is drafted beside it.
const counts = sql`in_force_version is not null and stands in ('drafted', 'in_force', 'done')`;
const open = sql`stands in ('drafted', 'open')`;
// Days are ASCII: compared as bytes, a quarter of the time of a language's order.
const isPastReview = (look: Look) => sql`coalesce(review_on collate "C" < ${look.today}, false)`;
const onEnded = (look: Look) => sql`id = any(${[...look.ended]}::uuid[])`;
const isOld = (look: Look) => sql`(${isPastReview(look)} or ${onEnded(look)})`;
const isLate = (look: Look) => sql`coalesce(due_on collate "C" < ${look.today}, false)`;
const here = (organizationId: string, look: Look) => sql`organization_id = ${organizationId}
       and (${look.entityIds}::uuid[] is null or entity_id = any(${look.entityIds}::uuid[]))`;

export interface TallyRow extends RegisterTally {
  readonly register: string;
  readonly clause: string;
}

/**
 * How the records of these registers stand under each clause they serve. Counted from the index `register_record_tally` alone, grouped by their clauses first;
 * records on evidence that has ended are few and looked up by their ids, and go from what is current to what has grown old.
 */
export async function tallies(tx: Tx, organizationId: string, look: Look, registers: readonly string[]): Promise<TallyRow[]> {
  const of = sql`${here(organizationId, look)} and register = any(${[...registers]}::text[])`;
  const { rows } = await sql<TallyRow>`
    select register, clause, sum(current)::int as current, sum(outdated)::int as outdated, sum(open)::int as open, sum(overdue)::int as overdue,
           max(newest) as "newestOn", min(next) as "nextReviewOn"
      from (select register, clauses, count(*) filter (where ${counts} and not ${isPastReview(look)}) as current,
                   count(*) filter (where ${counts} and ${isPastReview(look)}) as outdated, count(*) filter (where ${open}) as open,
                   count(*) filter (where ${isLate(look)} and ${open}) as overdue,
                   max(in_force_on collate "C") filter (where ${counts}) as newest, min(review_on collate "C") filter (where ${counts}) as next
              from app.register_record where ${of} group by register, clauses
            union all
            select register, clauses, -count(*), count(*), 0, 0, null, null
              from app.register_record where ${of} and ${onEnded(look)} and ${counts} and not ${isPastReview(look)} group by register, clauses) g,
           unnest(g.clauses) as clause
     group by register, clause`.execute(tx);
  return rows;
}

/** A register whose unsettled records are points against the clauses they name themselves, by this field. */
export interface PointRegister {
  readonly register: 'nonconformity' | 'audit_finding';
  readonly field: string;
}

/** A nonconformity until its end; a finding of a nonconformity until it is taken up as one, which then is the point. */
const unsettled = ({ register }: PointRegister) =>
  register === 'nonconformity'
    ? open
    : sql`content->>'grade' in ('major', 'minor') and stands <> 'ended' and not content ? 'nonconformity' and not exists (
          select from app.register_reference r where r.organization_id = register_record.organization_id
             and r.target_id = register_record.id and r.target_type = 'record' and r.field = 'finding')`;

export interface PointCount {
  readonly clause: string;
  readonly grade: string | null;
  readonly overdue: boolean;
  readonly n: number;
}

/** Open records by the clauses they name, their grade, and whether they are late. */
export async function pointCounts(
  tx: Tx,
  organizationId: string,
  look: Look,
  of: PointRegister,
  clause: string | null = null,
): Promise<PointCount[]> {
  const { rows } = await sql<PointCount>`
    select named.clause, content->>'grade' as grade, ${isLate(look)} as overdue, count(*)::int as n
      from app.register_record, jsonb_array_elements_text(coalesce(content->${of.field}, '[]'::jsonb)) as named (clause)
     where ${here(organizationId, look)} and register = ${of.register} and ${unsettled(of)} and (${clause}::text is null or named.clause = ${clause})
     group by 1, 2, 3`.execute(tx);
  return rows;
}

const shown = 20;

/** The first records of a register under a clause that count or are under way; what has grown old first, then what is late, then the latest. */
export async function recordsUnder(
  tx: Tx,
  organizationId: string,
  look: Look,
  register: string,
  clause: string,
): Promise<(RecordHead & { old: boolean; counts: boolean })[]> {
  const { rows } = await sql<RecordHead & { old: boolean; counts: boolean }>`
    select *, ${counts} and ${isOld(look)} as old, ${counts} as counts from app.register_record
     where ${here(organizationId, look)} and register = ${register} and clauses @> array[${clause}] and ((${counts}) or ${open})
     order by old desc, ${open} and ${isLate(look)} desc, in_force_on desc nulls last, no limit ${shown}`.execute(tx);
  return rows;
}

/** The first open records that name a clause themselves, the gravest and latest first. */
export async function pointsUnder(tx: Tx, organizationId: string, look: Look, of: PointRegister, clause: string): Promise<RecordHead[]> {
  const { rows } = await sql<RecordHead>`
    select * from app.register_record
     where ${here(organizationId, look)} and register = ${of.register} and ${unsettled(of)} and content->${of.field} ? ${clause}
     order by content->>'grade', due_on nulls last, no limit ${shown}`.execute(tx);
  return rows;
}

export interface LatestRecord {
  readonly register: string;
  readonly clause: string;
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly entity_id: string;
  readonly in_force_on: string;
}

const latest = 3;

/** Of each register under each clause the latest records that count and are current. */
export async function latestRecords(
  tx: Tx,
  organizationId: string,
  look: Look,
  pairs: readonly { readonly register: string; readonly clause: string }[],
): Promise<LatestRecord[]> {
  const registers = pairs.map((one) => one.register);
  const clauses = pairs.map((one) => one.clause);
  const { rows } = await sql<LatestRecord>`
    select p.clause, r.* from unnest(${registers}::text[], ${clauses}::text[]) as p (register, clause),
           lateral (select register, id, no, title, entity_id, in_force_on from app.register_record
                     where ${here(organizationId, look)} and register = p.register and ${counts} and not ${isOld(look)} and clauses @> array[p.clause]
                     order by in_force_on desc, no limit ${latest}) r
     order by r.in_force_on desc, r.no`.execute(tx);
  return rows;
}
