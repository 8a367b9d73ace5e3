import type { ColumnType } from 'kysely';
import type { z } from 'zod';
import type { claimKinds } from '../../../contract/neutrality.ts';
import type { lotFacts } from '../../../contract/neutrality-lots.ts';
import type { PaperContent, PaperKind, referenceKinds } from '../../../contract/neutrality-papers.ts';
import type { StatedKind } from '../../../kernel/neutrality/rule-set.ts';
import type { CbamTables } from './cbam/tables.ts';

type Json<T> = ColumnType<T, string, never>;

interface Done {
  organization_id: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

interface SubjectRow extends Done {
  id: string;
  version: number;
  entity_id: string;
  kind: 'organization' | 'site' | 'product' | 'event';
  code: string;
  name: string;
  name_en: string;
  boundary: string;
  rationale: string;
  rule_set: string;
}

interface PeriodRow extends Done {
  id: string;
  subject_id: string;
  no: number;
  starts_on: string;
  ends_on: string;
}

/** Where a footprint was taken from: what stood there, by its hash. */
export interface KeptReference {
  readonly kind: (typeof referenceKinds)[number];
  readonly id: string;
  readonly version: number;
  readonly hash: string;
}

/** A paper as it is kept: what was entered, and where a footprint was taken from. */
export interface KeptPaper {
  readonly content: PaperContent;
  readonly reference: KeptReference | null;
}

interface PaperRow extends Done {
  id: string;
  subject_id: string;
  period_id: string | null;
  kind: PaperKind;
  version: number;
  content: Json<KeptPaper>;
  content_sha256: string;
}

interface PaperDecisionRow extends Done {
  paper_id: string;
  decision: 'approved' | 'rejected';
  reason: string;
}

interface ClaimRow extends Done {
  id: string;
  no: number;
  number: string;
  subject_id: string;
  period_id: string;
  kind: (typeof claimKinds)[number];
}

/** What is known of the credits of a lot. Days are text. */
export interface LotFacts {
  readonly scheme: string;
  readonly project: string;
  readonly verified: boolean;
  readonly registered: boolean;
  readonly registryUrl: string;
  readonly reducedUntil: string;
  readonly issuedOn: string;
  readonly removal: boolean;
  readonly kind?: StatedKind | undefined;
  readonly forest?: z.output<typeof lotFacts>['forest'];
}

interface LotRow extends Done {
  id: string;
  claim_id: string;
  no: number;
  entity_id: string;
  class_no: number;
  quantity: ColumnType<string, string, never>;
  account: 'registry' | 'trading' | null;
  reservation_id: string | null;
  retired_by: string | null;
  facts: Json<LotFacts>;
}

interface LotDecisionRow extends Done {
  lot_id: string;
  decision: 'approved' | 'rejected';
  transaction_id: string | null;
  retired_on: string | null;
  reason: string;
}

interface BackingRow {
  organization_id: string;
  claim_id: string;
  lot_id: string;
  series_no: number;
  serials: string;
  done_at: string;
}

interface DeclarationRow extends Done {
  claim_id: string;
  version: number;
  snapshot: string;
  snapshot_sha256: string;
  reason: string;
}

interface PublicationRow extends Done {
  claim_id: string;
  version: number;
  number: string;
  content: Json<unknown>;
}

interface PublicationFileRow {
  organization_id: string;
  claim_id: string;
  version: number;
  language: 'zh' | 'en';
  sha256: string;
  content: Buffer;
  done_at: string;
}

interface WithdrawalRow extends Done {
  claim_id: string;
  reason: string;
}

interface ProcurementRow extends Done {
  id: string;
  claim_id: string;
  programme: string;
  quantity: ColumnType<string, string, never>;
  needed_by: string;
  reason: string;
  request_id: string | null;
}

export interface NeutralityTables extends CbamTables {
  'app.neutrality_subject': SubjectRow;
  'app.neutrality_period': PeriodRow;
  'app.neutrality_paper': PaperRow;
  'app.neutrality_paper_decision': PaperDecisionRow;
  'app.neutrality_claim': ClaimRow;
  'app.neutrality_lot': LotRow;
  'app.neutrality_lot_decision': LotDecisionRow;
  'app.neutrality_backing': BackingRow;
  'app.neutrality_declaration': DeclarationRow;
  'app.neutrality_publication': PublicationRow;
  'app.neutrality_publication_file': PublicationFileRow;
  'app.neutrality_withdrawal': WithdrawalRow;
  'app.neutrality_procurement': ProcurementRow;
}
