import type { ColumnType } from 'kysely';
import type { ToldSimulation } from '../../../../kernel/lca/model/simulate.ts';
import type { FootprintStudy } from '../../../../kernel/lca/model/study.ts';

interface FootprintRow {
  organization_id: string;
  id: string;
  entity_id: string;
  product_name: string;
  created_at: string;
  created_by: string;
}

interface FootprintVersionRow {
  organization_id: string;
  id: string;
  footprint_id: string;
  entity_id: string;
  number: number;
  state: 'draft' | 'reviewed' | 'approved';
  note: string;
  study: ColumnType<FootprintStudy, string, string>;
  content_sha256: string;
  frozen: string | null;
  frozen_sha256: string | null;
  total: number | null;
  valid_until: string | null;
  hands: string[];
  drafted_at: string;
  drafted_by: string;
  drafted_by_name: string;
  reviewed_at: string | null;
  reviewed_by: string | null;
  reviewed_by_name: string | null;
  approved_at: string | null;
  approved_by: string | null;
  approved_by_name: string | null;
  version: number;
  changed_at: string;
}

interface FootprintSimulationRow {
  organization_id: string;
  id: string;
  footprint_version_id: string;
  entity_id: string;
  study_sha256: string;
  iterations: number;
  seed: string;
  result: ColumnType<ToldSimulation, string, string>;
  content_sha256: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface FootprintReportRow {
  organization_id: string;
  footprint_version_id: string;
  entity_id: string;
  year: number;
  sequence: number;
  number: string;
  frozen_sha256: string;
  issued_at: string;
  issued_by: string;
  issued_by_name: string;
}

export interface FootprintTables {
  'app.footprint_report': FootprintReportRow;
  'app.footprint_simulation': FootprintSimulationRow;
  'app.footprint': FootprintRow;
  'app.footprint_version': FootprintVersionRow;
}
