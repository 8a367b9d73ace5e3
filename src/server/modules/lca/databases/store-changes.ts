import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

export interface ProcessPair {
  readonly process_id: string;
  readonly name: string;
  readonly location: string;
  /** Its number in the older and the newer database; null where it is not there. */
  readonly before: number | null;
  readonly after: number | null;
  readonly differs: boolean;
}

/** Processes of two databases by their ids. Documents are deflated by one rule: the same data set has the same bytes. */
export async function pairedProcesses(tx: Tx, organizationId: string, before: string, after: string): Promise<ProcessPair[]> {
  const { rows } = await sql<ProcessPair>`select coalesce(n.process_id, o.process_id) as process_id, coalesce(n.name, o.name) as name,
      coalesce(n.location, o.location) as location, o.number as before, n.number as after, o.document is distinct from n.document as differs
    from (select * from app.lca_process where organization_id = ${organizationId} and database_id = ${before}) o
    full join (select * from app.lca_process where organization_id = ${organizationId} and database_id = ${after}) n on n.process_id = o.process_id
    order by 1`.execute(tx);
  return rows;
}

export async function changedFlows(tx: Tx, organizationId: string, before: string, after: string) {
  const { rows } = await sql<{ added: number; removed: number; changed: number }>`select
      (count(*) filter (where o.flow_id is null))::int as added, (count(*) filter (where n.flow_id is null))::int as removed,
      (count(*) filter (where o.document <> n.document))::int as changed
    from (select * from app.lca_flow where organization_id = ${organizationId} and database_id = ${before}) o
    full join (select * from app.lca_flow where organization_id = ${organizationId} and database_id = ${after}) n on n.flow_id = o.flow_id`.execute(
    tx,
  );
  const { added = 0, removed = 0, changed = 0 } = rows[0] ?? {};
  return { flowsAdded: added, flowsRemoved: removed, flowsChanged: changed };
}
