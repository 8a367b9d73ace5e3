import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../../db/tx.ts';
import type { IntakeTables } from '../tables.ts';

export type RunRow = Selectable<IntakeTables['app.intake_run']>;
export type NewRun = Insertable<IntakeTables['app.intake_run']>;
export type LineRow = Selectable<IntakeTables['app.intake_line']>;

export async function insertRun(tx: Tx, run: NewRun): Promise<void> {
  await tx.insertInto('app.intake_run').values(run).execute();
}

export async function insertLines(tx: Tx, lines: readonly LineRow[]): Promise<void> {
  for (let at = 0; at < lines.length; at += 2000) {
    const some = lines.slice(at, at + 2000);
    await sql`insert into app.intake_line (organization_id, run_id, number, place, unit_id, cell_id, datum_id, before_datum_id)
      select ${some[0]?.organization_id}::uuid, ${some[0]?.run_id}::uuid, * from unnest(${some.map((l) => l.number)}::int[], ${some.map((l) => l.place)}::text[],
        ${some.map((l) => l.unit_id)}::uuid[], ${some.map((l) => l.cell_id)}::uuid[], ${some.map((l) => l.datum_id)}::uuid[],
        ${some.map((l) => l.before_datum_id)}::uuid[])`.execute(tx);
  }
}

export async function findRun(tx: Tx, organizationId: string, runId: string, lock = false): Promise<RunRow | undefined> {
  const found = tx.selectFrom('app.intake_run').selectAll().where('organization_id', '=', organizationId).where('id', '=', runId);
  return await (lock ? found.forUpdate() : found).executeTakeFirst();
}

export async function runsPage(tx: Tx, organizationId: string, offset: number, limit: number): Promise<{ rows: RunRow[]; total: number }> {
  const all = tx.selectFrom('app.intake_run').where('organization_id', '=', organizationId);
  const rows = await all.selectAll().orderBy('recorded_at', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute();
  const { n } = await all.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  return { rows, total: Number(n) };
}

/** How many values of each unit and year these runs wrote. */
export async function placesOf(
  tx: Tx,
  organizationId: string,
  runIds: readonly string[],
): Promise<{ runId: string; unitId: string; year: number; values: number }[]> {
  if (runIds.length === 0) return [];
  const { rows } = await sql<{ run_id: string; unit_id: string; year: string; n: string }>`
    select l.run_id, l.unit_id, left(c.month, 4) as year, count(*) as n
      from app.intake_line l join app.activity_cell c on c.organization_id = l.organization_id and c.id = l.cell_id
     where l.organization_id = ${organizationId} and l.run_id = any(${[...runIds]}::uuid[])
     group by 1, 2, 3 order by 1, 2, 3`.execute(tx);
  return rows.map((row) => ({ runId: row.run_id, unitId: row.unit_id, year: Number(row.year), values: Number(row.n) }));
}

export interface UndoLine {
  readonly unit_id: string;
  readonly month: string;
  readonly parameter: string;
  readonly fuel_stream_id: string | null;
  readonly datum_id: string;
  /** The version that counts now; another than `datum_id` when somebody changed the value since. */
  readonly current_id: string;
  readonly given_value: string | null;
  readonly given_unit: string | null;
  readonly acquisition: 'measured' | 'calculated' | 'estimated' | 'default' | null;
  readonly comment: string | null;
}

/** What a run wrote, where it stands now, and what was there before. */
export async function undoLines(tx: Tx, organizationId: string, runId: string): Promise<UndoLine[]> {
  const { rows } = await sql<UndoLine>`
    select l.unit_id, c.month, c.parameter, c.fuel_stream_id, l.datum_id, c.datum_id as current_id,
           b.given_value, b.given_unit, b.acquisition, b.comment
      from app.intake_line l
      join app.activity_cell c on c.organization_id = l.organization_id and c.id = l.cell_id
      left join app.activity_datum b on b.organization_id = l.organization_id and b.id = l.before_datum_id
     where l.organization_id = ${organizationId} and l.run_id = ${runId}
     order by l.unit_id, c.month, l.number`.execute(tx);
  return rows;
}

export async function markUndone(
  tx: Tx,
  organizationId: string,
  runId: string,
  undo: { reverted: number; kept: number },
  by: { at: string; name: string },
): Promise<void> {
  await tx
    .updateTable('app.intake_run')
    .set((eb) => ({
      state: 'undone',
      undo: JSON.stringify(undo),
      undone_at: by.at,
      undone_by_name: by.name,
      version: eb('version', '+', 1),
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', runId)
    .execute();
}
