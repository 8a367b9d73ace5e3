import type { ColumnType } from 'kysely';
import type { AnnualReportTables } from './annual-report/tables.ts';
import type { ControlPlanTables } from './control-plan/tables.ts';
import type { CorrectionTables } from './correction/tables.ts';
import type { DirectMeasurementTables } from './direct-measurement/tables.ts';
import type { IntakeTables } from './intake/tables.ts';
import type { LaboratoryTables } from './laboratory/tables.ts';
import type { UncertaintyTables } from './uncertainty/tables.ts';
import type { VerificationRecordTables } from './verification-record/tables.ts';
import type { YearChangeTables } from './year-change/tables.ts';

type Json = ColumnType<unknown, string, string>;

interface ActivityCellRow {
  organization_id: string;
  id: string;
  unit_id: string;
  fuel_stream_id: string | null;
  month: string;
  parameter: string;
  datum_id: string;
  datum_version: number;
}

interface ActivityDatumRow {
  organization_id: string;
  id: string;
  cell_id: string;
  version: number;
  value: string | null;
  unit: string;
  given_value: string | null;
  given_unit: string;
  acquisition: 'measured' | 'calculated' | 'estimated' | 'default';
  comment: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  supersedes: string | null;
}

interface CalculationRow {
  organization_id: string;
  id: string;
  subject_type: string;
  subject_id: string;
  period: string;
  method_id: string;
  method_version: number;
  method_sha256: string;
  data_year: number;
  input: Json;
  result: Json;
  derivation: Json;
  content_sha256: string;
  supersedes: string | null;
  recorded_at: string;
  recorded_by: string;
}

interface MonthRecordRow {
  organization_id: string;
  id: string;
  unit_id: string;
  month: string;
  state: 'draft' | 'in_review' | 'reviewed' | 'approved' | 'locked';
  calculation_id: string | null;
  snapshot_sha256: string | null;
  submitted_by: string | null;
  reviewed_by: string | null;
  approved_by: string | null;
  locked_by: string | null;
  version: number;
  changed_at: string;
}

interface MonthTransitionRow {
  organization_id: string;
  id: string;
  month_record_id: string;
  number: number;
  from_state: string;
  to_state: string;
  at: string;
  by: string;
  by_name: string;
  reason: string;
  snapshot_sha256: string | null;
}

interface FindingReasonRow {
  organization_id: string;
  id: string;
  month_record_id: string;
  code: string;
  place: string;
  reason: string;
  at: string;
  by: string;
  by_name: string;
}

export interface EmissionTables
  extends DirectMeasurementTables,
    AnnualReportTables,
    ControlPlanTables,
    UncertaintyTables,
    VerificationRecordTables,
    IntakeTables,
    LaboratoryTables,
    CorrectionTables,
    YearChangeTables {
  'app.activity_cell': ActivityCellRow;
  'app.activity_datum': ActivityDatumRow;
  'app.calculation': CalculationRow;
  'app.month_record': MonthRecordRow;
  'app.month_transition': MonthTransitionRow;
  'app.finding_reason': FindingReasonRow;
}
