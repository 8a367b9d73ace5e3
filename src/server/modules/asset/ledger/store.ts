import { type Insertable, type Selectable, sql } from 'kysely';
import { type Book, type Held, type Holding, holding, type Step } from '../../../../kernel/asset/ledger/post.ts';
import type { Block } from '../../../../kernel/asset/ledger/serials.ts';
import type { Tx } from '../../../db/tx.ts';
import type { LedgerTables } from './tables.ts';

export type Account = Omit<Selectable<LedgerTables['app.ledger_account']>, 'organization_id'>;
export type UnitClass = Omit<Selectable<LedgerTables['app.ledger_class']>, 'organization_id'>;
export type Transaction = Omit<Selectable<LedgerTables['app.ledger_transaction']>, 'organization_id'>;
type Head = Omit<Selectable<LedgerTables['app.ledger_head']>, 'organization_id' | 'last_id'>;

/** Where the ledger stands; its row stays locked until the transaction ends, so that whoever posts next sees what this one did. */
export async function lockHead(tx: Tx, organizationId: string): Promise<Head> {
  const read = () =>
    tx
      .selectFrom('app.ledger_head')
      .select(['seq', 'accounts', 'classes', 'series'])
      .where('organization_id', '=', organizationId)
      .forUpdate()
      .executeTakeFirst();
  const head = await read();
  if (head) return head;
  await sql`insert into app.ledger_head (organization_id) values (${organizationId}) on conflict do nothing`.execute(tx);
  return (await read()) ?? { seq: '0', accounts: 0, classes: 0, series: 0 };
}

/** The next number of a kind; the head must be locked. */
async function nextNo(tx: Tx, organizationId: string, of: 'accounts' | 'classes' | 'series'): Promise<number> {
  await lockHead(tx, organizationId);
  const { rows } = await sql<{ no: number }>`update app.ledger_head set ${sql.ref(of)} = ${sql.ref(of)} + 1
    where organization_id = ${organizationId} returning ${sql.ref(of)} as no`.execute(tx);
  const no = rows[0]?.no;
  if (no === undefined) throw new Error('a ledger without a head');
  return no;
}

export async function accountsOf(tx: Tx, organizationId: string): Promise<Account[]> {
  return await tx
    .selectFrom('app.ledger_account')
    .select(['no', 'id', 'kind', 'entity_id', 'parent_no', 'name', 'name_en', 'created_at'])
    .where('organization_id', '=', organizationId)
    .orderBy('no')
    .execute();
}

export async function insertAccount(
  tx: Tx,
  row: Omit<Insertable<LedgerTables['app.ledger_account']>, 'no'>,
): Promise<Insertable<LedgerTables['app.ledger_account']>> {
  const numbered = { ...row, no: await nextNo(tx, row.organization_id, 'accounts') };
  await tx.insertInto('app.ledger_account').values(numbered).execute();
  return numbered;
}

export async function classesOf(tx: Tx, organizationId: string): Promise<UnitClass[]> {
  return await tx
    .selectFrom('app.ledger_class')
    .select(['no', 'id', 'programme', 'vintage', 'project', 'unit', 'serialised', 'registered_on', 'created_at'])
    .where('organization_id', '=', organizationId)
    .orderBy('programme')
    .orderBy('vintage')
    .orderBy('project')
    .execute();
}

export async function insertClass(
  tx: Tx,
  row: Omit<Insertable<LedgerTables['app.ledger_class']>, 'no'>,
): Promise<Insertable<LedgerTables['app.ledger_class']>> {
  const numbered = { ...row, no: await nextNo(tx, row.organization_id, 'classes') };
  await tx.insertInto('app.ledger_class').values(numbered).execute();
  return numbered;
}

