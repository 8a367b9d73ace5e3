import { z } from 'zod';
import { accountFor, type ClassWanted, classFor } from '../../src/server/modules/asset/ledger/accounts.ts';
import { type Draft, type Posted, postTransaction } from '../../src/server/modules/asset/ledger/post-transaction.ts';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import type { AccountKind } from '../../src/server/modules/asset/ledger/tables.ts';
import { type Actor, systemActor } from '../../src/server/work/actor.ts';
import { command, type Work } from '../../src/server/work/command.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { inOrganization, makeTenant, sharedIds, tenantId } from './tenants.ts';

export const approver = '018f0000-0000-7000-8000-0000000000c9';

export interface Books {
  readonly database: TestDatabase;
  readonly organizationId: string;
  readonly actor: Actor;
  /** Any piece of work in the ledger, through the funnel. */
  readonly does: <R>(run: (work: Work) => Promise<R>) => Promise<R>;
  readonly post: (draft: Omit<Draft, 'effectiveOn'> & { effectiveOn?: string }) => Promise<Posted>;
  readonly account: (kind: AccountKind, parent?: Account) => Promise<Account>;
  readonly unitClass: (wanted: Partial<ClassWanted>) => Promise<UnitClass>;
  /** What stands on an account, by the stored balance. */
  readonly standing: (account: Account, held: UnitClass) => Promise<bigint>;
  /** Everything an organization's ledger must never show: each line is a broken promise. */
  readonly faults: () => Promise<string[]>;
  /** Moves the clock. */
  readonly at: (instant: string) => void;
  readonly sql: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>;
  readonly close: () => Promise<void>;
}

const plant = { id: sharedIds.plant, name: '电厂', nameEn: 'Plant' };

/** An organization with an empty ledger; `beside` puts a second one into the same database. */
export async function openBooks(options: { n?: number; beside?: Books; connections?: number } = {}): Promise<Books> {
  const n = options.n ?? 1;
  const database = options.beside?.database ?? (await testDatabase({ appConnections: options.connections ?? 20 }));
  await makeTenant(database.appPool, n);
  const organizationId = tenantId(n);
  const actor: Actor = { ...systemActor(organizationId), personId: sharedIds.person };
  let now = Date.parse('2025-01-20T01:30:00.000Z');
  const deps = { db: database, clock: { now: () => now } };
  const does = <R>(run: (work: Work) => Promise<R>): Promise<R> =>
    runCommand(deps, command({ name: 'test.ledger', action: 'system', input: z.object({}), run }), actor, {});
  const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    await inOrganization(database.appPool, organizationId, async (client) => (await client.query<T>(text, values)).rows);
  return {
    database,
    organizationId,
    actor,
    does,
    sql,
    post: (draft) => does((work) => postTransaction(work, { effectiveOn: '2025-01-20', ...draft })),
    account: (kind, parent) =>
      does((work) =>
        accountFor(work, {
          kind,
          owner: kind === 'issuance' || kind === 'external' ? null : plant,
          ...(parent === undefined ? {} : { parentNo: parent.no }),
        }),
      ),
    unitClass: (wanted) => does((work) => classFor(work, { programme: 'CEA', vintage: 2024, ...wanted })),
    standing: async (account, held) => {
      const [row] = await sql<{ quantity: string }>('select quantity from app.ledger_balance where account_no = $1 and class_no = $2', [
        account.no,
        held.no,
      ]);
      return BigInt(row?.quantity ?? '0');
    },
    faults: async () => (await sql<{ fault: string }>(promises)).map((row) => row.fault),
    at: (instant) => {
      now = Date.parse(instant);
    },
    close: () => database.close(),
  };
}

/** The promises as one question to the database: independent of the triggers that keep them. */
const promises = `
  select 'L-01 not zero: ' || transaction_id || ' class ' || class_no as fault from app.ledger_entry group by transaction_id, class_no having sum(quantity) <> 0
  union all
  select 'L-09 balance ' || b.account_no || '/' || b.class_no || ' says ' || b.quantity || ', its entries ' || coalesce(sum(e.quantity), 0)
    from app.ledger_balance b left join app.ledger_entry e on e.account_no = b.account_no and e.class_no = b.class_no
   group by b.account_no, b.class_no, b.quantity having b.quantity <> coalesce(sum(e.quantity), 0)
  union all
  select 'L-09 an entry without a balance: ' || e.seq from app.ledger_entry e
   where not exists (select from app.ledger_balance b where b.account_no = e.account_no and b.class_no = e.class_no)
  union all
  select 'L-09 step ' || seq || ' stands at ' || after || ', runs to ' || run from (
    select seq, after, sum(quantity) over (partition by account_no, class_no order by version) as run from app.ledger_entry) s where after <> run
  union all
  select 'L-10 overdrawn: ' || b.account_no from app.ledger_balance b join app.ledger_account a on a.no = b.account_no
   where b.quantity < 0 and a.kind not in ('issuance', 'external')
  union all
  select 'L-13 left a final account: ' || t.seq from app.ledger_transfer t join app.ledger_account a on a.no = t.from_no
   where a.kind in ('surrendered', 'cancelled', 'retired', 'carried_over', 'written_off')
  union all
  select 'L-15 versions of ' || account_no || '/' || class_no from app.ledger_entry group by account_no, class_no
  having count(*) <> max(version) or count(distinct version) <> count(*) or min(version) <> 1
  union all
  select 'L-15 order: ' || count(*) || ' of ' || max(seq) from app.ledger_transfer having count(*) <> coalesce(max(seq), 0)
  union all
  select 'R-01 serials of ' || b.account_no || '/' || b.class_no || ': ' || coalesce(sum(upper(k.serials) - lower(k.serials)), 0) || ' of ' || b.quantity
    from app.ledger_balance b join app.ledger_class c on c.no = b.class_no and c.serialised join app.ledger_account a on a.no = b.account_no
    left join app.ledger_block k on k.account_no = b.account_no and k.class_no = b.class_no
   where a.kind not in ('issuance', 'external')
   group by b.account_no, b.class_no, b.quantity having b.quantity <> coalesce(sum(upper(k.serials) - lower(k.serials)), 0)
  union all
  select 'R-01 overlapping: ' || x.serials::text from app.ledger_block x join app.ledger_block y
      on x.series_no = y.series_no and x.serials && y.serials and x.ctid <> y.ctid
  union all
  select 'L-16 resolved twice: ' || resolves from app.ledger_transaction where resolves is not null group by resolves having count(*) > 1`;
