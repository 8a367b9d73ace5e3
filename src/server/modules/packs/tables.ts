import type { ColumnType } from 'kysely';

interface PackRow {
  organization_id: string;
  id: string;
  kind: 'audit' | 'management_review';
  record_id: string;
  entity_id: string;
  sequence: number;
  number: string;
  language: 'zh' | 'en';
  as_of: string;
  snapshot: string;
  snapshot_sha256: string;
  content_sha256: string;
  made_at: string;
  made_by: string;
  made_by_name: string;
}

interface PackFileRow {
  organization_id: string;
  pack_id: string;
  kind: 'pdf' | 'docx' | 'data';
  file_name: string;
  media_type: string;
  size_bytes: ColumnType<string, number, never>;
  sha256: string;
  content: Buffer;
  made_at: string;
}

export interface PackTables {
  'app.pack': PackRow;
  'app.pack_file': PackFileRow;
}