/** What stands on these accounts, as the posting arithmetic wants it. The head must be locked. */
export async function bookOf(tx: Tx, organizationId: string, seq: string, accounts: readonly Account[]): Promise<Book> {
  const rows = await tx
    .selectFrom('app.ledger_balance')
    .select(['account_no', 'class_no', 'quantity', 'version'])
    .where('organization_id', '=', organizationId)
    .where('account_no', 'in', [0, ...accounts.map((one) => one.no)])
    .execute();
  const held = new Map<Holding, Held>(
    rows.map((row) => [holding(row.account_no, row.class_no), { quantity: BigInt(row.quantity), version: BigInt(row.version) }]),
  );
  return { head: BigInt(seq), held, open: new Set(accounts.filter((one) => isOutside(one)).map((one) => one.no)) };
}

export const isOutside = (account: { readonly kind: string }): boolean => account.kind === 'issuance' || account.kind === 'external';

interface StepOf extends Step {
  readonly serialised: boolean;
  readonly fromKind: Account['kind'];
  readonly toKind: Account['kind'];
}

/** One statement for the transaction and all its steps: the database checks and applies them as a set. */
export async function insertTransaction(
  tx: Tx,
  row: Insertable<LedgerTables['app.ledger_transaction']>,
  steps: readonly StepOf[],
): Promise<void> {
  await tx
    .with('told', (db) => db.insertInto('app.ledger_transaction').values(row))
    .insertInto('app.ledger_transfer')
    .columns([
      ...(['organization_id', 'transaction_id', 'effective_on', 'seq', 'kind', 'from_no', 'to_no', 'class_no', 'quantity'] as const),
      ...(['from_version', 'from_after', 'from_open', 'to_version', 'to_after', 'serialised', 'from_kind', 'to_kind'] as const),
    ])
    .expression(
      sql`select ${row.organization_id}::uuid, ${row.id}::uuid, ${row.effective_on}::date, s.* from unnest(
      ${steps.map((s) => `${s.seq}`)}::bigint[], ${steps.map((s) => s.kind)}::text[], ${steps.map((s) => s.fromNo)}::int[],
      ${steps.map((s) => s.toNo)}::int[], ${steps.map((s) => s.classNo)}::int[], ${steps.map((s) => `${s.quantity}`)}::bigint[],
      ${steps.map((s) => `${s.fromVersion}`)}::bigint[], ${steps.map((s) => `${s.fromAfter}`)}::bigint[], ${steps.map((s) => s.fromOpen)}::boolean[],
      ${steps.map((s) => `${s.toVersion}`)}::bigint[], ${steps.map((s) => `${s.toAfter}`)}::bigint[], ${steps.map((s) => s.serialised)}::boolean[],
      ${steps.map((s) => s.fromKind)}::text[], ${steps.map((s) => s.toKind)}::text[]
    ) as s`,
    )
    .execute();
}

const range = (block: Block): string => `[${block.first},${block.first + block.count})`;

export async function insertBlockMoves(
  tx: Tx,
  organizationId: string,
  moves: readonly { readonly seq: bigint; readonly block: Block }[],
): Promise<void> {
  if (moves.length === 0) return;
  // One after the other: a later leg may take what an earlier one brought.
  await sql`insert into app.ledger_block_move (organization_id, seq, series_no, serials)
    select ${organizationId}, m.* from unnest(${moves.map((m) => `${m.seq}`)}::bigint[], ${moves.map((m) => m.block.seriesNo)}::int[],
      ${moves.map((m) => range(m.block))}::int8range[]) as m`.execute(tx);
}

/** The blocks on an account, those that came first first. */
export async function blocksOn(tx: Tx, organizationId: string, accountNo: number, classNo: number): Promise<Block[]> {
  const { rows } = await sql<{ series_no: number; first: string; count: string }>`
    select series_no, lower(serials) as first, upper(serials) - lower(serials) as count from app.ledger_block
     where organization_id = ${organizationId} and account_no = ${accountNo} and class_no = ${classNo}
     order by since_seq, series_no, serials`.execute(tx);
  return rows.map((row) => ({ seriesNo: row.series_no, first: BigInt(row.first), count: BigInt(row.count) }));
}

