import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { RecordHead } from './store.ts';

/** Which records of a register are wanted. `entityIds`: null is everywhere. `today`: what overdue and review days are measured by. */
export interface RecordFilter {
  readonly register: string;
  readonly entityIds: readonly string[] | null;
  readonly search: string;
  readonly state: string | undefined;
  readonly ownerId: string | undefined;
  readonly clause: string | undefined;
  readonly only: 'all' | 'overdue' | 'to_review';
  readonly today: string;
}

function found(tx: Tx, organizationId: string, filter: RecordFilter) {
  let query = tx.selectFrom('app.register_record').where('organization_id', '=', organizationId).where('register', '=', filter.register);
  if (filter.entityIds !== null) query = query.where('entity_id', '=', sql<string>`any(${filter.entityIds}::uuid[])`);
  // Words anywhere, all of them; `%` and `_` are letters here.
  for (const word of filter.search.toLowerCase().split(/\s+/).filter(Boolean))
    query = query.where(sql<boolean>`strpos(search, ${word}) > 0`);
  if (filter.ownerId !== undefined) query = query.where('owner_id', '=', filter.ownerId);
  if (filter.clause !== undefined) query = query.where(sql<boolean>`clauses @> array[${filter.clause}]`);
  if (filter.only === 'overdue') query = query.where('due_on', '<', filter.today).where('stands', 'in', ['drafted', 'open']);
  if (filter.only === 'to_review') query = query.where('review_on', '<', filter.today).where('stands', 'in', ['in_force', 'done']);
  return query;
}

export async function findRecords(
  tx: Tx,
  organizationId: string,
  filter: RecordFilter,
  page: { readonly offset: number; readonly limit: number; readonly order: 'number' | 'changed' | 'due' },
): Promise<RecordHead[]> {
  let query = found(tx, organizationId, filter).selectAll();
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (page.order === 'changed') query = query.orderBy('changed_at', 'desc');
  if (page.order === 'due') query = query.orderBy(sql`due_on nulls last`);
  return await query.orderBy('no').offset(page.offset).limit(page.limit).execute();
}

export type FoundRecord = Pick<RecordHead, 'id' | 'register' | 'no' | 'title' | 'entity_id' | 'in_force_on'>;

/** Records of these registers with all these words in number or text, what came into force last first; of each register no more than are wanted altogether. */
export async function searchRecords(
  tx: Tx,
  organizationId: string,
  filter: {
    readonly registers: readonly { readonly id: string; readonly prefix: string }[];
    readonly entityIds: readonly string[] | null;
    readonly search: string;
    readonly which: 'all' | 'counting';
  },
  limit: number,
): Promise<FoundRecord[]> {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const ids = filter.registers.map((one) => one.id);
  const prefixes = filter.registers.map((one) => one.prefix.toLowerCase());
  // The number as it is printed: at least four digits.
  const { rows } = await sql<FoundRecord>`
    select r.* from unnest(${ids}::text[], ${prefixes}::text[]) as of (register, prefix),
           lateral (select id, register, no, title, entity_id, in_force_on from app.register_record
                     where organization_id = ${organizationId} and register = of.register
                       and (${filter.entityIds}::uuid[] is null or entity_id = any(${filter.entityIds}::uuid[]))
                       and (${filter.which === 'all'} or (in_force_version is not null and stands <> 'ended'))
                       and not exists (select from unnest(${words}::text[]) as w (word) where strpos(search, w.word) = 0
                                         and strpos(of.prefix || '-' || lpad(no::text, greatest(4, length(no::text)), '0'), w.word) = 0)
                     order by in_force_on desc nulls last, no desc limit ${limit}) r
     order by r.in_force_on desc nulls last, r.register, r.no desc limit ${limit}`.execute(tx);
  return rows;
}

/** How many in each state, whatever state is asked for. */
export async function countStates(tx: Tx, organizationId: string, filter: RecordFilter): Promise<Record<string, number>> {
  const rows = await found(tx, organizationId, filter)
    .select((eb) => ['state', eb.fn.countAll<string>().as('n')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]));
}

export interface RegisterCounts {
  readonly register: string;
  readonly drafted: number;
  readonly open: number;
  readonly inForce: number;
  readonly done: number;
  readonly ended: number;
  readonly overdue: number;
  readonly toReview: number;
}

