import crypto from 'node:crypto';
import type pg from 'pg';
import { openDatabase } from '../../src/server/db/open.ts';
import { type LedgerWriter, openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import { accounts, percentile } from './reference.ts';

/** The product's ledger on the same server: an organization with as many accounts, and its one writer. */
export interface Ours {
  /** Transfers a second; each a request of its own with key, answer and transaction; history and leaf by group. */
  readonly single: (callers: number, seconds: number, hot?: boolean) => Promise<number>;
  /** Transfers a second; each request one transaction of many. */
  readonly bulk: (callers: number, each: number, seconds: number) => Promise<number>;
  readonly p99: (perSecond: number, seconds: number) => Promise<number>;
  readonly one: () => Promise<void>;
  /** What the promises say of the whole run; empty when they hold. */
  readonly faults: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}

const organization = crypto.randomUUID();
const person = crypto.randomUUID();

const foundation = `
  insert into app.organization (organization_id, name, name_en, salt, created_at) values ('${organization}', 'bench', 'bench', decode(repeat('5a', 32), 'hex'), now());
  insert into journal.leaf (id, bytes, hash, recorded_at) values (gen_random_uuid(), '{}', sha256('\\x00'::bytea || convert_to('{}', 'UTF8')), now());
  insert into app.entity (organization_id, id, kind, name, name_en, valid_from, changed_at) values ('${organization}', '${organization}', 'group', 'p', 'p', '2024-01-01', now());
  insert into app.ledger_head (organization_id) values ('${organization}') on conflict do nothing;
  insert into app.ledger_account (organization_id, no, id, kind, entity_id, name, name_en, created_at)
    select '${organization}', n, gen_random_uuid(), case n when ${accounts + 1} then 'external' else 'trading' end,
           case n when ${accounts + 1} then null else '${organization}'::uuid end, 'a', 'a', now() from generate_series(1, ${accounts + 1}) n;
  insert into app.ledger_class (organization_id, no, id, programme, vintage, unit, serialised, created_at)
    values ('${organization}', 1, gen_random_uuid(), 'GEC', 2024, 'MWh', false, now());`;

const faultsSql = `
  select 'balance' as fault from app.ledger_balance b
    left join (select account_no, class_no, sum(quantity) as quantity, count(*) as steps from app.ledger_entry group by 1, 2) e using (account_no, class_no)
   where b.quantity <> coalesce(e.quantity, 0) or b.version <> coalesce(e.steps, 0)
  union all select 'overdrawn' from app.ledger_balance where quantity < 0 and not open
  union all select 'order' from app.ledger_transfer having count(*) <> max(seq)
  union all select 'a transaction without leaf' where (select count(*) from app.ledger_transaction)
    <> (select count(*) from app.history h join journal.leaf l on l.id = h.leaf_id, jsonb_array_elements(h.content -> 'transactions') t
         join app.ledger_transaction x on x.id = (t ->> 'id')::uuid where h.object_type = 'ledger_group' and x.leaf_id = h.leaf_id)
  union all select 'a request without answer' where (select count(*) from app.ledger_transaction) <> (select count(*) from app.ledger_request where state = 'applied')`;

const asker = { personId: person, name: 'Bench', role: 'system' };
const other = (not: number): number => 1 + ((not + Math.floor(Math.random() * (accounts - 1))) % accounts);
const anyone = (): number => 1 + Math.floor(Math.random() * accounts);

export function databaseUrlOf(owner: pg.ClientConfig): string {
  const url = new URL(
    `postgresql://${encodeURIComponent(String(owner.user))}:${encodeURIComponent(String(owner.password))}@localhost:${owner.port}/${owner.database}`,
  );
  url.searchParams.set('host', String(owner.host));
  return url.toString();
}

export async function openOurs(owner: pg.ClientConfig): Promise<Ours> {
  const database = await openDatabase({ databaseUrl: databaseUrlOf(owner), dataFolder: '', exclusive: false, purpose: 'bench' });
  const within = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> =>
    await database.owner(async (client) => {
      await client.query('begin');
      await client.query("select set_config('app.organization', $1, true)", [organization]);
      const result = await work(client);
      await client.query('commit');
      return result;
    });
  await within((client) => client.query(foundation));
  const writer = await openLedgerWriter({ pool: database.appPool, clock: { now: () => Date.now() } }, organization);
  let keys = 0;
  const key = (): string => {
    keys += 1;
    return `bench-${keys.toString(36).padStart(10, '0')}`;
  };
  const post = async (on: LedgerWriter, kind: string, legs: readonly (readonly [number, number, bigint])[]): Promise<void> => {
    const answer = await on.post({
      ...{ operation: 'bench', key: key(), asker, kind, effectiveOn: '2026-11-23' },
      legs: legs.map(([fromNo, toNo, quantity]) => ({ fromNo, toNo, classNo: 1, quantity })),
    });
    if (answer.state !== 'applied') throw new Error(`refused: ${JSON.stringify(answer)}`);
  };
  for (let from = 1; from <= accounts; from += 1000)
    await post(
      writer,
      'buy',
      Array.from({ length: 1000 }, (_, n) => [accounts + 1, from + n, 1_000_000n] as const),
    );
  await database.owner((client) => client.query('analyze'));
  const one = (hot = false): Promise<void> => {
    const from = hot ? 1 : anyone();
    return post(writer, 'transfer', [[from, other(from), 1n]]);
  };
  const rate = async (callers: number, seconds: number, each: number, work: () => Promise<void>): Promise<number> => {
    const began = performance.now();
    const until = began + seconds * 1000;
    let done = 0;
    const caller = async () => {
      while (performance.now() < until) {
        await work();
        done += each;
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return (done / (performance.now() - began)) * 1000;
  };
  return {
    single: (callers, seconds, hot) => rate(callers, seconds, 1, () => one(hot)),
    bulk: (callers, each, seconds) =>
      rate(callers, seconds, each, () =>
        post(
          writer,
          'transfer',
          Array.from({ length: each }, () => ((from) => [from, other(from), 1n] as const)(anyone())),
        ),
      ),
    p99: async (perSecond, seconds) => {
      const began = performance.now();
      const times: number[] = [];
      const all: Promise<void>[] = [];
      for (let n = 0; n < perSecond * seconds; ) {
        const due = Math.min(perSecond * seconds, ((performance.now() - began) * perSecond) / 1000);
        for (; n < due; n += 1) {
          const planned = began + (n * 1000) / perSecond;
          all.push(one().then(() => void times.push(performance.now() - planned)));
        }
        await new Promise((go) => setTimeout(go, 1));
      }
      await Promise.all(all);
      return percentile(times, 0.99);
    },
    one: () => one(),
    faults: () =>
      within(async (client) => {
        await client.query('set local enable_nestloop = off');
        return (await client.query<{ fault: string }>(faultsSql)).rows.map((row) => row.fault);
      }),
    close: async () => {
      await writer.close();
      await database.close();
    },
  };
}
