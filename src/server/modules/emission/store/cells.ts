import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

/** A cell of a unit's month with the datum that counts in it now. */
export interface CurrentCell {
  readonly cellId: string;
  readonly unitId: string;
  readonly fuelStreamId: string | null;
  readonly month: string;
  readonly parameter: string;
  readonly datumId: string;
  readonly version: number;
  readonly value: string | null;
  readonly unit: string;
  readonly givenValue: string | null;
  readonly givenUnit: string;
  readonly acquisition: 'measured' | 'calculated' | 'estimated' | 'default';
  readonly comment: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly recordedByName: string;
}

const columns = [
  'c.id as cellId',
  'c.unit_id as unitId',
  'c.fuel_stream_id as fuelStreamId',
  'c.month',
  'c.parameter',
  'd.id as datumId',
  'd.version',
  'd.value',
  'd.unit',
  'd.given_value as givenValue',
  'd.given_unit as givenUnit',
  'd.acquisition',
  'd.comment',
  'd.recorded_at as recordedAt',
  'd.recorded_by as recordedBy',
  'd.recorded_by_name as recordedByName',
] as const;

function currentCells(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.activity_cell as c')
    .innerJoin('app.activity_datum as d', (join) =>
      join.onRef('d.organization_id', '=', 'c.organization_id').onRef('d.id', '=', 'c.datum_id'),
    )
    .where('c.organization_id', '=', organizationId)
    .select(columns);
}

/** All cells of these units in one calendar year, in a stable order. */
export async function cellsOfYear(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<CurrentCell[]> {
  if (unitIds.length === 0) return [];
  return await currentCells(tx, organizationId)
    .where('c.unit_id', 'in', [...unitIds])
    .where('c.month', '>=', `${year}-01`)
    .where('c.month', '<=', `${year}-12`)
    .orderBy('c.unit_id')
    .orderBy('c.month')
    .orderBy('c.parameter')
    .orderBy('c.id')
    .execute();
}

/** Values of some parameters in one calendar year, without their history. */
export async function valuesOfYear(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
  year: number,
  parameters: readonly string[],
): Promise<{ unitId: string; fuelStreamId: string | null; parameter: string; month: string; value: string }[]> {
  if (unitIds.length === 0) return [];
  const rows = await tx
    .selectFrom('app.activity_cell as c')
    .innerJoin('app.activity_datum as d', (join) =>
      join.onRef('d.organization_id', '=', 'c.organization_id').onRef('d.id', '=', 'c.datum_id'),
    )
    .where('c.organization_id', '=', organizationId)
    .where('c.unit_id', 'in', [...unitIds])
    .where('c.parameter', 'in', [...parameters])
    .where('c.month', '>=', `${year}-01`)
    .where('c.month', '<=', `${year}-12`)
    .where('d.value', 'is not', null)
    .select(['c.unit_id as unitId', 'c.fuel_stream_id as fuelStreamId', 'c.parameter', 'c.month', 'd.value'])
    .execute();
  return rows.flatMap((row) => (row.value === null ? [] : [{ ...row, value: row.value }]));
}

export async function cellsByIds(tx: Tx, organizationId: string, cellIds: readonly string[]): Promise<CurrentCell[]> {
  if (cellIds.length === 0) return [];
  return await currentCells(tx, organizationId)
    .where('c.id', 'in', [...cellIds])
    .execute();
}

/** Current cells by the data that count in them. */
export async function cellsByData(tx: Tx, organizationId: string, datumIds: readonly string[]): Promise<CurrentCell[]> {
  if (datumIds.length === 0) return [];
  return await tx
    .selectFrom('app.activity_datum as d')
    .innerJoin('app.activity_cell as c', (join) =>
      join.onRef('c.organization_id', '=', 'd.organization_id').onRef('c.id', '=', 'd.cell_id'),
    )
    .where('d.organization_id', '=', organizationId)
    .where('d.id', 'in', [...datumIds])
    .select(columns)
    .execute();
}

export interface DatumVersion {
  readonly datumId: string;
  readonly version: number;
  readonly value: string | null;
  readonly givenValue: string | null;
  readonly givenUnit: string;
  readonly acquisition: 'measured' | 'calculated' | 'estimated' | 'default';
  readonly comment: string;
  readonly recordedAt: string;
  readonly recordedByName: string;
}

export async function versionsOfCell(tx: Tx, organizationId: string, cellId: string): Promise<DatumVersion[]> {
  return await tx
    .selectFrom('app.activity_datum')
    .where('organization_id', '=', organizationId)
    .where('cell_id', '=', cellId)
    .select([
      'id as datumId',
      'version',
      'value',
      'given_value as givenValue',
      'given_unit as givenUnit',
      'acquisition',
      'comment',
      'recorded_at as recordedAt',
      'recorded_by_name as recordedByName',
    ])
    .orderBy('version', 'desc')
    .execute();
}

/**
 * Before many rows are written in one transaction. The database keeps the plan by which it checks a foreign key for as long as the connection lives; one made
 * while the table was small reads the whole table for each row, which a hundred thousand rows never get through. Plans are made anew here, by index.
 */
export async function expectManyRows(tx: Tx): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx);
  await sql`discard plans`.execute(tx);
}

