import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { LedgerTables } from './tables.ts';

type Use = LedgerTables['app.energy_claim']['use'];

export interface EnergyClaim {
  readonly id: string;
  readonly station: string;
  readonly month: string;
  readonly first: string;
  readonly last: string;
  readonly use: Use;
  readonly reference: string;
  readonly recordedAt: string;
  readonly recordedByName: string;
}

export async function insertEnergyClaim(
  tx: Tx,
  organizationId: string,
  claim: Omit<EnergyClaim, 'first' | 'last'> & { readonly from: bigint; readonly to: bigint; readonly recordedBy: string },
): Promise<void> {
  await sql`insert into app.energy_claim (organization_id, id, station, month, mwh, use, reference, recorded_at, recorded_by, recorded_by_name)
    values (${organizationId}, ${claim.id}, ${claim.station}, ${claim.month}, int8range(${`${claim.from}`}::bigint, ${`${claim.to + 1n}`}::bigint),
      ${claim.use}, ${claim.reference}, ${claim.recordedAt}, ${claim.recordedBy}, ${claim.recordedByName})`.execute(tx);
}

export async function energyClaimsOf(tx: Tx, organizationId: string): Promise<EnergyClaim[]> {
  const { rows } = await sql<EnergyClaim>`select id, station, month, lower(mwh) as first, upper(mwh) - 1 as last, use, reference,
      recorded_at as "recordedAt", recorded_by_name as "recordedByName"
    from app.energy_claim where organization_id = ${organizationId} order by station, month, mwh limit 5000`.execute(tx);
  return rows;
}
