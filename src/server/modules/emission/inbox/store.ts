import { sql } from 'kysely';
import type { PlanState } from '../../../../kernel/emission/control-plan/plan.ts';
import type { CorrectionState } from '../../../../kernel/emission/correction.ts';
import type { MonthState } from '../../../../kernel/emission/month-state.ts';
import type { Tx } from '../../../db/tx.ts';

export interface OpenMonth {
  readonly id: string;
  readonly unitId: string;
  readonly month: string;
  readonly state: MonthState;
  readonly submittedBy: string | null;
  readonly reviewedBy: string | null;
  readonly changedAt: string;
  /** The person entered a value that counts in it. */
  readonly entered: boolean;
  /** Who moved it last. */
  readonly by: string | null;
}

/** Months up to one that are not locked, the latest first. */
export async function openMonths(
  tx: Tx,
  organizationId: string,
  of: { readonly unitIds: readonly string[]; readonly personId: string; readonly until: string; readonly most: number },
): Promise<OpenMonth[]> {
  const { rows } = await sql<OpenMonth>`
    select m.id, m.unit_id as "unitId", m.month, m.state, m.submitted_by as "submittedBy", m.reviewed_by as "reviewedBy", m.changed_at as "changedAt",
           exists (select from app.activity_cell c join app.activity_datum d on d.organization_id = c.organization_id and d.id = c.datum_id
                    where c.organization_id = m.organization_id and c.unit_id = m.unit_id and c.month = m.month and d.recorded_by = ${of.personId}) as entered,
           (select t.by_name from app.month_transition t where t.organization_id = m.organization_id and t.month_record_id = m.id
             order by t.number desc limit 1) as by
      from app.month_record m
     where m.organization_id = ${organizationId} and m.unit_id = any(${[...of.unitIds]}::uuid[]) and m.state <> 'locked' and m.month <= ${of.until}
     order by m.month desc, m.unit_id limit ${of.most}`.execute(tx);
  return rows;
}

export interface OpenCorrection {
  readonly id: string;
  readonly unitId: string;
  readonly month: string;
  readonly state: CorrectionState;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly reviewedBy: string | null;
  readonly changedAt: string;
}

export async function openCorrections(tx: Tx, organizationId: string, unitIds: readonly string[], most: number): Promise<OpenCorrection[]> {
  const { rows } = await sql<OpenCorrection>`
    select id, unit_id as "unitId", month, state, requested_by as "requestedBy", requested_by_name as "requestedByName", reviewed_by as "reviewedBy",
           changed_at as "changedAt"
      from app.month_correction where organization_id = ${organizationId} and unit_id = any(${[...unitIds]}::uuid[])
       and state in ('requested', 'reviewed') order by changed_at desc limit ${most}`.execute(tx);
  return rows;
}

export interface OpenPlan {
  readonly id: string;
  readonly entityId: string;
  readonly year: number;
  readonly number: number;
  readonly state: PlanState;
  readonly hands: string[];
  readonly reviewedBy: string | null;
  readonly changedAt: string;
  readonly by: string;
}

export async function openPlans(tx: Tx, organizationId: string, most: number): Promise<OpenPlan[]> {
  const { rows } = await sql<OpenPlan>`
    select id, entity_id as "entityId", year, number, state, hands, reviewed_by as "reviewedBy", changed_at as "changedAt",
           coalesce(approved_by_name, reviewed_by_name, drafted_by_name) as by
      from app.control_plan p where organization_id = ${organizationId} and state in ('draft', 'reviewed', 'approved')
       and not exists (select from app.control_plan l where l.organization_id = p.organization_id and l.entity_id = p.entity_id
                          and l.year = p.year and l.number > p.number and l.state in ('approved', 'filed'))
     order by changed_at desc limit ${most}`.execute(tx);
  return rows;
}

export interface OpenFigure {
  readonly id: string;
  readonly entityId: string;
  readonly year: number;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly by: string;
}

/** Verified figures whose latest version nobody has confirmed. */
export async function openFigures(tx: Tx, organizationId: string, most: number): Promise<OpenFigure[]> {
  const { rows } = await sql<OpenFigure>`
    select id, entity_id as "entityId", year, recorded_at as "recordedAt", recorded_by as "recordedBy", recorded_by_name as by from (
      select distinct on (entity_id, year) * from app.verification_record where organization_id = ${organizationId}
       order by entity_id, year, version desc) r
     where not exists (select from app.verification_confirmation c where c.organization_id = r.organization_id and c.record_id = r.id)
     order by recorded_at desc limit ${most}`.execute(tx);
  return rows;
}
