import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LedgerWriter, openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import type { Books } from './ledger.ts';

/**
 * The four endpoints by which the ledger is examined over HTTP: reset, post, balance, journal (test plan LT-1). They stand here, in the tests' own composition
 * root: nothing below src/ knows them, so no product can mount them (test/checks/ledger-endpoints.test.ts). Quantities are whole units as text; a business "no"
 * is a 200 with `REJECTED`; the journal is a snapshot in the order of commits.
 */
export interface LedgerHttp {
  readonly address: string;
  readonly writer: () => LedgerWriter;
  readonly close: () => Promise<void>;
}

/** `POST /post`. Accounts and classes by number; `from` 0 is the world outside. */
export interface PostBody {
  readonly key: string;
  readonly legs: readonly { readonly from: number; readonly to: number; readonly class: number; readonly quantity: string }[];
  readonly kind?: string;
  readonly more?: Record<string, string>;
}

export interface PostAnswer {
  readonly status: 'APPLIED' | 'REJECTED' | 'CONFLICT' | 'RETRY';
  readonly code?: string;
  readonly transactionId?: string;
  readonly firstSeq?: string;
  readonly lastSeq?: string;
}

const read = (request: http.IncomingMessage): Promise<string> =>
  new Promise((done, fail) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      text += piece;
    });
    request.on('end', () => done(text));
    request.on('error', fail);
  });

const asker = { personId: '018f0000-0000-7000-8000-0000000000c1', name: 'Examiner', role: 'system' };

export async function postOn(writer: LedgerWriter, body: PostBody): Promise<PostAnswer> {
  try {
    const answer = await writer.post({
      ...{ operation: 'examine', key: body.key, asker, kind: body.kind ?? 'transfer', effectiveOn: '2025-01-20' },
      legs: body.legs.map((leg) => ({ fromNo: leg.from, toNo: leg.to, classNo: leg.class, quantity: BigInt(leg.quantity) })),
      ...(body.more && { more: body.more }),
    });
    if (answer.state === 'refused') return { status: 'REJECTED', code: answer.code };
    const { transactionId, firstSeq, lastSeq } = answer;
    return { status: 'APPLIED', transactionId, firstSeq, lastSeq };
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'conflict') return { status: 'CONFLICT', code };
    if (code === 'database_unavailable') return { status: 'RETRY', code };
    if (code === 'invalid_input') return { status: 'REJECTED', code };
    throw error;
  }
}

export interface JournalRow {
  readonly seq: string;
  readonly transaction_id: string;
  readonly from_no: number;
  readonly to_no: number;
  readonly class_no: number;
  readonly quantity: string;
}

const journalSql = 'select seq, transaction_id, from_no, to_no, class_no, quantity from app.ledger_transfer order by seq';

/** `books()` is the ledger that stands now; `reset` puts a new, empty one in its place. */
export async function serveLedger(
  open: () => Promise<{ books: Books; accounts: readonly Account[]; held: UnitClass }>,
): Promise<LedgerHttp> {
  let now = await open();
  const openWriter = () =>
    openLedgerWriter({ pool: now.books.database.appPool, clock: { now: () => Date.now() } }, now.books.organizationId);
  let writer = await openWriter();
  const answer = async (request: http.IncomingMessage): Promise<unknown> => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (request.method === 'POST' && url.pathname === '/post') return await postOn(writer, JSON.parse(await read(request)) as PostBody);
    if (request.method === 'POST' && url.pathname === '/reset') {
      await writer.close();
      now = await open();
      writer = await openWriter();
      return { accounts: now.accounts.map((one) => one.no), class: now.held.no };
    }
    if (url.pathname === '/balance')
      return await now.books.sql('select account_no, class_no, quantity, version from app.ledger_balance order by 1, 2');
    if (url.pathname === '/journal') return await now.books.sql<JournalRow>(journalSql);
    return null;
  };
  const server = http.createServer((request, response) => {
    answer(request).then(
      (body) => {
        const text = JSON.stringify(body);
        response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
        response.end(text);
      },
      (error: unknown) => {
        response.writeHead(500);
        response.end(String(error));
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writer: () => writer,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await writer.close();
    },
  };
}
