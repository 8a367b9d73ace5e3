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
const isOld = (look: Look) => sql`(review_on < ${look.today} or id = any(${[...look.ended]}::uuid[]))`;
const here = (organizationId: string, look: Look) => sql`organization_id = ${organizationId}
       and (${look.entityIds}::uuid[] is null or entity_id = any(${look.entityIds}::uuid[]))`;

export interface TallyRow extends RegisterTally {
  readonly register: string;
  readonly clause: string;
}

/** How the records of each register stand under each clause they serve: grouped by their clauses first, so that each record is looked at once. */
export async function tallies(tx: Tx, organizationId: string, look: Look): Promise<TallyRow[]> {
  const { rows } = await sql<TallyRow>`
    select register, clause, sum(current)::int as current, sum(outdated)::int as outdated, sum(open)::int as open, sum(overdue)::int as overdue,
           max(newest) as "newestOn", min(next) as "nextReviewOn"
      from (select register, clauses, count(*) filter (where ${counts} and not coalesce(${isOld(look)}, false)) as current,
                   count(*) filter (where ${counts} and ${isOld(look)}) as outdated, count(*) filter (where ${open}) as open,
                   count(*) filter (where due_on < ${look.today} and ${open}) as overdue,
                   max(in_force_on) filter (where ${counts}) as newest, min(review_on) filter (where ${counts}) as next
              from app.register_record where ${here(organizationId, look)} group by register, clauses) g, unnest(g.clauses) as clause
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
    select named.clause, content->>'grade' as grade, coalesce(due_on < ${look.today}, false) as overdue, count(*)::int as n
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
    select *, ${counts} and coalesce(${isOld(look)}, false) as old, ${counts} as counts from app.register_record
     where ${here(organizationId, look)} and register = ${register} and clauses @> array[${clause}] and ((${counts}) or ${open})
     order by old desc, ${open} and coalesce(due_on < ${look.today}, false) desc, in_force_on desc nulls last, no limit ${shown}`.execute(
    tx,
  );
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
