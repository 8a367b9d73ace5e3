import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

interface Waiting {
  readonly id: string;
  readonly entityId: string;
  readonly at: string;
  /** Who must not decide it. */
  readonly authorId: string;
  readonly by: string;
}
export interface WaitingDecision extends Omit<Waiting, 'entityId'> {
  readonly unitId: string;
  readonly year: number;
}
export interface WaitingYear extends Waiting {
  readonly year: number;
  readonly version: number;
}

/** Allocation decisions whose latest version nobody has confirmed. */
export async function openDecisions(tx: Tx, organizationId: string, most: number): Promise<WaitingDecision[]> {
  const { rows } = await sql<WaitingDecision>`
    select id, unit_id as "unitId", year, recorded_at as at, recorded_by as "authorId", recorded_by_name as by from (
      select distinct on (unit_id, year, kind) * from app.allocation_decision where organization_id = ${organizationId}
       order by unit_id, year, kind, version desc) d
     where not exists (select from app.allocation_confirmation c where c.organization_id = d.organization_id and c.decision_id = d.id)
     order by recorded_at desc limit ${most}`.execute(tx);
  return rows;
}

/** Budgets whose latest version is not decided. */
export async function openBudgets(tx: Tx, organizationId: string, most: number): Promise<WaitingYear[]> {
  const { rows } = await sql<WaitingYear>`
    select id, entity_id as "entityId", year, version, drafted_at as at, drafted_by as "authorId", drafted_by_name as by from (
      select distinct on (entity_id, year) * from app.asset_budget where organization_id = ${organizationId} order by entity_id, year, version desc) b
     where not exists (select from app.asset_budget_decision d where d.organization_id = b.organization_id and d.budget_id = b.id)
     order by drafted_at desc limit ${most}`.execute(tx);
  return rows;
}

export interface WaitingInventory extends WaitingYear {
  /** Lines nobody has reviewed, by their latest version; of them those the person did not record. */
  readonly unreviewed: number;
  readonly forMe: number;
  /** The person recorded a line of it. */
  readonly wrote: boolean;
}

/** Identifications of assets that are not decided. */
export async function openInventories(tx: Tx, organizationId: string, personId: string, most: number): Promise<WaitingInventory[]> {
  const { rows } = await sql<WaitingInventory>`
    select i.id, i.entity_id as "entityId", i.year, i.version, i.opened_at as at, i.opened_by as "authorId", i.opened_by_name as by,
           count(e.id) filter (where r.entry_id is null and not e.withdrawn)::int as unreviewed,
           count(e.id) filter (where r.entry_id is null and not e.withdrawn and e.recorded_by <> ${personId})::int as "forMe",
           coalesce(bool_or(e.recorded_by = ${personId}), false) as wrote
      from app.asset_identification i
      left join (select distinct on (identification_id, line_id) * from app.asset_inventory_entry where organization_id = ${organizationId}
                  order by identification_id, line_id, version desc) e on e.organization_id = i.organization_id and e.identification_id = i.id
      left join app.asset_inventory_review r on r.organization_id = i.organization_id and r.entry_id = e.id
     where i.organization_id = ${organizationId}
       and not exists (select from app.asset_identification_decision d where d.organization_id = i.organization_id and d.identification_id = i.id)
     group by i.organization_id, i.id order by i.opened_at desc limit ${most}`.execute(tx);
  return rows;
}

export interface WaitingPolicy extends Omit<Waiting, 'entityId'> {
  readonly version: number;
}

/** The latest version of the accounting policy while nobody has approved it. */
export async function openPolicy(tx: Tx, organizationId: string): Promise<WaitingPolicy[]> {
  const { rows } = await sql<WaitingPolicy>`
    select id, version, recorded_at as at, recorded_by as "authorId", recorded_by_name as by from (
      select * from app.accounting_policy where organization_id = ${organizationId} order by version desc limit 1) p
     where not exists (select from app.accounting_policy_approval a where a.organization_id = p.organization_id and a.policy_id = p.id)`.execute(
    tx,
  );
  return rows;
}

/** Explanations of differences that wait for somebody to accept them, with the entity of the account. */
export async function openExplanations(tx: Tx, organizationId: string, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select e.id, a.entity_id as "entityId", e.recorded_at as at, e.recorded_by as "authorId", e.recorded_by_name as by
      from app.stock_take_explanation e
      join app.stock_take_break b on b.organization_id = e.organization_id and b.id = e.break_id
      join app.stock_take t on t.organization_id = b.organization_id and t.id = b.stock_take_id
      join app.ledger_account a on a.organization_id = t.organization_id and a.no = t.account_no
     where e.organization_id = ${organizationId} and e.transaction_id is null and a.entity_id is not null
       and not exists (select from app.stock_take_decision d where d.organization_id = e.organization_id and d.explanation_id = e.id)
     order by e.recorded_at desc limit ${most}`.execute(tx);
  return rows;
}
