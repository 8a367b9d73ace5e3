import { randomUUID } from 'node:crypto';
import type { Answer } from '../../src/kernel/asset/ledger/desk.ts';
import { type LedgerWriter, openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import { accountFor, classFor } from '../../src/server/modules/asset/ledger/accounts.ts';
import { postTransaction } from '../../src/server/modules/asset/ledger/post-transaction.ts';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import type { AccountKind } from '../../src/server/modules/asset/ledger/tables.ts';
import { approver, type Books, openBooks } from './ledger.ts';
import { raw, rawSql } from './ledger-attack.ts';
import { sharedIds, writeLeaf } from './tenants.ts';

/** LT-7: what each promise of the ledger looks at. The defects that must be noticed are in ledger-mutants.ts. */
export interface Ground {
  readonly books: Books;
  readonly other: Books;
  readonly writer: () => Promise<LedgerWriter>;
  readonly on: Readonly<Record<'outside' | 'issuance' | 'registry' | 'trading' | 'reserved' | 'retired', Account>>;
  readonly mwh: UnitClass;
  readonly mwh25: UnitClass;
  readonly vcs: UnitClass;
}

/** Two organizations, the first with what the probes need. `beside`: in the database of another ground. */
export async function layGround(beside?: Ground, n = 1): Promise<Ground> {
  const books = await openBooks({ n, ...(beside && { beside: beside.books }) });
  const other = beside?.other ?? (await openBooks({ n: 900, beside: books }));
  const plant = { id: sharedIds.plant, name: 'P', nameEn: 'P' };
  const laid = await books.does(async (work) => {
    const account = (kind: AccountKind, parentNo?: number) =>
      accountFor(work, {
        ...{ kind, owner: kind === 'external' || kind === 'issuance' ? null : plant },
        ...(parentNo !== undefined && { parentNo }),
      });
    const [outside, issuance, registry] = [await account('external'), await account('issuance'), await account('registry')];
    const on = { outside, issuance, registry, trading: await account('trading'), reserved: await account('reserved', registry.no) };
    const common = { programme: 'GEC', unit: 'MWh', serialised: false } as const;
    const mwh = await classFor(work, { ...common, vintage: 2024 });
    const mwh25 = await classFor(work, { ...common, vintage: 2025 });
    const vcs = await classFor(work, { programme: 'VCS', vintage: 2022, project: '1' });
    for (const held of [mwh, vcs]) {
      const legs = [{ fromNo: outside.no, toNo: registry.no, classNo: held.no, quantity: 1000n }];
      await postTransaction(work, { kind: 'buy', effectiveOn: '2025-01-20', legs });
    }
    return { on: { ...on, retired: await account('retired') }, mwh, mwh25, vcs };
  });
  const clock = { now: () => Date.parse('2025-01-20T02:00:00Z') };
  const writer = () => openLedgerWriter({ pool: books.database.appPool, clock }, books.organizationId);
  return { books, other, writer, ...laid };
}

/** What is broken, or nothing. A probe acts, then looks. */
export type Probe = (ground: Ground) => Promise<string | null>;
export type Wrap = (writer: LedgerWriter) => LedgerWriter;
const letThrough = (what: string, said: string): string | null => (said === 'done' ? what : null);
const final = { beneficiary: 'plant', period: '2024', claim: 'own', approved_by: approver };
const asker = { personId: sharedIds.person, name: 'x', role: 'system' };
const leg = (from: Account, to: Account, held: UnitClass, quantity: bigint) => ({ from, to, held, quantity });

function postOn(writer: LedgerWriter, key: string, kind: string, legs: readonly ReturnType<typeof leg>[]): Promise<Answer> {
  return writer.post({
    ...{ operation: 'probe', key, asker, kind, effectiveOn: '2025-01-20' },
    legs: legs.map((one) => ({ fromNo: one.from.no, toNo: one.to.no, classNo: one.held.no, quantity: one.quantity })),
  });
}

async function reserve({ books, on, mwh }: Ground, quantity: bigint, expires?: string): Promise<string> {
  const id = randomUUID();
  const more = { purpose: 'retire', ...(expires && { expires_at: expires }) };
  const said = await raw(books, { kind: 'reserve', id, more }, [leg(on.registry, on.reserved, mwh, quantity)]);
  if (said !== 'done') throw new Error(`not reserved: ${said}`);
  return id;
}
const release = ({ books, on, mwh }: Ground, resolves: string, quantity: bigint, more: { kind?: string; recordedAt?: string } = {}) =>
  raw(books, { kind: 'release', ...more, more: { resolves } }, [leg(on.reserved, on.registry, mwh, quantity)]);

/** The promises that are probed, by name. On the ledger as it is, each finds nothing. */
export const probes: Readonly<Record<string, Probe>> = {
  'L-01 a transaction moves something': async ({ books }) => letThrough('an empty transaction', await raw(books, { kind: 'buy' }, [])),
  'L-01 a transaction has the legs it tells of': async ({ books, on, mwh }) =>
    letThrough('a leg is missing', await raw(books, { kind: 'buy', toldLegs: 2 }, [leg(on.outside, on.trading, mwh, 1n)])),
  'L-02 nothing that stands is changed': async ({ books }) => {
    try {
      await books.database.owner(async (client) => {
        await client.query('begin');
        await client.query("select set_config('app.organization', $1, true)", [books.organizationId]);
        await client.query('update app.ledger_transfer set quantity = quantity');
        await writeLeaf(client);
        await client.query('commit');
      });
      return 'a transfer was changed';
    } catch {
      return null;
    }
  },
  'L-03 nothing without its leaf': async ({ books, on, mwh }) =>
    letThrough('no leaf', await raw(books, { kind: 'buy', leaf: false }, [leg(on.outside, on.trading, mwh, 1n)])),
  'L-04 one key, one effect': async ({ writer, books, on, mwh }) => {
    const [first, second] = [await writer(), await writer()];
    const before = await books.standing(on.registry, mwh);
    for (const one of [first, second]) await postOn(one, 'the-same-key', 'transfer', [leg(on.registry, on.trading, mwh, 7n)]);
    for (const one of [first, second]) await one.close();
    const moved = before - (await books.standing(on.registry, mwh));
    const answers = `insert into app.ledger_request values ('${books.organizationId}', 'probe', 'the-same-key', sha256('x'), 'refused', '{}')`;
    if ((await rawSql(books, answers)) === 'done') return 'two answers to one key';
    return moved === 7n ? null : `moved ${moved}`;
  },
  'L-05 a refusal is told as one': async ({ writer, on, mwh }) => {
    const one = await writer();
    const answer = await postOn(one, 'more-than-held', 'transfer', [leg(on.registry, on.trading, mwh, 10n ** 9n)]);
    await one.close();
    return answer.state === 'refused' ? null : 'told as applied';
  },
  'L-08 every leg is moved': async ({ writer, books, on, mwh }) => {
    const one = await writer();
    const before = await books.standing(on.trading, mwh);
    await postOn(one, 'two-legs-one', 'transfer', [leg(on.registry, on.trading, mwh, 2n), leg(on.registry, on.trading, mwh, 3n)]);
    await one.close();
    const came = (await books.standing(on.trading, mwh)) - before;
    return came === 5n ? null : `${came} came`;
  },
  'L-09 what stands is what moved': async ({ books, on, mwh }) =>
    letThrough('a wrong balance', await raw(books, { kind: 'buy' }, [{ ...leg(on.outside, on.trading, mwh, 5n), wrong: { toAfter: 1n } }])),
  'L-10 no overdraft': async ({ books, on, mwh25 }) =>
    letThrough('overdrawn', await raw(books, { kind: 'transfer' }, [leg(on.registry, on.trading, mwh25, 5n)])),
  'L-11 exact beyond a float': async ({ writer, books, on, mwh25 }) => {
    const one = await writer();
    await postOn(one, 'beyond-a-float', 'buy', [leg(on.outside, on.trading, mwh25, 9_007_199_254_740_993n)]);
    await one.close();
    const [row] = await books.sql<{ n: string }>('select max(quantity) as n from app.ledger_transfer');
    return row?.n === '9007199254740993' ? null : `${row?.n}`;
  },
  'L-12 classes stand apart': async ({ writer, on, mwh25 }) => {
    const one = await writer();
    const answer = await postOn(one, 'of-another-class', 'transfer', [leg(on.registry, on.trading, mwh25, 1n)]);
    await one.close();
    return answer.state === 'refused' ? null : 'units of one class stood in for another';
  },
  'L-13 reversed once': async ({ books, on, mwh }) => {
    const id = randomUUID();
    await raw(books, { kind: 'buy', id }, [leg(on.outside, on.trading, mwh, 3n)]);
    const back = { kind: 'reverse', more: { reverses: id, reason: 'a mistake' } };
    const said = [];
    for (let n = 0; n < 2; n += 1) said.push(await raw(books, back, [leg(on.trading, on.outside, mwh, 3n)]));
    await raw(books, { kind: 'buy' }, [leg(on.outside, on.trading, mwh, 9n)]);
    said.push(await raw(books, back, [leg(on.trading, on.outside, mwh, 3n)]));
    return said.filter((one) => one === 'done').length === 1 ? null : `reversed: ${said.join(', ')}`;
  },
  'L-15 the order has no gap': async ({ books, on, mwh }) =>
    letThrough('a gap', await raw(books, { kind: 'buy' }, [{ ...leg(on.outside, on.trading, mwh, 1n), wrong: { seq: 1n } }])),
  'L-15 a group comes to the place it was decided at': async ({ books }) => {
    // A group that holds one refusal and moves nothing.
    const late = (headId: string) =>
      rawSql(
        books,
        `select app.ledger_write('${books.organizationId}', now(), (select seq from app.ledger_head), ${headId},
          array[row('probe', 'late-${randomUUID()}', encode(sha256('x'), 'hex'), null, '{}')::app.ledger_group_request], '{}', '{}', '{}', '{}', '{}', '', '')`,
      );
    if ((await late('(select last_id from app.ledger_head)')) !== 'done') return 'a group at its place was refused';
    return letThrough('a group at somebody else’s place', await late(`'${randomUUID()}'`));
  },
  'L-15 each version once': async ({ books, on, mwh }) =>
    letThrough(
      'a version left out',
      await raw(books, { kind: 'buy' }, [{ ...leg(on.outside, on.registry, mwh, 1n), wrong: { toVersion: 5n } }]),
    ),
  'L-16 a reservation ends once': async (ground) => {
    const { books, on, mwh } = ground;
    const first = await reserve(ground, 10n);
    await reserve(ground, 10n);
    await release(ground, first, 10n);
    return letThrough(
      'ended twice',
      await raw(books, { kind: 'release', more: { resolves: first } }, [leg(on.reserved, on.registry, mwh, 10n)]),
    );
  },
  'L-16 a reservation ends whole': async (ground) => letThrough('ended in part', await release(ground, await reserve(ground, 10n), 9n)),
  'L-16 a reservation expires by the server’s time': async (ground) => {
    const id = await reserve(ground, 10n, '2025-01-20T03:00:00Z');
    return letThrough('expired early', await release(ground, id, 10n, { kind: 'expire', recordedAt: '2025-01-20T02:59:59Z' }));
  },
  'R-01 serial numbers are as many as units': async ({ books, on, vcs }) => {
    await books.post({ kind: 'transfer', legs: [{ fromNo: on.registry.no, toNo: on.trading.no, classNo: vcs.no, quantity: 10n }] });
    return (await books.faults()).find((one) => one.startsWith('R-01')) ?? null;
  },
  'R-02 a serial number has one holder': async ({ books, on, vcs }) => {
    const id = randomUUID();
    const head = Number((await books.sql<{ seq: string }>('select seq from app.ledger_head'))[0]?.seq ?? 0) + 1;
    const [series] = await books.sql<{ no: number }>('select no from app.ledger_series');
    const [from] = await books.sql<{ q: string; v: string }>(
      `select quantity as q, version as v from app.ledger_balance where account_no = ${on.registry.no} and class_no = ${vcs.no}`,
    );
    const org = books.organizationId;
    // Numbers that were never brought in.
    const said = await rawSql(
      books,
      `with told as (insert into app.ledger_transaction (organization_id, id, kind, effective_on, recorded_at, recorded_by, recorded_by_name, first_seq, legs)
         values ('${org}', '${id}', 'transfer', '2025-01-20', now(), '${id}', 'x', ${head}, 1))
       insert into app.ledger_transfer select '${org}', ${head}, '${id}', 'transfer', ${on.registry.no}, ${on.trading.no}, ${vcs.no}, 1, '2025-01-20',
         ${Number(from?.v) + 1}, ${Number(from?.q) - 1}, false, coalesce(max(version), 0) + 1, coalesce(max(quantity), 0) + 1, true, 'registry', 'trading'
         from app.ledger_balance where account_no = ${on.trading.no} and class_no = ${vcs.no}`,
      `insert into app.ledger_block_move values ('${org}', ${head}, ${series?.no}, '[90001,90002)')`,
    );
    return letThrough('units that are not there', said);
  },
  'R-03 what is retired stays retired': async ({ books, on, mwh }) => {
    const id = randomUUID();
    await raw(books, { kind: 'retire', id, more: final }, [leg(on.registry, on.retired, mwh, 4n)]);
    const back = { kind: 'reverse', more: { reverses: id, reason: 'a mistake' } };
    return letThrough('un-retired', await raw(books, back, [leg(on.retired, on.registry, mwh, 4n)]));
  },
  'R-04 one claim for a megawatt-hour': async ({ books }) => {
    const claim = (use: string) =>
      rawSql(
        books,
        `insert into app.energy_claim values ('${books.organizationId}', '${randomUUID()}', 'W1', '2025-01', '[1,100)', '${use}', 'r', now(), '${randomUUID()}', 'x')`,
      );
    await claim('gec');
    return letThrough('claimed twice', await claim('ccer'));
  },
  'R-05 units of a registry outside in one organization': async ({ books, other }) => {
    const register = (whose: Books) =>
      rawSql(whose, `insert into app.ledger_outside_units values ('${whose.organizationId}', 'VCS', 'S-1', '[1,100)')`);
    await register(books);
    return letThrough('registered twice', await register(other));
  },
  'R-06 no issue above what is attested': async ({ books, on, mwh }) => {
    const id = randomUUID();
    await rawSql(
      books,
      `insert into app.ledger_attestation (organization_id, id, class_no, entity_id, quantity, document_no, attested_on, recorded_at, recorded_by, recorded_by_name)
       values ('${books.organizationId}', '${id}', ${mwh.no}, '${sharedIds.plant}', 10, 'D', '2025-01-01', now(), '${id}', 'x')`,
    );
    return letThrough(
      'issued above',
      await raw(books, { kind: 'issue', more: { attestation_id: id } }, [leg(on.issuance, on.registry, mwh, 11n)]),
    );
  },
  'R-08 four eyes': async ({ books, on, mwh }) =>
    letThrough(
      'approved by oneself',
      await raw(books, { kind: 'retire', more: { ...final, approved_by: sharedIds.person } }, [leg(on.registry, on.retired, mwh, 1n)]),
    ),
  'R-10 a transfer tells truly where it goes': async ({ books, on, mwh }) =>
    letThrough(
      'told of another kind',
      await raw(books, { kind: 'transfer' }, [{ ...leg(on.registry, on.outside, mwh, 1n), toldKind: 'trading' }]),
    ),
  'R-10 only what the table of moves knows': async ({ books, on, mwh }) =>
    letThrough('moved all the same', await raw(books, { kind: 'transfer' }, [leg(on.registry, on.outside, mwh, 1n)])),
};
