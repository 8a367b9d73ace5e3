import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

interface YearFact {
  readonly entityId: string;
  readonly year: number;
  readonly on: string | null;
}

/** Units with a confirmed decision of a kind for a year that was not withdrawn, with the day it was made. */
export async function decidedUnits(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
  years: { readonly from: number; readonly to: number },
): Promise<{ unitId: string; year: number; kind: string; on: string }[]> {
  const { rows } = await sql<{ unitId: string; year: number; kind: string; on: string; tonnes: string | null }>`
    select distinct on (d.unit_id, d.year, d.kind) d.unit_id as "unitId", d.year, d.kind, d.decided_on::text as "on", d.tonnes
      from app.allocation_decision d
      join app.allocation_confirmation c on c.organization_id = d.organization_id and c.decision_id = d.id
     where d.organization_id = ${organizationId} and d.unit_id = any(${[...unitIds]}::uuid[]) and d.year between ${years.from} and ${years.to}
     order by d.unit_id, d.year, d.kind, d.version desc`.execute(tx);
  return rows.filter((one) => one.tonnes !== null);
}

/** Entities into whose accounts allowances of a vintage were issued, with the day of the last issue. */
export async function issuedVintages(tx: Tx, organizationId: string, entityIds: readonly string[]): Promise<YearFact[]> {
  const { rows } = await sql<YearFact>`
    select a.entity_id as "entityId", c.vintage as year, max(t.effective_on)::text as "on"
      from app.ledger_account a
      join app.ledger_transfer t on t.organization_id = a.organization_id and t.to_no = a.no and t.kind = 'issue'
      join app.ledger_class c on c.organization_id = t.organization_id and c.no = t.class_no and c.programme = 'CEA'
     where a.organization_id = ${organizationId} and a.entity_id = any(${[...entityIds]}::uuid[])
       and not exists (select from app.ledger_transaction r where r.organization_id = t.organization_id and r.reverses = t.transaction_id)
     group by a.entity_id, c.vintage`.execute(tx);
  return rows;
}

/** Entities that moved units into the account of carried-over units, with the day of the last one. */
export async function carriedOver(
  tx: Tx,
  organizationId: string,
  entityIds: readonly string[],
): Promise<{ entityId: string; on: string }[]> {
  const { rows } = await sql<{ entityId: string; on: string }>`
    select a.entity_id as "entityId", max(t.effective_on)::text as "on"
      from app.ledger_account a
      join app.ledger_transfer t on t.organization_id = a.organization_id and t.to_no = a.no
     where a.organization_id = ${organizationId} and a.kind = 'carried_over' and a.entity_id = any(${[...entityIds]}::uuid[])
       and not exists (select from app.ledger_transaction r where r.organization_id = t.organization_id and r.reverses = t.transaction_id)
     group by a.entity_id`.execute(tx);
  return rows;
}
