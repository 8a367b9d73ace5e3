import type { Methodology } from '../../../../contract/asset-project-steps.ts';
import type { ProjectStep } from '../../../../kernel/asset/project-cycle.ts';

interface ProjectRow {
  organization_id: string;
  id: string;
  entity_id: string;
  code: string;
  created_at: string;
}

interface ProjectFactsRow {
  organization_id: string;
  project_id: string;
  version: number;
  name: string;
  methodology: Methodology;
  construction_on: string | null;
  crediting_from: string | null;
  crediting_to: string | null;
  obliged: boolean;
  inside_market: boolean;
  note: string;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface ProjectStepRow {
  organization_id: string;
  id: string;
  project_id: string;
  round: number;
  step: ProjectStep;
  version: number;
  happened_on: string;
  body: string;
  period_from: string | null;
  period_to: string | null;
  quantity: string | null;
  document_no: string;
  note: string;
  withdrawn: boolean;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

export interface ProjectTables {
  'app.asset_project': ProjectRow;
  'app.asset_project_facts': ProjectFactsRow;
  'app.asset_project_step': ProjectStepRow;
}