export async function countRegisters(
  tx: Tx,
  organizationId: string,
  entityIds: readonly string[] | null,
  today: string,
): Promise<RegisterCounts[]> {
  const { rows } = await sql<RegisterCounts>`
    select register, count(*) filter (where stands = 'drafted')::int as drafted, count(*) filter (where stands = 'open')::int as open,
           count(*) filter (where stands = 'in_force')::int as "inForce", count(*) filter (where stands = 'done')::int as done,
           count(*) filter (where stands = 'ended')::int as ended,
           count(*) filter (where due_on < ${today} and stands in ('drafted', 'open'))::int as overdue,
           count(*) filter (where review_on < ${today} and stands in ('in_force', 'done'))::int as "toReview"
      from app.register_record
     where organization_id = ${organizationId} and (${entityIds}::uuid[] is null or entity_id = any(${entityIds}::uuid[]))
     group by register`.execute(tx);
  return rows;
}

/** Open records of a register with one of these values in a field, the first ten by their day; each with how many there are. */
export async function openRecords(
  tx: Tx,
  organizationId: string,
  entityIds: readonly string[],
  { register, field, is }: { readonly register: string; readonly field: string; readonly is: readonly string[] },
): Promise<(RecordHead & { readonly total: number })[]> {
  const { rows } = await sql<RecordHead & { total: number }>`
    select *, count(*) over ()::int as total from app.register_record
     where organization_id = ${organizationId} and register = ${register} and stands = 'open' and content ->> ${field}::text = any(${[...is]}::text[])
       and entity_id = any(${[...entityIds]}::uuid[])
     order by due_on nulls last, no limit 10`.execute(tx);
  return rows;
}

export interface Tally {
  readonly across: string | null;
  readonly down: string | null;
  readonly count: number;
  readonly first: readonly {
    readonly id: string;
    readonly no: number;
    readonly title: string;
    readonly before: { readonly across: string; readonly down: string } | null;
  }[];
}

/** Records that have not ended, counted by two fields of their content; of each cell the first eight by number, with the place each had in the approved version before. */
export async function tallyOf(
  tx: Tx,
  organizationId: string,
  filter: {
    readonly register: string;
    readonly entityIds: readonly string[] | null;
    readonly across: string;
    readonly down: string;
    readonly only: { readonly field: string; readonly is: string } | null;
  },
): Promise<Tally[]> {
  const { only } = filter;
  const { rows } = await sql<Tally>`
    select across, down, count(*)::int as count,
           coalesce(jsonb_agg(jsonb_build_object('id', id, 'no', no, 'title', title, 'before', before) order by no) filter (where place <= 8), '[]') as first
      from (select content ->> ${filter.across}::text as across, content ->> ${filter.down}::text as down, id, no, title, version,
                   row_number() over (partition by content ->> ${filter.across}::text, content ->> ${filter.down}::text order by no) as place
              from app.register_record
             where organization_id = ${organizationId} and register = ${filter.register} and stands <> 'ended'
               and (${filter.entityIds}::uuid[] is null or entity_id = any(${filter.entityIds}::uuid[]))
               and (${only === null} or content ->> ${only?.field ?? ''}::text = ${only?.is ?? ''})) as placed
      left join lateral (
             select case when a is not null and d is not null then jsonb_build_object('across', a, 'down', d) end as before
               from (select v.content ->> ${filter.across}::text as a, v.content ->> ${filter.down}::text as d
                       from app.register_move m
                       join app.register_version v on v.organization_id = m.organization_id and v.record_id = m.record_id and v.version = m.version
                      where m.organization_id = ${organizationId} and m.record_id = placed.id and m.approves and m.version < placed.version
                      order by m.version desc limit 1) as earlier) as assessed on placed.place <= 8
     group by across, down`.execute(tx);
  return rows;
}

/** Every record of a register that may be seen, by number. */
export async function everyRecord(
  tx: Tx,
  organizationId: string,
  register: string,
  entityIds: readonly string[] | null,
): Promise<RecordHead[]> {
  let query = tx
    .selectFrom('app.register_record')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('register', '=', register);
  if (entityIds !== null) query = query.where('entity_id', '=', sql<string>`any(${entityIds}::uuid[])`);
  return await query.orderBy('no').execute();
}

/** The records of a register with these numbers. */
export async function recordsByNumbers(
  tx: Tx,
  organizationId: string,
  register: string,
  numbers: readonly number[],
): Promise<RecordHead[]> {
  if (numbers.length === 0) return [];
  return await tx
    .selectFrom('app.register_record')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('register', '=', register)
    .where('no', '=', sql<number>`any(${numbers}::int[])`)
    .execute();
}
