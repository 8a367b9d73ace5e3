import type { ColumnType, Generated } from 'kysely';
import type { ImpairmentRule } from '../../../../kernel/accounting/impairment.ts';
import type { AccountingPolicy } from '../../../../kernel/accounting/movement.ts';

export interface OwnAccounts {
  readonly [code: string]: { readonly code: string; readonly name: string } | undefined;
}

interface PolicyRow {
  organization_id: string;
  id: string;
  version: number;
  cost_flow: AccountingPolicy['costFlow'];
  free_sale: AccountingPolicy['freeSale'];
  vat: AccountingPolicy['vat'];
  cents: AccountingPolicy['cents'];
  origin_order: 'free_first' | 'purchased_first';
  impairment: Generated<ImpairmentRule>;
  accounts: ColumnType<OwnAccounts, string, never>;
  note: string;
  reason: string;
  document_no: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface PolicyApprovalRow {
  organization_id: string;
  policy_id: string;
  recorded_by: string;
  approved_at: string;
  approved_by: string;
  approved_by_name: string;
}

interface CostRow {
  organization_id: string;
  id: string;
  transaction_id: string;
  version: number;
  amount: string;
  fees: string;
  vat: string;
  free_quantity: string | null;
  paid: boolean;
  note: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface ImpairmentRow {
  organization_id: string;
  id: string;
  no: number;
  entity_id: string;
  class_no: number;
  tested_on: string;
  carrying: string;
  impaired_before: string;
  recoverable: string;
  source: string;
  amount: string;
  reason: string;
  document_no: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface ImpairmentDecisionRow {
  organization_id: string;
  impairment_id: string;
  decision: 'approved' | 'rejected';
  recorded_by: string;
  reason: string;
  decided_at: string;
  decided_by: string;
  decided_by_name: string;
}

export interface AccountingTables {
  'app.impairment': ImpairmentRow;
  'app.impairment_decision': ImpairmentDecisionRow;
  'app.accounting_policy': PolicyRow;
  'app.accounting_policy_approval': PolicyApprovalRow;
  'app.accounting_cost': CostRow;
}
