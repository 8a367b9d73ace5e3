import { randomUUID } from 'node:crypto';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import type { Books } from './ledger.ts';
import { inOrganization, sharedIds, writeLeaf } from './tenants.ts';

/** Writing into the ledger as the app's role, below everything the product's code does right: what the database alone must refuse. */
export interface RawLeg {
  readonly from: Account;
  readonly to: Account;
  readonly held: UnitClass;
  readonly quantity: bigint;
  readonly kind?: string;
  /** Added to what is right. */
  readonly wrong?: Partial<Record<'seq' | 'fromVersion' | 'fromAfter' | 'toVersion' | 'toAfter', bigint>>;
  /** What it says of the kind of the account it goes to, where that is not so. */
  readonly toldKind?: string;
}

export interface RawTransaction {
  readonly kind: string;
  readonly id?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly recordedAt?: string;
  readonly leaf?: boolean;
  /** How many legs it tells of, where those are not the legs it has. */
  readonly toldLegs?: number;
}

const outsideKinds = ['external', 'issuance'];

/** One transaction with right versions and balances but for what is `wrong`. @returns `done`, or the SQLSTATE it was refused with. */
export async function raw(books: Books, transaction: RawTransaction, legs: readonly RawLeg[]): Promise<string> {
  const { organizationId: org } = books;
  const id = transaction.id ?? randomUUID();
  try {
    await inOrganization(books.database.appPool, org, async (client) => {
      const standing = new Map<string, { quantity: bigint; version: bigint }>();
      const at = async (account: Account, held: UnitClass) => {
        const key = `${account.no}/${held.no}`;
        const known = standing.get(key);
        if (known) return known;
        const { rows } = await client.query<{ quantity: string; version: string }>(
          'select quantity, version from app.ledger_balance where account_no = $1 and class_no = $2',
          [account.no, held.no],
        );
        const now = { quantity: BigInt(rows[0]?.quantity ?? 0), version: BigInt(rows[0]?.version ?? 0) };
        standing.set(key, now);
        return now;
      };
      const head = await client.query<{ seq: string }>('select seq from app.ledger_head');
      let seq = BigInt(head.rows[0]?.seq ?? 0);
      const firstSeq = seq + 1n + (legs[0]?.wrong?.seq ?? 0n);
      const rows: string[] = [];
      for (const leg of legs) {
        const [from, to] = [await at(leg.from, leg.held), await at(leg.to, leg.held)];
        const { wrong = {} } = leg;
        seq += 1n;
        from.quantity -= leg.quantity;
        from.version += 1n;
        to.quantity += leg.quantity;
        to.version += 1n;
        rows.push(
          `('${org}', ${seq + (wrong.seq ?? 0n)}, '${id}', '${leg.kind ?? transaction.kind}', ${leg.from.no}, ${leg.to.no}, ${leg.held.no}, ${leg.quantity}, '2025-01-20',
            ${from.version + (wrong.fromVersion ?? 0n)}, ${from.quantity + (wrong.fromAfter ?? 0n)}, ${outsideKinds.includes(leg.from.kind)},
            ${to.version + (wrong.toVersion ?? 0n)}, ${to.quantity + (wrong.toAfter ?? 0n)}, ${leg.held.serialised},
            '${leg.from.kind}', '${leg.toldKind ?? leg.to.kind}')`,
        );
      }
      const more = Object.entries(transaction.more ?? {});
      const names = more.map(([name]) => `, ${name}`).join('');
      const values = more.map(([, value]) => `, '${value}'`).join('');
      const told = `insert into app.ledger_transaction (organization_id, id, kind, effective_on, recorded_at, recorded_by, recorded_by_name, first_seq, legs${names})
        values ('${org}', '${id}', '${transaction.kind}', '2025-01-20', '${transaction.recordedAt ?? '2025-01-20T01:30:00Z'}', '${sharedIds.person}', 'x',
          ${firstSeq}, ${transaction.toldLegs ?? Math.max(1, legs.length)}${values})`;
      await client.query(rows.length === 0 ? told : `with told as (${told}) insert into app.ledger_transfer values ${rows.join(', ')}`);
      if (transaction.leaf !== false) await writeLeaf(client);
    });
    return 'done';
  } catch (error) {
    return String((error as { code?: string }).code ?? error);
  }
}

/** Any statement as the app's role, kept when it is let through. */
export async function rawSql(books: Books, ...statements: string[]): Promise<string> {
  try {
    await inOrganization(books.database.appPool, books.organizationId, async (client) => {
      for (const statement of statements) await client.query(statement);
      await writeLeaf(client);
    });
    return 'done';
  } catch (error) {
    return String((error as { code?: string }).code ?? error);
  }
}
