interface AllocationDecisionRow {
  organization_id: string;
  id: string;
  unit_id: string;
  year: number;
  kind: 'pre_allocation' | 'final_allocation' | 'deduction';
  version: number;
  tonnes: string | null;
  decided_on: string;
  document_no: string;
  note: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  supersedes: string | null;
}

interface AllocationInputRow {
  organization_id: string;
  id: string;
  unit_id: string;
  year: number;
  symbol: string;
  version: number;
  value: string | null;
  unit: string;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  supersedes: string | null;
}

export interface AssetTables {
  'app.allocation_decision': AllocationDecisionRow;
  'app.allocation_input': AllocationInputRow;
}
