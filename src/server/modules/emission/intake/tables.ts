import type { ColumnType } from 'kysely';
import type { z } from 'zod';
import type { importRun } from '../../../../contract/intake.ts';
import type { Alias, Recipe } from '../../../../kernel/emission/intake/recipe.ts';

/** Written as text, read as what it says. */
type Json<T> = ColumnType<T, string, string>;
type Run = z.input<typeof importRun>;

interface IntakeSourceRow {
  organization_id: string;
  id: string;
  name: string;
  signature: string;
  recipe: Json<Recipe>;
  more: Json<readonly { readonly signature: string; readonly recipe: Recipe }[]>;
  retired_at: string | null;
  version: number;
  changed_at: string;
}

interface IntakeAliasRow {
  organization_id: string;
  id: string;
  source_id: string;
  kind: 'facility' | 'fuel' | 'parameter' | 'unit';
  name: string;
  target: Json<Omit<Alias, 'kind' | 'name'>>;
  changed_at: string;
}

interface IntakeRunRow {
  organization_id: string;
  id: string;
  channel: 'file' | 'push' | 'drop';
  source_id: string | null;
  source_name: string | null;
  file_name: string;
  file_sha256: string | null;
  recipe: ColumnType<unknown, string | null, string | null>;
  counts: Json<Run['counts']>;
  state: 'imported' | 'undone';
  undo: ColumnType<Run['undo'], string | null, string | null>;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  undone_at: string | null;
  undone_by_name: string | null;
  version: number;
}

interface IntakeLineRow {
  organization_id: string;
  run_id: string;
  number: number;
  place: string;
  unit_id: string;
  cell_id: string;
  datum_id: string;
  before_datum_id: string | null;
}

export interface IntakeTables {
  'app.intake_source': IntakeSourceRow;
  'app.intake_alias': IntakeAliasRow;
  'app.intake_run': IntakeRunRow;
  'app.intake_line': IntakeLineRow;
}
