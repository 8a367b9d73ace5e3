import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

/** How far the months of a unit are closed. */
export interface ClosedMonths {
  readonly unitId: string;
  /** The latest locked month; null without any. */
  readonly lastLocked: string | null;
  readonly first: string;
  readonly locked: number;
}

export async function closedMonths(tx: Tx, organizationId: string, unitIds: readonly string[]): Promise<ClosedMonths[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await sql<ClosedMonths>`
    select unit_id as "unitId", max(month) filter (where state = 'locked') as "lastLocked", min(month) as first,
           count(*) filter (where state = 'locked')::int as locked
      from app.month_record where organization_id = ${organizationId} and unit_id = any(${[...unitIds]}::uuid[]) group by unit_id`.execute(
    tx,
  );
  return rows;
}

/** The latest year an entity reported. */
export interface ReportedYear {
  readonly entityId: string;
  readonly year: number;
  readonly number: string;
  readonly totalT: string | null;
  readonly issuedAt: string;
}

/** Of each entity the report of its latest year; what was issued for internal use alone is no report. */
export async function reportedYears(tx: Tx, organizationId: string): Promise<ReportedYear[]> {
  const { rows } = await sql<ReportedYear>`
    select distinct on (entity_id) entity_id as "entityId", year, number, total_t as "totalT", issued_at as "issuedAt"
      from app.annual_report where organization_id = ${organizationId} and purpose <> 'internal'
     order by entity_id, year desc, sequence desc`.execute(tx);
  return rows;
}

/** The latest year whose verified figure is confirmed. */
export interface VerifiedYear {
  readonly entityId: string;
  readonly year: number;
  readonly verifiedT: string;
  readonly verifier: string;
  readonly verifierEn: string;
  readonly confirmedAt: string;
}

export async function verifiedYears(tx: Tx, organizationId: string): Promise<VerifiedYear[]> {
  const { rows } = await sql<VerifiedYear>`
    select distinct on (r.entity_id) r.entity_id as "entityId", r.year, r.verified_t as "verifiedT", r.verifier, r.verifier_en as "verifierEn",
           c.confirmed_at as "confirmedAt"
      from app.verification_record r join app.verification_confirmation c on c.organization_id = r.organization_id and c.record_id = r.id
     where r.organization_id = ${organizationId} order by r.entity_id, r.year desc, r.version desc`.execute(tx);
  return rows;
}

/** The latest plan that is approved and valid. */
export interface PlanOfYear {
  readonly entityId: string;
  readonly year: number;
  readonly number: number;
  readonly approvedAt: string;
  readonly filedOn: string | null;
}

export async function plansUpTo(tx: Tx, organizationId: string, day: string): Promise<PlanOfYear[]> {
  const { rows } = await sql<PlanOfYear>`
    select distinct on (entity_id) entity_id as "entityId", year, number, approved_at as "approvedAt", filed_on as "filedOn"
      from app.control_plan
     where organization_id = ${organizationId} and state in ('approved', 'filed') and approved_at is not null and valid_from <= ${day}
     order by entity_id, year desc, number desc`.execute(tx);
  return rows;
}
