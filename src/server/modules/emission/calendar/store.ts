import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

interface Years {
  readonly from: number;
  readonly to: number;
}
interface YearFact {
  readonly entityId: string;
  readonly year: number;
  /** The day in Beijing. */
  readonly on: string | null;
}

/** The first month of each unit that has data. */
export async function firstMonths(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
): Promise<{ unitId: string; month: string }[]> {
  const { rows } = await sql<{ unitId: string; month: string }>`
    select unit_id as "unitId", min(month) as month from app.month_record
     where organization_id = ${organizationId} and unit_id = any(${[...unitIds]}::uuid[]) group by unit_id`.execute(tx);
  return rows;
}

/** Months that nobody has to work on any more. */
export async function settledMonths(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
  from: string,
  to: string,
): Promise<{ unitId: string; month: string }[]> {
  const { rows } = await sql<{ unitId: string; month: string }>`
    select unit_id as "unitId", month from app.month_record
     where organization_id = ${organizationId} and unit_id = any(${[...unitIds]}::uuid[]) and month between ${from} and ${to}
       and state in ('approved', 'locked')`.execute(tx);
  return rows;
}

const dayOf = (column: string) => sql.raw(`to_char(min(${column}) at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`);

/** Years that were reported to somebody outside. */
export async function issuedReports(tx: Tx, organizationId: string, entityIds: readonly string[], years: Years): Promise<YearFact[]> {
  const { rows } = await sql<YearFact>`
    select entity_id as "entityId", year, ${dayOf('issued_at')} as "on" from app.annual_report
     where organization_id = ${organizationId} and entity_id = any(${[...entityIds]}::uuid[]) and purpose <> 'internal'
       and year between ${years.from} and ${years.to} group by entity_id, year`.execute(tx);
  return rows;
}

/** Years whose verified figure a second person confirmed. */
export async function verifiedFigures(tx: Tx, organizationId: string, entityIds: readonly string[], years: Years): Promise<YearFact[]> {
  const { rows } = await sql<YearFact>`
    select r.entity_id as "entityId", r.year, ${dayOf('c.confirmed_at')} as "on" from app.verification_record r
      join app.verification_confirmation c on c.organization_id = r.organization_id and c.record_id = r.id
     where r.organization_id = ${organizationId} and r.entity_id = any(${[...entityIds]}::uuid[]) and r.year between ${years.from} and ${years.to}
     group by r.entity_id, r.year`.execute(tx);
  return rows;
}

/** Years whose control plan was filed. */
export async function filedPlans(tx: Tx, organizationId: string, entityIds: readonly string[], years: Years): Promise<YearFact[]> {
  const { rows } = await sql<YearFact>`
    select entity_id as "entityId", year, min(filed_on)::text as "on" from app.control_plan
     where organization_id = ${organizationId} and entity_id = any(${[...entityIds]}::uuid[]) and state = 'filed'
       and year between ${years.from} and ${years.to} group by entity_id, year`.execute(tx);
  return rows;
}
