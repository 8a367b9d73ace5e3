import type { IdentificationStep } from '../../../../contract/asset-inventory-kinds.ts';

interface IdentificationRow {
  organization_id: string;
  id: string;
  entity_id: string;
  year: number;
  version: number;
  as_of: string;
  note: string;
  opened_at: string;
  opened_by: string;
  opened_by_name: string;
}

interface IdentificationStepRow {
  organization_id: string;
  identification_id: string;
  step: IdentificationStep;
  note: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

interface InventoryEntryRow {
  organization_id: string;
  id: string;
  identification_id: string;
  line_id: string;
  version: number;
  standing: 'existing' | 'potential';
  kind: string;
  name: string;
  class_no: number | null;
  quantity: string;
  unit: 't' | 'MWh';
  low: string | null;
  high: string | null;
  probability: string | null;
  expected_year: number | null;
  basis: string;
  holder: string;
  responsible: string;
  next_step: string;
  due_on: string | null;
  withdrawn: boolean;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface InventoryReviewRow {
  organization_id: string;
  entry_id: string;
  recorded_by: string;
  verdict: 'accepted' | 'returned';
  reason: string;
  reviewed_at: string;
  reviewed_by: string;
  reviewed_by_name: string;
}

interface IdentificationDecisionRow {
  organization_id: string;
  identification_id: string;
  opened_by: string;
  decision: 'approved' | 'rejected';
  reason: string;
  decided_at: string;
  decided_by: string;
  decided_by_name: string;
}

export interface InventoryTables {
  'app.asset_identification': IdentificationRow;
  'app.asset_identification_decision': IdentificationDecisionRow;
  'app.asset_identification_step': IdentificationStepRow;
  'app.asset_inventory_entry': InventoryEntryRow;
  'app.asset_inventory_review': InventoryReviewRow;
}
