import type { ColumnType, Generated } from 'kysely';

export type AccountKind =
  | 'issuance'
  | 'external'
  | 'registry'
  | 'trading'
  | 'reserved'
  | 'frozen'
  | 'pledged'
  | 'lent'
  | 'surrendered'
  | 'cancelled'
  | 'retired'
  | 'carried_over'
  | 'written_off';

interface ClassRow {
  organization_id: string;
  no: number;
  id: string;
  programme: string;
  vintage: number;
  project: string;
  unit: 't' | 'MWh';
  serialised: boolean;
  registered_on: string | null;
  created_at: string;
}

interface AccountRow {
  organization_id: string;
  no: number;
  id: string;
  kind: AccountKind;
  entity_id: string | null;
  parent_no: number | null;
  name: string;
  name_en: string;
  created_at: string;
}

interface HeadRow {
  organization_id: string;
  seq: Generated<string>;
  last_id: string | null;
  accounts: Generated<number>;
  classes: Generated<number>;
  series: Generated<number>;
}

interface BalanceRow {
  organization_id: string;
  account_no: number;
  class_no: number;
  quantity: string;
  version: string;
  open: boolean;
  kind: AccountKind;
  serialised: boolean;
}

interface TransactionRow {
  organization_id: string;
  id: string;
  kind: string;
  effective_on: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  reason: Generated<string>;
  document_no: Generated<string>;
  reverses: string | null;
  resolves: string | null;
  purpose: string | null;
  expires_at: string | null;
  attestation_id: string | null;
  beneficiary: string | null;
  period: string | null;
  claim: string | null;
  approved_by: string | null;
  approved_by_name: string | null;
  details: ColumnType<Record<string, unknown>, string, never>;
  first_seq: string;
  legs: number;
  /** The leaf of the writer's group it came in; null for a command's, whose history row names it. */
  leaf_id: Generated<string | null>;
}

interface TransferRow {
  organization_id: string;
  seq: string;
  transaction_id: string;
  kind: string;
  from_no: number;
  to_no: number;
  class_no: number;
  quantity: string;
  effective_on: string;
  from_version: string;
  from_after: string;
  from_open: boolean;
  to_version: string;
  to_after: string;
  serialised: boolean;
  from_kind: AccountKind;
  to_kind: AccountKind;
}

interface EntryRow {
  organization_id: string;
  seq: string;
  transaction_id: string;
  kind: string;
  effective_on: string;
  account_no: number;
  other_no: number;
  class_no: number;
  quantity: string;
  version: string;
  after: string;
}

interface AttestationRow {
  organization_id: string;
  id: string;
  class_no: number;
  entity_id: string;
  quantity: string;
  issued: Generated<string>;
  document_no: string;
  attested_on: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface SeriesRow {
  organization_id: string;
  no: number;
  registry: string;
  series: string;
  class_no: number;
}

interface BlockRow {
  organization_id: string;
  series_no: number;
  serials: string;
  account_no: number;
  class_no: number;
  since_seq: string;
}

interface BlockMoveRow {
  organization_id: string;
  seq: string;
  series_no: number;
  serials: string;
}

interface OutsideUnitsRow {
  organization_id: string;
  registry: string;
  series: string;
  serials: string;
}

interface EnergyClaimRow {
  organization_id: string;
  id: string;
  station: string;
  month: string;
  mwh: string;
  use: 'gec' | 'ccer' | 'green_contract' | 'own_claim';
  reference: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface RequestRow {
  organization_id: string;
  operation: string;
  key: string;
  request_sha256: Buffer;
  state: 'applied' | 'refused';
  /** Of what was refused. */
  answer: ColumnType<unknown, string | null, never>;
  /** What was applied: the answer is the transaction itself. */
  transaction_id: string | null;
}

interface InstructionRow {
  organization_id: string;
  id: string;
  kind: string;
  entity_id: string;
  class_no: number;
  quantity: string;
  draft: ColumnType<unknown, string, never>;
  reservation_id: string | null;
  proposed_at: string;
  proposed_by: string;
  proposed_by_name: string;
  code_sha256: Buffer;
  expires_at: string;
}

interface InstructionTryRow {
  organization_id: string;
  instruction_id: string;
  no: number;
  tried_at: string;
  tried_by: string;
}

interface InstructionDecisionRow {
  organization_id: string;
  instruction_id: string;
  decision: 'approved' | 'rejected' | 'withdrawn' | 'expired';
  decided_at: string;
  decided_by: string;
  decided_by_name: string;
  reason: Generated<string>;
  transaction_id: string | null;
}

export interface LedgerTables {
  'app.ledger_instruction': InstructionRow;
  'app.ledger_instruction_try': InstructionTryRow;
  'app.ledger_instruction_decision': InstructionDecisionRow;
  'app.ledger_class': ClassRow;
  'app.ledger_account': AccountRow;
  'app.ledger_head': HeadRow;
  'app.ledger_balance': BalanceRow;
  'app.ledger_transaction': TransactionRow;
  'app.ledger_transfer': TransferRow;
  'app.ledger_entry': EntryRow;
  'app.ledger_attestation': AttestationRow;
  'app.ledger_series': SeriesRow;
  'app.ledger_block': BlockRow;
  'app.ledger_block_move': BlockMoveRow;
  'app.ledger_outside_units': OutsideUnitsRow;
  'app.energy_claim': EnergyClaimRow;
  'app.ledger_request': RequestRow;
}
