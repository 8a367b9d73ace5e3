import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { PlanAcquisition } from '../../../../kernel/emission/control-plan/plan.ts';
import type { Tx } from '../../../db/tx.ts';
import type { ControlPlanTables } from './tables.ts';

type Table = ControlPlanTables['app.control_plan'];
export type PlanRow = Selectable<Table>;
/** A version without its content, which may be large. */
export type PlanHead = Omit<PlanRow, 'content'>;

const headColumns = [
  ...(['organization_id', 'id', 'entity_id', 'year', 'number', 'state', 'valid_from', 'trigger', 'note', 'content_sha256'] as const),
  ...(['based_on', 'hands', 'drafted_at', 'drafted_by', 'drafted_by_name', 'reviewed_at', 'reviewed_by', 'reviewed_by_name'] as const),
  ...(['approved_at', 'approved_by', 'approved_by_name', 'filed_on', 'receipt_number', 'filed_at', 'filed_by', 'filed_by_name'] as const),
  ...(['version', 'changed_at'] as const),
] as const;

/** Versions of an entity, latest year and number first. */
export async function planHeads(
  tx: Tx,
  organizationId: string,
  entityId: string,
  years: { from?: number; to: number },
): Promise<PlanHead[]> {
  let heads = tx
    .selectFrom('app.control_plan')
    .select(headColumns)
    .where('organization_id', '=', organizationId)
    .where('entity_id', '=', entityId);
  if (years.from !== undefined) heads = heads.where('year', '>=', years.from);
  return await heads.where('year', '<=', years.to).orderBy('year', 'desc').orderBy('number', 'desc').execute();
}

export async function planById(tx: Tx, organizationId: string, id: string, lock = false): Promise<PlanRow | undefined> {
  const row = tx.selectFrom('app.control_plan').selectAll().where('organization_id', '=', organizationId).where('id', '=', id);
  return await (lock ? row.forUpdate() : row).executeTakeFirst();
}

export async function insertPlan(tx: Tx, row: Insertable<Table>): Promise<void> {
  await tx.insertInto('app.control_plan').values(row).execute();
}

/** False when another version stands by now. */
export async function updatePlan(tx: Tx, organizationId: string, id: string, seen: number, changes: Updateable<Table>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('app.control_plan')
    .set({ ...changes, version: seen + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A version that counts, with what entered values and meters are compared with. */
export interface ApprovedPlan {
  readonly id: string;
  readonly entityId: string;
  readonly number: number;
  readonly validFrom: string;
  readonly lines: readonly {
    readonly unitId: string;
    readonly rowKey: string;
    readonly parameter: string;
    readonly acquisition: PlanAcquisition;
    readonly source: string;
    readonly meterIds: readonly string[];
  }[];
}

const briefLines = sql<ApprovedPlan['lines']>`(
  select coalesce(jsonb_agg(jsonb_build_object('unitId', l->'unitId', 'rowKey', l->'rowKey', 'parameter', l->'parameter',
    'acquisition', l->'acquisition', 'source', l->'source', 'meterIds', l->'meterIds')), '[]'::jsonb)
  from jsonb_array_elements(content->'lines') l)`;

/** Approved and filed versions of these entities for a year, in the order of validity; only the little of each line that checks need. */
export async function approvedPlans(tx: Tx, organizationId: string, entityIds: readonly string[], year: number): Promise<ApprovedPlan[]> {
  if (entityIds.length === 0) return [];
  return await tx
    .selectFrom('app.control_plan')
    .select(['id', 'entity_id as entityId', 'number', 'valid_from as validFrom', briefLines.as('lines')])
    .where('organization_id', '=', organizationId)
    .where('entity_id', 'in', [...entityIds])
    .where('year', '=', year)
    .where('state', 'in', ['approved', 'filed'])
    .orderBy('valid_from')
    .orderBy('number')
    .execute();
}

/** Years of these entities for which a plan was filed, within two years. */
export async function filedYears(
  tx: Tx,
  organizationId: string,
  entityIds: readonly string[],
  years: readonly number[],
): Promise<{ entityId: string; year: number }[]> {
  if (entityIds.length === 0) return [];
  return await tx
    .selectFrom('app.control_plan')
    .select(['entity_id as entityId', 'year'])
    .distinct()
    .where('organization_id', '=', organizationId)
    .where('entity_id', 'in', [...entityIds])
    .where('year', 'in', [...years])
    .where('state', '=', 'filed')
    .execute();
}
