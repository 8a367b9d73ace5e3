import type { ColumnType } from 'kysely';
import type { PlanContent, PlanState, RevisionTrigger } from '../../../../kernel/emission/control-plan/plan.ts';

interface ControlPlanRow {
  organization_id: string;
  id: string;
  entity_id: string;
  year: number;
  number: number;
  state: PlanState;
  valid_from: string;
  trigger: RevisionTrigger;
  note: string;
  content: ColumnType<PlanContent, string, string>;
  content_sha256: string;
  based_on: string | null;
  hands: string[];
  drafted_at: string;
  drafted_by: string;
  drafted_by_name: string;
  reviewed_at: string | null;
  reviewed_by: string | null;
  reviewed_by_name: string | null;
  approved_at: string | null;
  approved_by: string | null;
  approved_by_name: string | null;
  filed_on: string | null;
  receipt_number: string | null;
  filed_at: string | null;
  filed_by: string | null;
  filed_by_name: string | null;
  version: number;
  changed_at: string;
}

export interface ControlPlanTables {
  'app.control_plan': ControlPlanRow;
}
