import type { ColumnType } from 'kysely';
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

export interface FootprintTables {
  'app.footprint': FootprintRow;
  'app.footprint_version': FootprintVersionRow;
}
