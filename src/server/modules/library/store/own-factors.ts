import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { LibraryTables } from '../tables.ts';

/** An own factor as it is kept; days as text, value an exact decimal. */
export interface OwnFactor {
  readonly id: string;
  readonly number: number;
  readonly key: string;
  readonly quantity: Row['quantity'];
  readonly name: string;
  readonly nameEn: string;
  readonly gas: string;
  readonly value: string;
  readonly unit: string;
  readonly region: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly note: string;
  readonly state: Row['state'];
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string;
  readonly version: number;
}
type Row = Selectable<LibraryTables['app.own_factor']>;

/** One at a time may propose or decide: editions of a key must not overlap. */
export async function lockOwnFactors(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`own-factors:${organizationId}`}, 0))`.execute(tx);
}

/** By key, quantity and edition, newest edition first. */
export async function allOwnFactors(tx: Tx, organizationId: string): Promise<OwnFactor[]> {
  const rows = await tx
    .selectFrom('app.own_factor')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('key')
    .orderBy('quantity')
    .orderBy('gas')
    .orderBy('region')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(ownFactorOf);
}

export async function insertOwnFactor(tx: Tx, organizationId: string, written: OwnFactor): Promise<void> {
  await tx
    .insertInto('app.own_factor')
    .values({
      organization_id: organizationId,
      id: written.id,
      number: written.number,
      key: written.key,
      quantity: written.quantity,
      name_zh: written.name,
      name_en: written.nameEn,
      gas: written.gas,
      value: written.value,
      unit: written.unit,
      region: written.region,
      valid_from: written.validFrom,
      source: written.source,
      note: written.note,
      proposed_by: written.proposedBy,
      proposed_by_name: written.proposedByName,
      proposed_at: written.proposedAt,
      ...stateColumns(written),
    })
    .execute();
}

/** State, decision and last day; what was proposed is never changed. */
export async function updateOwnFactor(tx: Tx, organizationId: string, written: OwnFactor): Promise<void> {
  await tx
    .updateTable('app.own_factor')
    .set(stateColumns(written))
    .where('organization_id', '=', organizationId)
    .where('id', '=', written.id)
    .execute();
}

function stateColumns(written: OwnFactor) {
  return {
    state: written.state,
    valid_to: written.validTo,
    decided_by: written.decidedBy,
    decided_by_name: written.decidedByName,
    decided_at: written.decidedAt,
    decision_reason: written.decisionReason,
    version: written.version,
  };
}

function ownFactorOf(row: Row): OwnFactor {
  return {
    id: row.id,
    number: row.number,
    key: row.key,
    quantity: row.quantity,
    name: row.name_zh,
    nameEn: row.name_en,
    gas: row.gas,
    value: row.value,
    unit: row.unit,
    region: row.region,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    source: row.source,
    note: row.note,
    state: row.state,
    proposedBy: row.proposed_by,
    proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    version: row.version,
  };
}
