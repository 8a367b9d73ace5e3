import type { ColumnType } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

export interface KeptEvidence {
  readonly type: 'record' | 'file';
  readonly id: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly path: string;
  readonly on: string | null;
}

interface AssessmentRow {
  organization_id: string;
  id: string;
  no: number;
  entity_id: string;
  year: number;
  scheme: Json<unknown>;
  note: string;
  opened_at: string;
  opened_by: string;
  opened_by_name: string;
}

interface ScoreRow {
  organization_id: string;
  assessment_id: string;
  clause: string;
  version: number;
  applies: boolean;
  score: number;
  reason: string;
  evidence: Json<readonly KeptEvidence[]>;
  scored_at: string;
  scored_by: string;
  scored_by_name: string;
}

interface FreezeRow {
  organization_id: string;
  assessment_id: string;
  content: Json<unknown>;
  content_sha256: Buffer;
  total: string;
  level: number;
  frozen_at: string;
  frozen_by: string;
  frozen_by_name: string;
}

interface SignatureRow {
  organization_id: string;
  assessment_id: string;
  content_sha256: Buffer;
  signed_at: string;
  signed_by: string;
  signed_by_name: string;
}

export interface MaturityTables {
  'app.maturity_assessment': AssessmentRow;
  'app.maturity_score': ScoreRow;
  'app.maturity_freeze': FreezeRow;
  'app.maturity_signature': SignatureRow;
}
