import type { ColumnType } from 'kysely';

/** A value as the request gives it. */
export interface StoredChange {
  readonly parameter: string;
  readonly fuelStreamId: string | null;
  readonly value: string | null;
  readonly unit: string;
  readonly acquisition: 'measured' | 'calculated' | 'estimated' | 'default';
  readonly comment: string;
  /** In the row's own unit, before and after. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface StoredDifference {
  readonly unit: string;
  readonly frozen: string | null;
  readonly restated: string | null;
  readonly corrected: string | null;
}

interface MonthCorrectionRow {
  organization_id: string;
  id: string;
  unit_id: string;
  month: string;
  number: number;
  state: 'requested' | 'reviewed' | 'approved' | 'rejected';
  reason: string;
  changes: ColumnType<StoredChange[], string, never>;
  calculation_id: string;
  difference: ColumnType<StoredDifference, string, string>;
  new_calculation_id: string | null;
  requested_at: string;
  requested_by: string;
  requested_by_name: string;
  reviewed_at: string | null;
  reviewed_by: string | null;
  reviewed_by_name: string | null;
  decided_at: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision_reason: string;
  version: number;
  changed_at: string;
}

export interface CorrectionTables {
  'app.month_correction': MonthCorrectionRow;
}
