import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { sql } from 'kysely';
import { accountFor, classFor } from '../../src/server/modules/asset/ledger/accounts.ts';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import type { Work } from '../../src/server/work/command.ts';
import { type Books, openBooks } from './ledger.ts';
import { type JournalRow, type LedgerHttp, type PostAnswer, type PostBody, serveLedger } from './ledger-http.ts';
import { sharedIds } from './tenants.ts';

/** The ledger over HTTP as an examiner sees it: accounts by place, class 0 and 1, and 64 or more connections. */
export interface Examined {
  readonly reset: () => Promise<void>;
  readonly post: (body: PostBody) => Promise<PostAnswer>;
  /** From one place to another; 0 is the world outside, from which everything comes. */
  readonly move: (from: number, to: number, quantity: number, options?: { key?: string; held?: number }) => Promise<PostAnswer>;
  /** Stored balance of a place. */
  readonly balance: (place: number, held?: number) => Promise<bigint>;
  readonly journal: () => Promise<readonly JournalRow[]>;
  /** The sum of the journal at a place. */
  readonly summed: (place: number, held?: number) => Promise<bigint>;
  readonly number: (place: number) => number;
  readonly books: () => Books;
  readonly server: LedgerHttp;
  readonly close: () => Promise<void>;
}

/** How many places there are besides the world outside. */
export const places = 9;

const agentOf = () => new http.Agent({ keepAlive: true, maxSockets: 128 });

function call(agent: http.Agent, address: string, method: string, path: string, body?: unknown): Promise<string> {
  return new Promise((done, fail) => {
    const request = http.request(`${address}${path}`, { method, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => (response.statusCode === 200 ? done(text) : fail(new Error(`${response.statusCode} ${text}`))));
    });
    request.on('error', fail);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Everybody waits here, then all go at once. */
export function together<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  let start: () => void = () => {};
  const barrier = new Promise<void>((go) => {
    start = go;
  });
  const all = Promise.all(Array.from({ length: count }, (_, n) => barrier.then(() => work(n))));
  start();
  return all;
}

/** The world outside, registry accounts of as many owners as there are places, and two classes of units without serial numbers. */
export async function drawPlaces(work: Work, count = places): Promise<{ accounts: Account[]; held: UnitClass[] }> {
  const accounts = [await accountFor(work, { kind: 'external', owner: null })];
  for (let n = 1; n <= count; n += 1) {
    const id = work.newId();
    await sql`insert into app.entity (organization_id, id, parent_id, kind, name, name_en, valid_from, changed_at)
      values (${work.actor.organizationId}, ${id}, ${sharedIds.entity}, 'plant', ${`P${n}`}, ${`P${n}`}, '2024-01-01', ${work.now})`.execute(
      work.tx,
    );
    accounts.push(await accountFor(work, { kind: 'registry', owner: { id, name: `P${n}`, nameEn: `P${n}` } }));
  }
  const common = { programme: 'GEC', unit: 'MWh', serialised: false } as const;
  const held = [await classFor(work, { ...common, vintage: 2024 }), await classFor(work, { ...common, vintage: 2025 })];
  return { accounts, held };
}

/** `beside`: the database to work in; each reset opens a new organization in it. */
export async function examine(beside?: Books): Promise<Examined> {
  let first = beside;
  let organizations = 100;
  let now: { books: Books; accounts: readonly Account[]; held: readonly UnitClass[] } | null = null;
  const open = async () => {
    organizations += 1;
    const books = await openBooks({ n: organizations, ...(first && { beside: first }), connections: 24 });
    first ??= books;
    const { accounts, held } = await books.does((work) => drawPlaces(work));
    now = { books, accounts, held };
    return { books, accounts, held: held[0] as UnitClass };
  };
  const server = await serveLedger(open);
  const agent = agentOf();
  const current = () => {
    if (!now) throw new Error('no ledger');
    return now;
  };
  const number = (place: number) => current().accounts[place]?.no ?? -1;
  const classNo = (held: number) => current().held[held]?.no ?? -1;
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    JSON.parse(await call(agent, server.address, method, path, body)) as T;
  const post = (body: PostBody) => ask<PostAnswer>('POST', '/post', body);
  return {
    reset: async () => void (await ask('POST', '/reset')),
    post,
    move: (from, to, quantity, { key = randomUUID(), held = 0 } = {}) =>
      post({
        key,
        kind: from === 0 ? 'buy' : to === 0 ? 'sell' : 'transfer',
        legs: [{ from: number(from), to: number(to), class: classNo(held), quantity: `${quantity}` }],
      }),
    balance: async (place, held = 0) => {
      const rows = await ask<{ account_no: number; class_no: number; quantity: string }[]>('GET', '/balance');
      return BigInt(rows.find((row) => row.account_no === number(place) && row.class_no === classNo(held))?.quantity ?? '0');
    },
    journal: () => ask<JournalRow[]>('GET', '/journal'),
    summed: async (place, held = 0) => {
      const rows = await ask<JournalRow[]>('GET', '/journal');
      const no = number(place);
      return rows
        .filter((row) => row.class_no === classNo(held))
        .reduce((sum, row) => sum + (row.to_no === no ? BigInt(row.quantity) : 0n) - (row.from_no === no ? BigInt(row.quantity) : 0n), 0n);
    },
    number,
    books: () => current().books,
    server,
    close: async () => {
      agent.destroy();
      await server.close();
      if (!beside) await first?.close();
    },
  };
}