/** Takes the unit's year for writing: two writers of the same unit and year wait for each other instead of losing a value. */
export async function lockUnitYear(tx: Tx, unitId: string, year: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId}/${year}`}, 0))`.execute(tx);
}

export interface NewDatum {
  readonly organization_id: string;
  readonly id: string;
  readonly cell_id: string;
  readonly version: number;
  readonly value: string | null;
  readonly unit: string;
  readonly given_value: string | null;
  readonly given_unit: string;
  readonly acquisition: 'measured' | 'calculated' | 'estimated' | 'default';
  readonly comment: string;
  readonly recorded_at: string;
  readonly recorded_by: string;
  readonly recorded_by_name: string;
  readonly supersedes: string | null;
}

export interface NewCell {
  readonly organization_id: string;
  readonly id: string;
  readonly unit_id: string;
  readonly fuel_stream_id: string | null;
  readonly month: string;
  readonly parameter: string;
  readonly datum_id: string;
  readonly datum_version: number;
}

const batch = 2000;

export async function insertData(tx: Tx, data: readonly NewDatum[]): Promise<void> {
  for (let i = 0; i < data.length; i += batch) {
    await sql`insert into app.activity_datum (organization_id, id, cell_id, version, value, unit, given_value, given_unit, acquisition, comment,
        recorded_at, recorded_by, recorded_by_name, supersedes)
      select * from jsonb_to_recordset(${JSON.stringify(data.slice(i, i + batch))}::jsonb) as r (organization_id uuid, id uuid, cell_id uuid,
        version int, value numeric, unit text, given_value text, given_unit text, acquisition text, comment text, recorded_at timestamptz,
        recorded_by uuid, recorded_by_name text, supersedes uuid)`.execute(tx);
  }
}

export async function insertCells(tx: Tx, cells: readonly NewCell[]): Promise<void> {
  for (let i = 0; i < cells.length; i += batch) {
    await sql`insert into app.activity_cell (organization_id, id, unit_id, fuel_stream_id, month, parameter, datum_id, datum_version)
      select * from jsonb_to_recordset(${JSON.stringify(cells.slice(i, i + batch))}::jsonb) as r (organization_id uuid, id uuid, unit_id uuid,
        fuel_stream_id uuid, month text, parameter text, datum_id uuid, datum_version int)`.execute(tx);
  }
}

/** Points cells to their new datum in one statement. */
export async function advanceCells(
  tx: Tx,
  organizationId: string,
  cells: readonly { id: string; datumId: string; version: number }[],
): Promise<void> {
  if (cells.length === 0) return;
  const ids = cells.map((cell) => cell.id);
  const data = cells.map((cell) => cell.datumId);
  const versions = cells.map((cell) => cell.version);
  await sql`update app.activity_cell c set datum_id = n.datum_id, datum_version = n.version
    from (select unnest(${ids}::uuid[]) as id, unnest(${data}::uuid[]) as datum_id, unnest(${versions}::int[]) as version) n
    where c.organization_id = ${organizationId} and c.id = n.id`.execute(tx);
}
