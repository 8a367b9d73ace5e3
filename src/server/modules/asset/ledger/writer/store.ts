import type { Chart, Foreign } from '../../../../../kernel/asset/ledger/decide.ts';
import type { Answer } from '../../../../../kernel/asset/ledger/desk.ts';
import { type Book, type Held, type Holding, holding } from '../../../../../kernel/asset/ledger/post.ts';
import type { ClientBase, Pool, PoolClient } from '../../../../db/raw.ts';
import { type OrganizationFacts, organizationFactsSql } from '../../../../work/organization-facts.ts';
import { isOutside } from '../store.ts';

/** All SQL of the writer. It speaks to the database directly: one round trip for a group, prepared once. */

export interface Names {
  readonly accounts: ReadonlyMap<number, { readonly name: string; readonly nameEn: string }>;
  readonly classes: ReadonlyMap<number, string>;
}

export interface Drawn {
  readonly chart: Chart;
  readonly names: Names;
  readonly open: ReadonlySet<number>;
  readonly facts: OrganizationFacts;
}

export interface Kept {
  readonly id: string;
  readonly sha: string;
  readonly answer: Answer;
}

const writeSql = `select app.ledger_write(${Array.from({ length: 12 }, (_, index) => `$${index + 1}`).join(', ')})`;

/** A connection on which the next group is on its way while the one before is being stored: the database takes it up without waiting for us. */
export async function connectionOf(pool: Pool): Promise<PoolClient> {
  return Object.assign(await pool.connect(), { pipeline: true });
}

/** Back to the pool, as everybody else expects a connection. */
export function giveBack(client: PoolClient): void {
  Object.assign(client, { pipeline: false }).release();
}

/** Stores a group in a transaction of its own, committed when this returns. @throws what the database says; then nothing of it is stored, or nobody knows. */
export async function write(client: ClientBase, values: readonly (string | null)[]): Promise<void> {
  await client.query({ name: 'ledger_write', text: writeSql, values: [...values] });
}

export const requestId = (operation: string, key: string): string => `${operation}\n${key}`;

async function within<T>(client: ClientBase, organizationId: string, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query("select set_config('app.organization', $1, true)", [organizationId]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

interface Head {
  readonly seq: string;
  readonly last_id: string | null;
}

/** Where the ledger stands; its row stays locked, so that what is read after it belongs together. */
async function headOf(client: ClientBase, organizationId: string): Promise<Head> {
  const lock = 'select seq, last_id from app.ledger_head where organization_id = $1 for update';
  const found = await client.query<Head>(lock, [organizationId]);
  if (found.rows[0]) return found.rows[0];
  await client.query('insert into app.ledger_head (organization_id) values ($1) on conflict do nothing', [organizationId]);
  return (await client.query<Head>(lock, [organizationId])).rows[0] ?? { seq: '0', last_id: null };
}

async function drawn(client: ClientBase): Promise<Drawn> {
  const accounts = await client.query<{ no: number; kind: string; parent_no: number | null; name: string; name_en: string }>(
    'select no, kind, parent_no, name, name_en from app.ledger_account',
  );
  const classes = await client.query<{ no: number; serialised: boolean; name: string }>(
    "select no, serialised, programme || ' ' || vintage as name from app.ledger_class",
  );
  const moves = await client.query<{ move: string }>("select kind || '/' || from_kind || '/' || to_kind as move from library.ledger_move");
  const facts = await client.query<OrganizationFacts>(organizationFactsSql);
  const [fact] = facts.rows;
  if (!fact) throw new Error('a ledger of no organization');
  return {
    chart: {
      accounts: new Map(accounts.rows.map((row) => [row.no, { kind: row.kind, parentNo: row.parent_no }])),
      classes: new Map(classes.rows.map((row) => [row.no, { serialised: row.serialised }])),
      moves: new Set(moves.rows.map((row) => row.move)),
    },
    names: {
      accounts: new Map(accounts.rows.map((row) => [row.no, { name: row.name, nameEn: row.name_en }])),
      classes: new Map(classes.rows.map((row) => [row.no, row.name])),
    },
    open: new Set(accounts.rows.filter(isOutside).map((row) => row.no)),
    facts: fact,
  };
}

/** Everything the writer keeps in memory, as one picture. */
export async function readAll(client: ClientBase, organizationId: string): Promise<{ book: Book; headId: string | null } & Drawn> {
  return await within(client, organizationId, async () => {
    const head = await headOf(client, organizationId);
    const rest = await drawn(client);
    const balances = await client.query<{ account_no: number; class_no: number; quantity: string; version: string }>(
      'select account_no, class_no, quantity, version from app.ledger_balance',
    );
    const held = new Map<Holding, Held>(
      balances.rows.map((row) => [holding(row.account_no, row.class_no), { quantity: BigInt(row.quantity), version: BigInt(row.version) }]),
    );
    return { ...rest, book: { head: BigInt(head.seq), held, open: rest.open }, headId: head.last_id };
  });
}

/** What others have posted after a place, and which of these requests have an answer already. */
export async function readSince(
  client: ClientBase,
  organizationId: string,
  after: bigint,
  requests: readonly { readonly operation: string; readonly key: string }[],
): Promise<{ others: Foreign[]; kept: Kept[] } & Drawn> {
  return await within(client, organizationId, async () => {
    await headOf(client, organizationId);
    const rest = await drawn(client);
    const { rows } = await client.query<
      Record<'seq' | 'transaction_id' | 'from_version' | 'from_after' | 'to_version' | 'to_after', string> & Sides
    >(
      `select seq, transaction_id, from_no, to_no, class_no, from_version, from_after, to_version, to_after from app.ledger_transfer
        where organization_id = $1 and seq > $2 order by seq`,
      [organizationId, `${after}`],
    );
    const others = rows.map((row) => ({
      ...{ seq: BigInt(row.seq), transactionId: row.transaction_id, fromNo: row.from_no, toNo: row.to_no, classNo: row.class_no },
      ...{ fromVersion: BigInt(row.from_version), fromAfter: BigInt(row.from_after) },
      ...{ toVersion: BigInt(row.to_version), toAfter: BigInt(row.to_after) },
    }));
    return { ...rest, others, kept: await keptOf(client, organizationId, requests) };
  });
}

interface Sides {
  readonly from_no: number;
  readonly to_no: number;
  readonly class_no: number;
}

async function keptOf(
  client: ClientBase,
  organizationId: string,
  requests: readonly { readonly operation: string; readonly key: string }[],
): Promise<Kept[]> {
  const { rows } = await client.query<{ operation: string; key: string; sha: string; answer: Answer }>(
    `select r.operation, r.key, encode(r.request_sha256, 'hex') as sha, coalesce(r.answer, jsonb_build_object('state', 'applied',
            'transactionId', x.id, 'firstSeq', x.first_seq::text, 'lastSeq', (x.first_seq + x.legs - 1)::text)) as answer
       from unnest($2::text[], $3::text[]) as w (operation, key)
       join app.ledger_request r on r.organization_id = $1 and r.operation = w.operation and r.key = w.key
       left join app.ledger_transaction x on x.organization_id = $1 and x.id = r.transaction_id`,
    [organizationId, requests.map((one) => one.operation), requests.map((one) => one.key)],
  );
  return rows.map((row) => ({ id: requestId(row.operation, row.key), sha: row.sha, answer: row.answer }));
}
