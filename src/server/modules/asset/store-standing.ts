import { sql } from 'kysely';
import type { Tx } from '../../db/tx.ts';

/** The latest approved budget of an entity that has begun. */
export interface ApprovedBudget {
  readonly entityId: string;
  readonly year: number;
  readonly version: number;
  readonly approvedAt: string;
}

export async function budgetsUpTo(tx: Tx, organizationId: string, year: number): Promise<ApprovedBudget[]> {
  const { rows } = await sql<ApprovedBudget>`
    select distinct on (b.entity_id) b.entity_id as "entityId", b.year, b.version, d.decided_at as "approvedAt"
      from app.asset_budget b join app.asset_budget_decision d on d.organization_id = b.organization_id and d.budget_id = b.id
     where b.organization_id = ${organizationId} and d.decision = 'approved' and b.year <= ${year}
     order by b.entity_id, b.year desc, b.version desc`.execute(tx);
  return rows;
}

/** The latest approved identification of an entity's assets. */
export interface ApprovedInventory {
  readonly entityId: string;
  readonly year: number;
  readonly version: number;
  readonly asOf: string;
  readonly entries: number;
}

export async function inventoriesUpTo(tx: Tx, organizationId: string, day: string): Promise<ApprovedInventory[]> {
  const { rows } = await sql<ApprovedInventory>`
    select i.*, (select count(distinct e.line_id)::int from app.asset_inventory_entry e
                  where e.organization_id = ${organizationId} and e.identification_id = i.id) as entries
      from (select distinct on (i.entity_id) i.entity_id as "entityId", i.id, i.year, i.version, i.as_of as "asOf"
              from app.asset_identification i
              join app.asset_identification_decision d on d.organization_id = i.organization_id and d.identification_id = i.id
             where i.organization_id = ${organizationId} and d.decision = 'approved' and i.as_of <= ${day}
             order by i.entity_id, i.as_of desc, i.version desc) i`.execute(tx);
  return rows;
}

/** An account of units of an entity with the day of its latest movement. */
export interface MovedAccount {
  readonly entityId: string;
  readonly no: number;
  readonly kind: string;
  readonly lastOn: string | null;
}

/** Every account of an entity; the days come from the ends of two indexes, whatever the length of the ledger. */
export async function movedAccounts(tx: Tx, organizationId: string): Promise<MovedAccount[]> {
  const { rows } = await sql<MovedAccount>`
    select a.entity_id as "entityId", a.no, a.kind, greatest(
             (select t.effective_on from app.ledger_transfer t where t.organization_id = ${organizationId} and t.from_no = a.no
               order by t.effective_on desc, t.seq desc limit 1),
             (select t.effective_on from app.ledger_transfer t where t.organization_id = ${organizationId} and t.to_no = a.no
               order by t.effective_on desc, t.seq desc limit 1)) as "lastOn"
      from app.ledger_account a where a.organization_id = ${organizationId} and a.entity_id is not null`.execute(tx);
  return rows;
}

/** Units that entities surrendered for a year, up to a day and after it. */
export interface Surrendered {
  readonly entityId: string;
  readonly byDay: string;
  readonly after: string;
  readonly lastOn: string;
}

export async function surrenderedForYear(tx: Tx, organizationId: string, year: number, day: string): Promise<Surrendered[]> {
  const { rows } = await sql<Surrendered>`
    select a.entity_id as "entityId", coalesce(sum(t.quantity) filter (where x.effective_on <= ${day}), 0)::text as "byDay",
           coalesce(sum(t.quantity) filter (where x.effective_on > ${day}), 0)::text as after, max(x.effective_on) as "lastOn"
      from app.ledger_account a
      join app.ledger_transfer t on t.organization_id = a.organization_id and t.to_no = a.no and t.kind = 'surrender'
      join app.ledger_transaction x on x.organization_id = t.organization_id and x.id = t.transaction_id
     where a.organization_id = ${organizationId} and a.kind = 'surrendered' and a.entity_id is not null and x.period = ${String(year)}
       and not exists (select from app.ledger_transaction r where r.organization_id = x.organization_id and r.reverses = x.id)
     group by a.entity_id`.execute(tx);
  return rows;
}
