import type { ColumnType } from 'kysely';
import type { AccountingTables } from './accounting/tables.ts';
import type { AppraisalTables } from './appraisals/tables.ts';
import type { BudgetTables } from './budget/tables.ts';
import type { InventoryTables } from './inventory/tables.ts';
import type { LedgerTables } from './ledger/tables.ts';
import type { MoneyTables } from './money/tables.ts';
import type { ProjectTables } from './projects/tables.ts';
import type { StatementTables } from './statement/tables.ts';
import type { StockTakeTables } from './stock-take/tables.ts';

type UnitClass = 'conventional_coal_above_300mw' | 'conventional_coal_up_to_300mw' | 'non_conventional_coal' | 'gas';

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

interface AllocationConfirmationRow {
  organization_id: string;
  decision_id: string;
  recorded_by: string;
  confirmed_at: string;
  confirmed_by: string;
  confirmed_by_name: string;
}

/** A unit whose data another one reports as well. */
export interface PartRow {
  readonly name: string;
  readonly unitClass: UnitClass;
  /** MW, decimal text; null where it is not known. */
  readonly capacityMw: string | null;
}

interface AllocationTogetherRow {
  organization_id: string;
  id: string;
  unit_id: string;
  year: number;
  version: number;
  parts: ColumnType<PartRow[], string, never>;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  supersedes: string | null;
}

/** One entity of a sector's sheet; decimal text, emission in tCO2e, intensity in tCO2e per t of product. */
export interface IndustryRow {
  /** An entity of the organization; null for one that is only named. */
  readonly entityId: string | null;
  readonly name: string;
  readonly emission: string;
  readonly intensity: string;
  readonly lines: readonly { readonly name: string; readonly emission: string }[];
}

interface IndustrySheetRow {
  organization_id: string;
  id: string;
  entity_id: string;
  sector: 'steel' | 'cement' | 'aluminium';
  year: number;
  version: number;
  balance: 'solved' | 'published';
  balance_value: string | null;
  rows: ColumnType<IndustryRow[], string, never>;
  note: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  supersedes: string | null;
}

export interface AssetTables
  extends LedgerTables,
    InventoryTables,
    ProjectTables,
    AppraisalTables,
    BudgetTables,
    AccountingTables,
    MoneyTables,
    StatementTables,
    StockTakeTables {
  'app.allocation_confirmation': AllocationConfirmationRow;
  'app.allocation_decision': AllocationDecisionRow;
  'app.allocation_input': AllocationInputRow;
  'app.allocation_together': AllocationTogetherRow;
  'app.industry_sheet': IndustrySheetRow;
}
