import type { ColumnType } from 'kysely';
import type { CbamDraftContent } from '../../../../contract/cbam-declarations.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { KeptReference } from '../tables.ts';

interface Done {
  organization_id: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

interface DeclarationRow extends Done {
  id: string;
  entity_id: string;
  year: number;
  no: number;
  number: string;
  starts_on: string;
  ends_on: string;
}

/** What a good took from a frozen source when it was drafted: figures as decimal text. */
export interface KeptTaken {
  readonly good: string;
  readonly label: Text;
  readonly reference: KeptReference;
  readonly figures:
    | { readonly kind: 'entity_year' | 'inventory'; readonly total: string; readonly share: string }
    | { readonly kind: 'footprint'; readonly perUnit: string };
}

export interface KeptDraft {
  readonly content: CbamDraftContent;
  readonly taken: readonly KeptTaken[];
}

interface DraftRow extends Done {
  declaration_id: string;
  version: number;
  content: ColumnType<KeptDraft, string, never>;
  content_sha256: string;
}

interface DecisionRow extends Done {
  declaration_id: string;
  version: number;
  decision: 'approved' | 'rejected';
  reason: string;
  snapshot: string | null;
  snapshot_sha256: string | null;
}

export interface CbamTables {
  'app.cbam_declaration': DeclarationRow;
  'app.cbam_draft': DraftRow;
  'app.cbam_decision': DecisionRow;
}
