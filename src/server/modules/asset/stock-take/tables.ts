import type { ColumnType } from 'kysely';

export interface BookLine {
  readonly kind: 'movement' | 'balance';
  readonly day: string;
  readonly heldAs: string;
  readonly quantity: string;
  readonly reference: string;
  readonly transactionId: string | null;
}

interface Recorded {
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface TakeRow extends Recorded {
  organization_id: string;
  id: string;
  account_no: number;
  source: 'registry' | 'exchange' | 'bank';
  first_day: string;
  last_day: string;
  file_name: string;
  document_no: string;
  seq: string;
  matched: number;
}

interface LineRow {
  organization_id: string;
  stock_take_id: string;
  no: number;
  kind: 'movement' | 'balance';
  day: string;
  at_time: string | null;
  held_as: string;
  quantity: string;
  reference: string;
}

interface BreakRow {
  organization_id: string;
  id: string;
  stock_take_id: string;
  kind: 'missing_here' | 'missing_there' | 'quantity_differs' | 'class_differs' | 'day_differs';
  line_no: number | null;
  book: ColumnType<BookLine | null, string | null, never>;
  since: string;
}

interface ExplanationRow extends Recorded {
  organization_id: string;
  id: string;
  break_id: string;
  version: number;
  reason: string;
  transaction_id: string | null;
}

interface DecisionRow {
  organization_id: string;
  explanation_id: string;
  decision: 'accepted' | 'rejected';
  recorded_by: string;
  reason: string;
  decided_at: string;
  decided_by: string;
  decided_by_name: string;
}

export interface StockTakeTables {
  'app.stock_take': TakeRow;
  'app.stock_take_line': LineRow;
  'app.stock_take_break': BreakRow;
  'app.stock_take_explanation': ExplanationRow;
  'app.stock_take_decision': DecisionRow;
}
