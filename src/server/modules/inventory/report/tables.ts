import type { ColumnType } from 'kysely';
import type { inventoryReportFileKinds } from '../../../../contract/inventory-report.ts';
import type { SourceInput } from '../../../../kernel/emission/uncertainty/sources.ts';
import type { SeriesChange } from '../../../../kernel/inventory/base-year/evaluate-series.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';

type Json<T> = ColumnType<T, string, never>;

/** What a proposal of a base year was computed from; numbers as text. */
export interface KeptSeries {
  readonly baseYear: number;
  readonly threshold: string;
  readonly midYear: 'whole_year' | 'year_after';
  readonly reason: string;
  readonly years: readonly { readonly year: number; readonly emission: string; readonly inventoryId: string | null }[];
  readonly changes: readonly (Omit<SeriesChange, 'effects'> & {
    readonly effects: readonly { readonly year: number; readonly effect: string }[];
  })[];
}

/** What is kept beside the result of an analysis: the list that was analysed, with the category of each source. */
export interface KeptInput {
  readonly sources: readonly (SourceInput & { readonly category: string })[];
  /** ± % of each category by itself. */
  readonly categories: readonly { readonly category: string; readonly value: string; readonly percent: string }[];
  readonly draws: number | null;
  readonly seed: number | null;
  readonly baseInventoryId: string | null;
  /** Pairs of sources whose activity data deviate together; absent in what was kept before there were any. */
  readonly correlations?: readonly { readonly a: string; readonly b: string; readonly coefficient: string }[];
}

interface InventoryReportFactsRow {
  organization_id: string;
  id: string;
  inventory_id: string;
  version: number;
  facts: ColumnType<Record<string, string>, string, never>;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface InventoryReportRow {
  organization_id: string;
  id: string;
  entity_id: string;
  inventory_id: string;
  inventory_version: number;
  year: number;
  sequence: number;
  number: string;
  language: 'zh' | 'en';
  total_t: string;
  snapshot: string;
  snapshot_sha256: string;
  content_sha256: string;
  supersedes: string | null;
  issued_at: string;
  issued_by: string;
  issued_by_name: string;
}

interface InventoryReportFileRow {
  organization_id: string;
  report_id: string;
  kind: (typeof inventoryReportFileKinds)[number];
  file_name: string;
  media_type: string;
  size_bytes: ColumnType<string, number, never>;
  sha256: string;
  content: Buffer;
  made_at: string;
}

interface BaseYearDecisionRow {
  organization_id: string;
  id: string;
  entity_id: string;
  inventory_id: string;
  number: number;
  input: Json<KeptSeries>;
  result: Json<Evaluation>;
  content_sha256: string;
  proposed_at: string;
  proposed_by: string;
  proposed_by_name: string;
  approved: boolean | null;
  decided_at: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  comment: string;
}

interface InventoryAnalysisRow {
  organization_id: string;
  id: string;
  entity_id: string;
  inventory_id: string;
  inventory_sha256: string;
  number: number;
  approach: 'approach_1' | 'monte_carlo';
  input: Json<KeptInput>;
  result: Json<Evaluation>;
  content_sha256: string;
  note: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

/** What stands beside inventories: reports, base years, analyses of uncertainty. */
export interface InventoryBesideTables {
  'app.inventory_report_facts': InventoryReportFactsRow;
  'app.inventory_report': InventoryReportRow;
  'app.inventory_report_file': InventoryReportFileRow;
  'app.base_year_decision': BaseYearDecisionRow;
  'app.inventory_analysis': InventoryAnalysisRow;
}
