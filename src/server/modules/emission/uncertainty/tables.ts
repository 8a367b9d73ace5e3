import type { ColumnType } from 'kysely';

type Json = ColumnType<unknown, string, string>;

interface UncertaintyAnalysisRow {
  organization_id: string;
  id: string;
  entity_id: string;
  unit_id: string | null;
  year: number;
  number: number;
  approach: 'approach_1' | 'monte_carlo';
  method_id: string;
  method_version: number;
  input: Json;
  result: Json;
  total: string;
  percent: string;
  low: string;
  high: string;
  lower_percent: string;
  upper_percent: string;
  note: string;
  content_sha256: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

export interface UncertaintyTables {
  'app.uncertainty_analysis': UncertaintyAnalysisRow;
}
