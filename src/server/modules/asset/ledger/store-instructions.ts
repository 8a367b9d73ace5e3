import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { LedgerTables } from './tables.ts';

type InstructionRow = Selectable<LedgerTables['app.ledger_instruction']>;
type DecisionRow = Selectable<LedgerTables['app.ledger_instruction_decision']>;

export interface Instruction extends InstructionRow {
  readonly tries: number;
  readonly decision: DecisionRow['decision'] | null;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly decided_by_name: string | null;
  readonly reason: string | null;
  readonly transaction_id: string | null;
}

/** Instructions with their decision, latest first; `id` for one, locked until the transaction ends. */
export async function instructionsOf(tx: Tx, organizationId: string, id?: string): Promise<Instruction[]> {
  const { rows } = await sql<Instruction>`
    select i.*, d.decision, d.decided_at, d.decided_by, d.decided_by_name, d.reason, d.transaction_id,
           (select count(*)::int from app.ledger_instruction_try t where t.organization_id = i.organization_id and t.instruction_id = i.id) as tries
      from app.ledger_instruction i
      left join app.ledger_instruction_decision d on d.organization_id = i.organization_id and d.instruction_id = i.id
     where i.organization_id = ${organizationId} and (${id ?? null}::uuid is null or i.id = ${id ?? null})
     order by i.proposed_at desc, i.id desc limit 500`.execute(tx);
  return rows;
}

/** Ids of those nobody decided until an instant, oldest first. */
export async function overdueInstructions(tx: Tx, organizationId: string, now: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from app.ledger_instruction i
     where i.organization_id = ${organizationId} and i.expires_at <= ${now}
       and not exists (select from app.ledger_instruction_decision d where d.organization_id = i.organization_id and d.instruction_id = i.id)
     order by i.expires_at, i.id`.execute(tx);
  return rows.map((row) => row.id);
}

export async function insertInstruction(tx: Tx, row: Insertable<LedgerTables['app.ledger_instruction']>): Promise<void> {
  await tx.insertInto('app.ledger_instruction').values(row).execute();
}

export async function insertTry(tx: Tx, row: Insertable<LedgerTables['app.ledger_instruction_try']>): Promise<void> {
  await tx.insertInto('app.ledger_instruction_try').values(row).execute();
}

export async function insertInstructionDecision(tx: Tx, row: Insertable<LedgerTables['app.ledger_instruction_decision']>): Promise<void> {
  await tx.insertInto('app.ledger_instruction_decision').values(row).execute();
}

export type Attestation = Selectable<LedgerTables['app.ledger_attestation']>;

export async function attestationsOf(tx: Tx, organizationId: string): Promise<Attestation[]> {
  return await tx
    .selectFrom('app.ledger_attestation')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('attested_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function insertAttestation(tx: Tx, row: Insertable<LedgerTables['app.ledger_attestation']>): Promise<void> {
  await tx.insertInto('app.ledger_attestation').values(row).execute();
}
