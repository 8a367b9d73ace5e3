import type { Generated } from 'kysely';
import type { TransferPriceMethod } from '../../../../kernel/trading/group/transfer-price.ts';

interface Done {
  organization_id: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

interface PriceRuleRow extends Done {
  id: string;
  version: number;
  method: TransferPriceMethod;
  value: string;
  valid_from: string;
  note: string;
}

interface PriceDecisionRow extends Done {
  rule_id: string;
  decision: 'approved' | 'rejected';
  reason: Generated<string>;
}

interface TransferRow extends Done {
  id: string;
  no: number;
  from_entity_id: string;
  to_entity_id: string;
  class_no: number;
  quantity: string;
  effective_on: string;
  price: string;
  price_formula: string;
  rule_id: string | null;
  reason: string;
  document_no: string;
}

interface TransferDecisionRow extends Done {
  transfer_id: string;
  decision: 'accepted' | 'rejected';
  reason: Generated<string>;
  transaction_id: string | null;
}

export interface GroupTables {
  'app.transfer_price_rule': PriceRuleRow;
  'app.transfer_price_decision': PriceDecisionRow;
  'app.internal_transfer': TransferRow;
  'app.internal_transfer_decision': TransferDecisionRow;
}