/** The series of a registry with this name, made when it is new; it belongs to one class for good. */
export async function seriesOf(
  tx: Tx,
  organizationId: string,
  series: { readonly registry: string; readonly series: string; readonly classNo: number },
): Promise<{ no: number; classNo: number; next: bigint }> {
  const known = await sql<{ no: number; class_no: number; next: string }>`
    select s.no, s.class_no, coalesce((select max(upper(b.serials)) from app.ledger_block b
       where b.organization_id = s.organization_id and b.series_no = s.no), 1) as next
      from app.ledger_series s
     where s.organization_id = ${organizationId} and s.registry = ${series.registry} and s.series = ${series.series}`.execute(tx);
  const row = known.rows[0];
  if (row) return { no: row.no, classNo: row.class_no, next: BigInt(row.next) };
  const no = await nextNo(tx, organizationId, 'series');
  await tx
    .insertInto('app.ledger_series')
    .values({ organization_id: organizationId, no, registry: series.registry, series: series.series, class_no: series.classNo })
    .execute();
  return { no, classNo: series.classNo, next: 1n };
}

export async function transactionOf(tx: Tx, organizationId: string, id: string): Promise<Transaction | undefined> {
  return await tx
    .selectFrom('app.ledger_transaction')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The transfers `t` of a transaction `x` follow each other in the order of the ledger. */
export const placesOf = sql<boolean>`t.seq between x.first_seq and x.first_seq + x.legs - 1`;

export interface Transfer {
  readonly seq: string;
  readonly kind: string;
  readonly fromNo: number;
  readonly toNo: number;
  readonly classNo: number;
  readonly quantity: string;
}

export async function transfersOf(tx: Tx, organizationId: string, transactionId: string): Promise<Transfer[]> {
  return await tx
    .selectFrom('app.ledger_transaction as x')
    .innerJoin('app.ledger_transfer as t', (join) => join.onRef('t.organization_id', '=', 'x.organization_id').on(placesOf))
    .select(['t.seq', 't.kind', 't.from_no as fromNo', 't.to_no as toNo', 't.class_no as classNo', 't.quantity'])
    .where('x.organization_id', '=', organizationId)
    .where('x.id', '=', transactionId)
    .orderBy('t.seq')
    .execute();
}

/** The serial numbers that each transfer of a transaction moved. */
export async function blocksOfTransaction(tx: Tx, organizationId: string, transactionId: string): Promise<Map<string, Block[]>> {
  const { rows } = await sql<{ seq: string; series_no: number; first: string; count: string }>`
    select m.seq, m.series_no, lower(m.serials) as first, upper(m.serials) - lower(m.serials) as count
      from app.ledger_transaction x
      join app.ledger_block_move m on m.organization_id = x.organization_id and m.seq between x.first_seq and x.first_seq + x.legs - 1
     where x.organization_id = ${organizationId} and x.id = ${transactionId} order by m.seq, m.series_no, m.serials`.execute(tx);
  const by = new Map<string, Block[]>();
  for (const row of rows) {
    const block = { seriesNo: row.series_no, first: BigInt(row.first), count: BigInt(row.count) };
    by.set(row.seq, [...(by.get(row.seq) ?? []), block]);
  }
  return by;
}

/** Registers serial numbers of a registry outside as this organization's; refused by the database when anybody has them. */
export async function insertOutsideUnits(
  tx: Tx,
  row: { organizationId: string; registry: string; series: string; first: bigint; count: bigint },
): Promise<void> {
  await sql`insert into app.ledger_outside_units (organization_id, registry, series, serials)
    values (${row.organizationId}, ${row.registry}, ${row.series}, int8range(${`${row.first}`}::bigint, ${`${row.first + row.count}`}::bigint))`.execute(
    tx,
  );
}
