import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { types } from '../../src/server/db/codecs.ts';
import { type LedgerWriter, openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import { chanceOf, soak } from '../support/chance.ts';
import { type Books, openBooks } from '../support/ledger.ts';
import { drawPlaces, together } from '../support/ledger-examination.ts';
import { type PostAnswer, postOn } from '../support/ledger-http.ts';
import { type LosingProxy, type Loss, losingProxy } from '../support/losing-proxy.ts';

/** LT-6: the database has committed and its answer is lost. 500 lost answers by `npm run soak`, a few always. */
const rounds = soak ? 800 : 40;
let books: Books;
let proxy: LosingProxy;
let pool: pg.Pool;
let writer: LedgerWriter;
let places: Awaited<ReturnType<typeof drawPlaces>>;
const open = () => openLedgerWriter({ pool, clock: { now: () => Date.now() } }, books.organizationId, { patienceMs: 400 });
beforeAll(async () => {
  books = await openBooks();
  places = await books.does((work) => drawPlaces(work, 4));
  const url = new URL(books.database.url);
  const socket = url.searchParams.get('host');
  const port = url.port === '' ? 5432 : Number(url.port);
  proxy = await losingProxy(socket?.startsWith('/') ? { path: `${socket}/.s.PGSQL.${port}` } : { host: socket ?? url.hostname, port });
  pool = new pg.Pool({
    ...{ host: '127.0.0.1', port: proxy.port, user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    ...{ database: url.pathname.slice(1), options: '-c role=tanheng_app -c search_path=app -c TimeZone=UTC', max: 4, types },
    connectionTimeoutMillis: 5000,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  writer = await open();
});
afterAll(async () => {
  await writer?.close();
  await pool?.end();
  await proxy?.close();
  await books?.close();
});

test(`${rounds} groups that meet a loss: nothing lost, nothing doubled, one answer to a key`, async () => {
  const chance = chanceOf(42);
  const no = (place: number) => places.accounts[place]?.no ?? -1;
  const classNo = places.held[0]?.no ?? -1;
  const told = new Map<string, PostAnswer>();
  const post = async (key: string, from: number, to: number, quantity: number) => {
    const legs = [{ from: no(from), to: no(to), class: classNo, quantity: `${quantity}` }];
    const answer = await postOn(writer, { key, kind: from === 0 ? 'buy' : 'transfer', legs });
    expect(told.get(key) ?? answer).toEqual(answer);
    told.set(key, answer);
    return answer;
  };
  for (let place = 1; place <= 4; place += 1) await post(`bought-${place}-first`, 0, place, 500);
  const losses: readonly Loss[] = ['answer', 'answer', 'answer', 'answer', 'answer', 'answer', 'answer', 'request', 'delay', 'silence'];
  for (let round = 0; round < rounds; round += 1) {
    // Silence takes the writer's whole patience: seldom.
    const loss = losses[round % losses.length] === 'silence' && round % 40 !== 9 ? 'answer' : (losses[round % losses.length] ?? 'answer');
    proxy.lose(loss);
    const asked = Array.from({ length: 1 + chance.below(6) }, (_, n) => ({
      ...{ key: `round-${round}-${n}`, from: chance.below(5), to: 1 + chance.below(4), quantity: 1 + chance.below(200) },
    }));
    await together(asked.length * 2, (n) => {
      const one = asked[n >> 1];
      return one ? post(one.key, one.from, one.to, one.quantity) : Promise.resolve(null);
    });
    if (round % 10 === 0) {
      await writer.close();
      writer = await open();
    }
    const again = asked[0];
    if (again) await post(again.key, again.from, again.to, again.quantity);
  }
  console.log(`LT-6: ${JSON.stringify(proxy.lost)}, ${told.size} keys`);
  expect(proxy.lost.answer).toBeGreaterThanOrEqual(soak ? 500 : 25);

  const kept = await books.sql<{ key: string; state: string; transactions: string }>(
    `select r.key, r.state, (select count(*) from app.ledger_transaction x where x.id = r.transaction_id) as transactions from app.ledger_request r`,
  );
  expect(kept.map((one) => one.key).sort()).toEqual([...told.keys()].sort());
  for (const one of kept)
    expect([told.get(one.key)?.status, one.transactions]).toEqual(one.state === 'applied' ? ['APPLIED', '1'] : ['REJECTED', '0']);
  const [count] = await books.sql<{ n: string }>('select count(*) as n from app.ledger_transaction');
  expect(Number(count?.n)).toBe(kept.filter((one) => one.state === 'applied').length);
  expect(await books.faults()).toEqual([]);
}, 600_000);
