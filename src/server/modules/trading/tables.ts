import type { ColumnType } from 'kysely';
import type { z } from 'zod';
import type { mandateTerms } from '../../../contract/trading.ts';
import type { FinanceTables } from './finance/tables.ts';
import type { GroupTables } from './group/tables.ts';
import type { OrderTables } from './orders/tables.ts';
import type { RequestTables } from './requests/tables.ts';
import type { RiskTables } from './risk/tables.ts';

export type MandateTerms = z.output<typeof mandateTerms>;

interface MandateRow {
  organization_id: string;
  id: string;
  version: number;
  valid_from: string;
  valid_to: string;
  budget: string;
  terms: ColumnType<MandateTerms, string, never>;
  note: string;
  drafted_at: string;
  drafted_by: string;
  drafted_by_name: string;
  supersedes: string | null;
}

interface MandateDecisionRow {
  organization_id: string;
  mandate_id: string;
  drafted_by: string;
  decision: 'approved' | 'rejected';
  reason: string;
  decided_at: string;
  decided_by: string;
  decided_by_name: string;
}

interface StopRow {
  organization_id: string;
  id: string;
  number: number;
  reason: string;
  stopped_at: string;
  stopped_by: string;
  stopped_by_name: string;
}

interface StopLiftRow {
  organization_id: string;
  stop_id: string;
  stopped_by: string;
  reason: string;
  lifted_at: string;
  lifted_by: string;
  lifted_by_name: string;
}

interface PriceImportRow {
  organization_id: string;
  id: string;
  instrument: string;
  unit: string;
  source: string;
  columns: ColumnType<{ day: string; price: string; volume?: string; dayForm: string }, string, never>;
  content_sha256: string;
  rows_added: number;
  rows_known: number;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface PriceRow {
  organization_id: string;
  instrument: string;
  day: string;
  version: number;
  price: string;
  volume: string | null;
  import_id: string;
}

export interface TradingTables extends OrderTables, RequestTables, FinanceTables, GroupTables, RiskTables {
  'app.trading_mandate': MandateRow;
  'app.trading_mandate_decision': MandateDecisionRow;
  'app.trading_price': PriceRow;
  'app.trading_price_import': PriceImportRow;
  'app.trading_stop': StopRow;
  'app.trading_stop_lift': StopLiftRow;
}
