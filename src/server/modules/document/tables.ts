import type { ColumnType } from 'kysely';
import type { z } from 'zod';
import type { evidenceKind } from '../../../contract/document.ts';

interface StoredFileRow {
  organization_id: string;
  sha256: string;
  size_bytes: string;
  media_type: string;
  stored_at: string;
  stored_by: string;
  damage: 'missing' | 'changed' | null;
  damage_seen_at: string | null;
  pdf: ColumnType<{ createdAt: string | null; modifiedAt: string | null; revisions: number } | null, string | null, string | null>;
}

interface EvidenceRow {
  organization_id: string;
  id: string;
  title: string;
  kind: z.output<typeof evidenceKind>;
  entity_id: string | null;
  period_from: string | null;
  period_to: string | null;
  valid_until: string | null;
  note: string;
  version: number;
  revision: number;
  recorded_at: string;
  recorded_by: string;
}

interface EvidenceRevisionRow {
  organization_id: string;
  evidence_id: string;
  revision: number;
  file_sha256: string;
  file_name: string;
  note: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface EvidenceUseRow {
  organization_id: string;
  evidence_id: string;
  object_type: string;
  object_id: string;
  label_zh: string;
  label_en: string;
  path: string;
  kinds: string[];
  used_at: string;
  used_by: string;
}

export interface DocumentTables {
  'app.stored_file': StoredFileRow;
  'app.evidence': EvidenceRow;
  'app.evidence_revision': EvidenceRevisionRow;
  'app.evidence_use': EvidenceUseRow;
}
