import type { ColumnType } from 'kysely';
import type { z } from 'zod';
import type { budgetLine } from '../../../../contract/asset-budget.ts';

export type PlannedLine = z.output<typeof budgetLine>;

interface BudgetRow {
  organization_id: string;
  id: string;
  entity_id: string;
  year: number;
  version: number;
  lines: ColumnType<readonly PlannedLine[], string, never>;
  note: string;
  drafted_at: string;
  drafted_by: string;
  drafted_by_name: string;
}

interface BudgetDecisionRow {
  organization_id: string;
  budget_id: string;
  drafted_by: string;
  decision: 'approved' | 'rejected';
  reason: string;
  decided_at: string;
  decided_by: string;
  decided_by_name: string;
}

export interface BudgetTables {
  'app.asset_budget': BudgetRow;
  'app.asset_budget_decision': BudgetDecisionRow;
}
