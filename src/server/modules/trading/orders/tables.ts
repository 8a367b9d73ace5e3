import type { ColumnType, Generated } from 'kysely';
import type { orderCheckCodes } from '../../../../contract/orders.ts';

interface OrderRow {
  organization_id: string;
  id: string;
  no: number;
  entity_id: string;
  class_no: number;
  side: 'buy' | 'sell';
  channel: 'listed' | 'block';
  quantity: string;
  price: string;
  trading_day: string;
  expires_at: string;
  purpose: string;
  compliance_year: number | null;
  counterparty: string;
  previous_close: string;
  close_source: string;
  arrival_price: string;
  band_low: string | null;
  band_high: string | null;
  funds: string | null;
  fee_share: string;
  evidence_id: string | null;
  mandate_id: string | null;
  verdict: 'accepted' | 'needs_override' | 'refused';
  first_reason: string | null;
  placed_at: string;
  placed_by: string;
  placed_by_name: string;
}

interface CheckRow {
  organization_id: string;
  order_id: string;
  stage: 'ticket' | 'approval';
  no: number;
  code: (typeof orderCheckCodes)[number];
  verdict: 'pass' | 'fail' | 'warn';
  limit_id: string | null;
  figures: ColumnType<Record<string, string>, string, never>;
  text_zh: string;
  text_en: string;
}

interface Done {
  organization_id: string;
  order_id: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

interface OverrideRow extends Done {
  reason: string;
}

interface DecisionRow extends Done {
  decision: 'approved' | 'rejected';
  reason: Generated<string>;
  reservation_id: string | null;
}

interface EndRow extends Done {
  ending: 'cancelled' | 'expired';
  reason: Generated<string>;
  release_id: string | null;
}

interface FillRow extends Done {
  id: string;
  trade_no: string;
  price: string;
  quantity: string;
  traded_at: string;
  source: 'entered' | 'imported';
  reservation_id: string | null;
}

interface SettlementRow extends Done {
  transaction_id: string;
  due_on: string;
  settled_on: string;
  quantity: string;
  amount: string;
  fees: string;
  document_no: string;
  market_average: string | null;
}

export interface OrderTables {
  'app.trading_order': OrderRow;
  'app.trading_order_check': CheckRow;
  'app.trading_order_override': OverrideRow;
  'app.trading_order_decision': DecisionRow;
  'app.trading_order_end': EndRow;
  'app.trading_fill': FillRow;
  'app.trading_settlement': SettlementRow;
}
