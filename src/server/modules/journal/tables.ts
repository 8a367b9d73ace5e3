/** What the journal's leaves commit to; written by the funnel alone. */
export interface HistoryRow {
  organization_id: string;
  leaf_id: string;
  at: string;
  actor_id: string;
  actor_name: string;
  actor_role: string;
  kind: string;
  object_type: string;
  object_id: string;
  object_version: number;
  content: Record<string, unknown>;
  before: Record<string, unknown> | null;
  reason: string | null;
  salt: string;
  content_sha256: string;
}

interface LeafRow {
  id: string;
  recorded_order: string;
  bytes: string;
  hash: Buffer;
  recorded_at: string;
}

interface SequenceRow {
  index: string;
  leaf_id: string;
  hash: Buffer;
}

export interface JournalTables {
  'app.history': HistoryRow;
  'journal.leaf': LeafRow;
  'journal.sequence': SequenceRow;
}
