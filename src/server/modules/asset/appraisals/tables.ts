import type { ColumnType } from 'kysely';
import type { AppraisalKind } from '../../../../contract/asset-appraisals.ts';

export interface HeadlineFigure {
  readonly symbol: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly value: string | null;
  readonly shown: string | null;
  readonly unit: string;
}

interface AppraisalRow {
  organization_id: string;
  id: string;
  appraisal_id: string;
  version: number;
  entity_id: string;
  project_id: string | null;
  kind: AppraisalKind;
  name: string;
  year: number;
  calculation: string;
  method_version: number;
  input: ColumnType<Record<string, unknown>, string, never>;
  headline: ColumnType<readonly HeadlineFigure[], string, never>;
  result_sha256: string;
  note: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

export interface AppraisalTables {
  'app.asset_appraisal': AppraisalRow;
}
