import type { ColumnType } from 'kysely';
import type { ProposalReason } from '../../../kernel/maturity/propose.ts';
import type { Text } from '../../../kernel/text.ts';

type Json<T> = ColumnType<T, string, string>;

export interface KeptEvidence {
  readonly type: 'record' | 'file' | 'fact';
  readonly id: string;
  readonly label: Text;
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
  /** What was proposed when it was given; null: nothing was. */
  proposal_no: number | null;
  proposed_applies: boolean | null;
  proposed_score: number | null;
}

/** What live data proposed for a clause, and what it rests on. */
export interface KeptProposal {
  readonly clause: string;
  readonly applies: boolean;
  readonly score: number;
  readonly reasons: readonly Pick<ProposalReason, 'rule' | 'score' | 'name' | 'standing' | 'on'>[];
  readonly evidence: readonly KeptEvidence[];
}

interface ProposalRow {
  organization_id: string;
  assessment_id: string;
  no: number;
  as_of: string;
  content: Json<readonly KeptProposal[]>;
  made_at: string;
  made_by: string;
  made_by_name: string;
}

type KeptDimension = { readonly id: string; readonly name: Text; readonly score: string | null; readonly weight: string | null };
/** A frozen assessment in short: for trend and comparison. */
export interface KeptSummary {
  readonly dimensions: readonly KeptDimension[];
  readonly held: readonly { readonly id: string; readonly name: Text; readonly caps: number }[];
  readonly reached: number;
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
  /** Null: frozen before it was kept; it is then made from the content. */
  summary: Json<KeptSummary | null>;
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
  'app.maturity_proposal': ProposalRow;
  'app.maturity_freeze': FreezeRow;
  'app.maturity_signature': SignatureRow;
}
