import type { ColumnType, Generated } from 'kysely';
import type { z } from 'zod';
import type { financeConflict, financeTerms } from '../../../../contract/finance.ts';
import type { ContractKind, ContractSide } from '../../../../kernel/trading/finance/terms.ts';

export type StoredTerms = z.output<typeof financeTerms>;
export type StoredConflict = z.output<typeof financeConflict>;

interface ContractRow {
  organization_id: string;
  id: string;
  no: number;
  kind: ContractKind;
  side: ContractSide;
  entity_id: string;
  counterparty: string;
  class_no: number;
  received_class_no: number | null;
  quantity: string;
  starts_on: string;
  ends_on: string;
  terms: ColumnType<StoredTerms, string, never>;
  document_no: string;
  purpose: string;
  mandate_id: string | null;
  drafted_at: string;
  drafted_by: string;
  drafted_by_name: string;
}

interface Done {
  organization_id: string;
  contract_id: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

interface DecisionRow extends Done {
  decision: 'approved' | 'rejected';
  reason: Generated<string>;
  conflicts: ColumnType<StoredConflict[], string, never>;
  figures: ColumnType<Record<string, unknown>, string, never>;
}

interface StepRow extends Done {
  step: 'started' | 'ended' | 'defaulted';
  done_on: string;
  document_no: string;
  reason: string;
  transaction_id: string | null;
  second_transaction_id: string | null;
  conflicts: ColumnType<StoredConflict[], string, never>;
}

interface PaymentRow extends Done {
  id: string;
  flow_no: number;
  due_on: string;
  due_amount: string;
  paid_on: string;
  amount: string;
  document_no: string;
  reason: string;
}

export interface FinanceTables {
  'app.finance_contract': ContractRow;
  'app.finance_decision': DecisionRow;
  'app.finance_step': StepRow;
  'app.finance_payment': PaymentRow;
}
