import type { ColumnType } from 'kysely';
import type { Finding } from '../../../../kernel/finding.ts';

/** How much there is in a database. */
export interface LcaCounts {
  readonly processes: number;
  readonly flows: number;
  readonly exchanges: number;
  readonly uncertain: number;
  readonly pedigrees: number;
  readonly formulas: number;
  readonly multiOutput: number;
  readonly indicators: number;
  readonly sources: number;
}

interface LcaDatabaseRow {
  organization_id: string;
  id: string;
  no: number;
  name: string;
  edition: string;
  publisher: string;
  licence: string;
  credit: string;
  format: 'json_ld' | 'ecospold_1' | 'ecospold_2' | 'ilcd' | 'simapro_csv' | 'matrix_csv';
  origin: 'import' | 'shipped';
  file_name: string;
  file_sha256: string;
  evidence_id: string | null;
  content_sha256: string;
  counts: ColumnType<LcaCounts, string, never>;
  findings: ColumnType<Finding[], string, never>;
  state: 'proposed' | 'approved' | 'rejected' | 'retired';
  version: number;
  imported_at: string;
  imported_by: string;
  imported_by_name: string;
  decided_at: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision_reason: string;
  retired_at: string | null;
  retired_by: string | null;
  retired_by_name: string | null;
  retirement_reason: string;
}

interface LcaPackageRow {
  organization_id: string;
  database_id: string;
  kind: 'table' | 'rest';
  content: Buffer;
}

interface LcaProcessRow {
  organization_id: string;
  database_id: string;
  number: number;
  process_id: string;
  name: string;
  name_zh: string | null;
  category: string;
  location: string;
  kind: 'unit' | 'system';
  product: string;
  unit: string;
  exchanges: number;
  words: string;
  document: Buffer;
}

interface LcaFlowRow {
  organization_id: string;
  database_id: string;
  number: number;
  flow_id: string;
  name: string;
  name_zh: string | null;
  kind: 'product' | 'elementary' | 'waste';
  category: string;
  location: string;
  cas: string;
  unit: string;
  producers: number[];
  words: string;
  document: Buffer;
}

export interface LcaDatabaseTables {
  'app.lca_database': LcaDatabaseRow;
  'app.lca_package': LcaPackageRow;
  'app.lca_process': LcaProcessRow;
  'app.lca_flow': LcaFlowRow;
}
