import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { LcaDatabaseTables as LcaTables } from './tables.ts';

export type DatabaseRow = Selectable<LcaTables['app.lca_database']>;
type NotShown = 'organization_id' | 'database_id' | 'document' | 'words';
export type ProcessRow = Omit<Selectable<LcaTables['app.lca_process']>, NotShown>;
export type FlowRow = Omit<Selectable<LcaTables['app.lca_flow']>, NotShown>;

/** One import at a time numbers its database. */
export async function nextNo(tx: Tx, organizationId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`lca-databases:${organizationId}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('app.lca_database')
    .select((eb) => eb.fn.max('no').as('last'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

export async function insertDatabase(tx: Tx, row: Insertable<LcaTables['app.lca_database']>): Promise<void> {
  await tx.insertInto('app.lca_database').values(row).execute();
}

export async function insertPackage(tx: Tx, row: Insertable<LcaTables['app.lca_package']>): Promise<void> {
  await tx.insertInto('app.lca_package').values(row).execute();
}

type At = { readonly organization_id: string; readonly database_id: string };

/** One piece of rows as the thread packed them (packed-rows.ts): PostgreSQL reads the JSON, so that the server need not. */
export async function insertProcesses(tx: Tx, at: At, piece: Uint8Array): Promise<void> {
  await sql`insert into app.lca_process (organization_id, database_id, number, process_id, name, name_zh, category, location, kind, product, unit, exchanges, words, document)
    select ${at.organization_id}, ${at.database_id}, number, process_id, name, name_zh, category, location, kind, product, unit, exchanges, words, decode(document, 'base64')
    from json_to_recordset(${textOf(piece)}::json) as r(number int, process_id text, name text, name_zh text, category text, location text, kind text, product text, unit text,
      exchanges int, words text, document text)`.execute(tx);
}

export async function insertFlows(tx: Tx, at: At, piece: Uint8Array): Promise<void> {
  await sql`insert into app.lca_flow (organization_id, database_id, number, flow_id, name, name_zh, kind, category, location, cas, unit, producers, words, document)
    select ${at.organization_id}, ${at.database_id}, number, flow_id, name, name_zh, kind, category, location, cas, unit, producers, words, decode(document, 'base64')
    from json_to_recordset(${textOf(piece)}::json) as r(number int, flow_id text, name text, name_zh text, kind text, category text, location text, cas text, unit text,
      producers int[], words text, document text)`.execute(tx);
}

const textOf = (piece: Uint8Array): string => Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('utf8');

export async function findDatabase(tx: Tx, organizationId: string, id: string): Promise<DatabaseRow | null> {
  const row = await tx
    .selectFrom('app.lca_database')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The same content that is not rejected: importing it again would be the same database twice. */
export async function databaseWithContent(tx: Tx, organizationId: string, contentSha256: string): Promise<DatabaseRow | null> {
  const row = await tx
    .selectFrom('app.lca_database')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('content_sha256', '=', contentSha256)
    .where('state', 'in', ['proposed', 'approved'])
    .executeTakeFirst();
  return row ?? null;
}

export async function databases(
  tx: Tx,
  organizationId: string,
  { state, offset, limit }: { state?: DatabaseRow['state'] | undefined; offset: number; limit: number },
): Promise<{ items: DatabaseRow[]; total: number }> {
  let rows = tx.selectFrom('app.lca_database').where('organization_id', '=', organizationId);
  if (state) rows = rows.where('state', '=', state);
  const items = await rows.selectAll().orderBy('no', 'desc').offset(offset).limit(limit).execute();
  const counted = await rows.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirst();
  return { items, total: Number(counted?.n ?? 0) };
}

type Moved = Pick<
  DatabaseRow,
  | 'state'
  | 'decided_at'
  | 'decided_by'
  | 'decided_by_name'
  | 'decision_reason'
  | 'retired_at'
  | 'retired_by'
  | 'retired_by_name'
  | 'retirement_reason'
>;

/** @returns whether the row still had this version. */
export async function moveDatabase(tx: Tx, organizationId: string, id: string, version: number, moved: Partial<Moved>): Promise<boolean> {
  const done = await tx
    .updateTable('app.lca_database')
    .set({ ...moved, version: version + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function packageOf(tx: Tx, organizationId: string, databaseId: string, kind: 'table' | 'rest'): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('app.lca_package')
    .select('content')
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.content ?? null;
}

export interface Search {
  readonly search?: string | undefined;
  readonly category?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Every word somewhere in the row; in any order. */
const patterns = (search: string | undefined): string[] =>
  (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);

const processColumns = ['number', 'process_id', 'name', 'name_zh', 'category', 'location', 'kind', 'product', 'unit', 'exchanges'] as const;
const flowColumns = ['number', 'flow_id', 'name', 'name_zh', 'kind', 'category', 'location', 'cas', 'unit', 'producers'] as const;

function narrowed(
  tx: Tx,
  organizationId: string,
  databaseId: string,
  found: Partial<Pick<Search, 'search' | 'category'>> & { location?: string | undefined },
) {
  let rows = tx.selectFrom('app.lca_process').where('organization_id', '=', organizationId).where('database_id', '=', databaseId);
  for (const pattern of patterns(found.search)) rows = rows.where('words', 'like', pattern);
  if (found.category) rows = rows.where('category', '=', found.category);
  if (found.location) rows = rows.where('location', '=', found.location);
  return rows;
}

export async function searchProcesses(
  tx: Tx,
  organizationId: string,
  databaseId: string,
  found: Search & { location?: string | undefined },
) {
  const rows = narrowed(tx, organizationId, databaseId, found);
  const items = await rows.select(processColumns).orderBy('name').orderBy('number').offset(found.offset).limit(found.limit).execute();
  const counted = await rows.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirst();
  return { items, total: Number(counted?.n ?? 0) };
}

/** Ids of the processes that a search finds, whatever page they stand on. */
export async function matchingProcessIds(
  tx: Tx,
  organizationId: string,
  databaseId: string,
  found: Partial<Pick<Search, 'search' | 'category'>> & { location?: string | undefined },
): Promise<string[]> {
  const rows = await narrowed(tx, organizationId, databaseId, found).select('process_id').execute();
  return rows.map((row) => row.process_id);
}

export async function locationsOf(tx: Tx, organizationId: string, databaseId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('app.lca_process')
    .select('location')
    .distinct()
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId)
    .orderBy('location')
    .execute();
  return rows.map((row) => row.location).filter((one) => one !== '');
}

export async function searchFlows(
  tx: Tx,
  organizationId: string,
  databaseId: string,
  found: Search & { kind?: FlowRow['kind'] | undefined },
) {
  let rows = tx.selectFrom('app.lca_flow').where('organization_id', '=', organizationId).where('database_id', '=', databaseId);
  for (const pattern of patterns(found.search)) rows = rows.where('words', 'like', pattern);
  if (found.category) rows = rows.where('category', '=', found.category);
  if (found.kind) rows = rows.where('kind', '=', found.kind);
  const items = await rows.select(flowColumns).orderBy('name').orderBy('number').offset(found.offset).limit(found.limit).execute();
  const counted = await rows.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirst();
  return { items, total: Number(counted?.n ?? 0) };
}

export async function findProcess(tx: Tx, organizationId: string, databaseId: string, number: number) {
  const row = await tx
    .selectFrom('app.lca_process')
    .select([...processColumns, 'document'])
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ?? null;
}

export async function findFlow(tx: Tx, organizationId: string, databaseId: string, number: number) {
  const row = await tx
    .selectFrom('app.lca_flow')
    .select([...flowColumns, 'document'])
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ?? null;
}

export async function flowsById(tx: Tx, organizationId: string, databaseId: string, ids: readonly string[]): Promise<Map<string, FlowRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('app.lca_flow')
    .select(flowColumns)
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId)
    .where('flow_id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.flow_id, row]));
}

export async function processesBy(
  tx: Tx,
  organizationId: string,
  databaseId: string,
  by: { numbers?: readonly number[]; ids?: readonly string[] },
): Promise<ProcessRow[]> {
  const { numbers = [], ids = [] } = by;
  if (numbers.length + ids.length === 0) return [];
  return await tx
    .selectFrom('app.lca_process')
    .select(processColumns)
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId)
    .where((eb) =>
      eb.or([
        ...(numbers.length > 0 ? [eb('number', 'in', [...numbers])] : []),
        ...(ids.length > 0 ? [eb('process_id', 'in', [...ids])] : []),
      ]),
    )
    .orderBy('number')
    .execute();
}

/** Documents of processes (all, or those numbered) and of all flows, for exports. */
export async function documentsOf(tx: Tx, organizationId: string, databaseId: string, numbers: readonly number[] | null) {
  let rows = tx
    .selectFrom('app.lca_process')
    .select('document')
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId);
  if (numbers !== null) rows = rows.where('number', 'in', [...numbers]);
  const processes = await rows.orderBy('number').execute();
  const flows = await tx
    .selectFrom('app.lca_flow')
    .select('document')
    .where('organization_id', '=', organizationId)
    .where('database_id', '=', databaseId)
    .orderBy('number')
    .execute();
  return { processes: processes.map((row) => row.document), flows: flows.map((row) => row.document) };
}
