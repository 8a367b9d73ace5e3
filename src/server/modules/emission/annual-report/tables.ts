import type { ColumnType } from 'kysely';
import type { z } from 'zod';
import type { reportFileKind, reportLanguage, reportPurpose } from '../../../../contract/annual-report.ts';

interface FormFactsRow {
  organization_id: string;
  id: string;
  entity_id: string | null;
  unit_id: string | null;
  version: number;
  facts: ColumnType<Record<string, string>, string, never>;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface AnnualReportRow {
  organization_id: string;
  id: string;
  entity_id: string;
  year: number;
  sequence: number;
  number: string;
  purpose: z.output<typeof reportPurpose>;
  language: z.output<typeof reportLanguage>;
  total_t: string | null;
  snapshot: string;
  snapshot_sha256: string;
  year_sha256: string;
  findings: ColumnType<{ error: number; warning: number; info: number }, string, never>;
  supersedes: string | null;
  issued_at: string;
  issued_by: string;
  issued_by_name: string;
}

interface AnnualReportFileRow {
  organization_id: string;
  report_id: string;
  kind: z.output<typeof reportFileKind>;
  file_name: string;
  media_type: string;
  size_bytes: ColumnType<string, number, never>;
  sha256: string;
  content: Buffer;
  rendered_at: string;
}

export interface AnnualReportTables {
  'app.form_facts': FormFactsRow;
  'app.annual_report': AnnualReportRow;
  'app.annual_report_file': AnnualReportFileRow;
}
