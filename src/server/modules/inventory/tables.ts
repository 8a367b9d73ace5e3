import type { ColumnType } from 'kysely';
import type { z } from 'zod';
import type { LineMethod } from '../../../contract/inventory-lines.ts';
import type { inventorySettings } from '../../../contract/inventory-values.ts';
import type { InventorySource, OrganizationInventory, PinnedFactor, PreparationStep } from '../../../kernel/inventory/inventory.ts';
import type { InventoryDeed, InventoryState } from '../../../kernel/inventory/states.ts';
import type { InventoryBesideTables } from './report/tables.ts';

type Json<T> = ColumnType<T, string, string>;
export type Settings = z.output<typeof inventorySettings>;

interface InventoryRow {
  organization_id: string;
  id: string;
  no: number;
  entity_id: string;
  name: string;
  period_from: string;
  period_to: string;
  opened_at: string;
  opened_by: string;
  opened_by_name: string;
}

interface Recorded {
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface SettingRow extends Recorded {
  organization_id: string;
  inventory_id: string;
  version: number;
  content: Json<Settings>;
}

/** What of a source is no column of its own. */
export type SourceContent = Pick<
  InventorySource,
  'name' | 'kind' | 'method' | 'factor' | 'residualFactor' | 'expected' | 'monthly' | 'quality' | 'reference' | 'note'
>;

interface SourceRow extends Recorded {
  organization_id: string;
  inventory_id: string;
  source_id: string;
  version: number;
  code: string;
  entity_id: string;
  category: string;
  unit: string;
  content: Json<SourceContent>;
  withdrawn: boolean;
}

/** How a line's amount came about, and its own factor. */
export interface LineContent {
  readonly factor: PinnedFactor | null;
  readonly preparation: readonly PreparationStep[];
  /** Of an entry of scope 3: the method taken and why, what the others give, and the entry itself as it was made. */
  readonly method?: LineMethod;
  readonly entry?: unknown;
  /** The lines one entry became. */
  readonly entryId?: string;
  /** Why this version supersedes the one before. */
  readonly reason?: string;
}

interface LineRow extends Recorded {
  organization_id: string;
  inventory_id: string;
  line_id: string;
  version: number;
  source_id: string;
  month: string | null;
  main: boolean;
  amount: string;
  unit: string;
  estimated: boolean;
  content: ColumnType<LineContent | null, string | null, string | null>;
  note: string;
  withdrawn: boolean;
}

interface MoveRow {
  organization_id: string;
  inventory_id: string;
  no: number;
  deed: InventoryDeed;
  state: InventoryState;
  content_sha256: Buffer;
  reason: string;
  moved_at: string;
  moved_by: string;
  moved_by_name: string;
}

interface FreezeRow {
  organization_id: string;
  inventory_id: string;
  version: number;
  content: Json<OrganizationInventory>;
  content_sha256: Buffer;
  emission: string;
  emission_market: string;
  frozen_at: string;
  frozen_by: string;
  frozen_by_name: string;
}

interface EnergyUseRow {
  organization_id: string;
  id: string;
  inventory_id: string;
  version: number;
  holder_entity_id: string;
  reference: string;
  station: string;
  month: string;
  mwh: unknown;
  year: number;
}

export interface InventoryTables extends InventoryBesideTables {
  'app.ghg_inventory': InventoryRow;
  'app.ghg_setting': SettingRow;
  'app.ghg_source': SourceRow;
  'app.ghg_line': LineRow;
  'app.ghg_move': MoveRow;
  'app.ghg_freeze': FreezeRow;
  'app.ghg_energy_use': EnergyUseRow;
}
