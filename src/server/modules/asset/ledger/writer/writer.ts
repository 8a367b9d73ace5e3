import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { type Answer, type Ask, type Desk, type Group, openDesk } from '../../../../../kernel/asset/ledger/desk.ts';
import type { Leg, Shortage } from '../../../../../kernel/asset/ledger/post.ts';
import { Refusal } from '../../../../../kernel/refusal.ts';
import type { Pool, PoolClient } from '../../../../db/raw.ts';
import { type Clock, instantOf } from '../../../../work/clock.ts';
import { refusalOf } from '../../../../work/database-errors.ts';
import { idsFrom } from '../../../../work/new-id.ts';
import { checkRequest, hashOf, type LedgerRequest } from './request.ts';
import { argumentsOf } from './rows.ts';
import { connectionOf, type Drawn, giveBack, type Names, readAll, readSince, requestId, write } from './store.ts';

/**
 * The one writer of an organization's ledger: requests that come at the same time are decided in order against balances kept in memory and stored together,
 * one commit for all (performance of group commit), each with its answer; a history row and leaf for each asker tell them all. The next group is on its way
 * while one is stored. The database checks every step again (migrations 0021, 0030). Other writers may work beside it: whoever finds that the ledger has gone
 * on reads what happened and decides anew.
 */
export interface LedgerWriter {
  /**
   * The answer, once it is stored; the same key gives the same answer for good.
   * @throws Refusal `invalid_input`, `conflict` (the key was used for something else), `database_unavailable` (nobody knows: ask again with the same key).
   */
  readonly post: (request: LedgerRequest) => Promise<Answer>;
  /** Waits for what is under way; later requests are refused. */
  readonly close: () => Promise<void>;
}

export interface WriterDeps {
  readonly pool: Pool;
  readonly clock: Clock;
}

export interface WriterOptions {
  /** Transfers in one group; 1,000 unless said otherwise. */
  readonly legs?: number;
  readonly groups?: 1 | 2;
  /** How long the database may keep silent before its connection counts as lost; 45 s unless said otherwise, above every limit of its own. */
  readonly patienceMs?: number;
}

/** How often one request is tried before its asker is told that nobody knows. */
const attempts = 12;
const remembered = 50_000;

interface Waiter {
  readonly done: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

/** A writer at work. */
interface Bureau {
  readonly deps: WriterDeps;
  readonly organizationId: string;
  readonly desk: Desk<LedgerRequest>;
  readonly patienceMs: number;
  drawn: Drawn;
  /** Null after it was lost, until the next one. */
  client: PoolClient | null;
  readonly waiters: Map<string, Waiter[]>;
  /** Groups under way in the database; each settles without an error. */
  readonly sent: Set<Promise<void>>;
  failure: { readonly error: unknown } | null;
  /** Somebody names an account or a class that was not there when the chart was drawn. */
  outdated: boolean;
  /** The request that was last refused by the store in a group, or alone. */
  lastAlone: string | undefined;
  running: Promise<void> | null;
  closed: boolean;
}

function shortageWords(names: Names, shortage: Shortage): Record<string, string> {
  const account = names.accounts.get(shortage.accountNo);
  return {
    ...{ account: account?.name ?? '', accountEn: account?.nameEn ?? '', held: names.classes.get(shortage.classNo) ?? '' },
    ...{ wanted: `${shortage.wanted}`, available: `${shortage.available}` },
  };
}

const askOf = (request: LedgerRequest): Ask<LedgerRequest> => {
  const kind = request.more?.reverses === undefined ? request.kind : 'reverse';
  const legs = request.legs.map((leg): Leg => {
    const { fromNo, toNo, classNo, quantity } = leg;
    return { kind: leg.kind ?? kind, fromNo, toNo, classNo, quantity };
  });
  const wish = { kind: request.kind, legs, resolves: request.more?.resolves, reverses: request.more?.reverses };
  return { id: requestId(request.operation, request.key), sha: hashOf(request), wish, payload: request };
};

const otherRequest = () =>
  new Refusal('conflict', {
    detail: {
      zh: '这个键已用于另一个请求；请换一个新的键。',
      en: 'This key was already used for another request; use a new key.',
    },
  });

/** Whether the store said no to what is asked, and not to the moment at which it was. */
const refusedByStore = (error: unknown): Refusal | null => {
  // The key has an answer already: it is found when the store is asked.
  if ((error as { constraint?: unknown }).constraint === 'ledger_request_pkey') return null;
  const said = refusalOf(error);
  if (said instanceof Refusal) return ['conflict', 'database_unavailable'].includes(said.code) ? null : said;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^2[23]/.test(code) ? new Refusal('invalid_input') : null;
};

function settle({ waiters }: Bureau, id: string, settled: (waiter: Waiter) => void): void {
  const these = waiters.get(id) ?? [];
  waiters.delete(id);
  for (const waiter of these) settled(waiter);
}

/** A connection that says nothing any more is as lost as one that broke. */
async function patiently<T>({ patienceMs }: Bureau, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Refusal('database_unavailable')), patienceMs).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

async function store(bureau: Bureau, client: PoolClient, at: string, newId: () => string, group: Group<LedgerRequest>): Promise<void> {
  const { desk, drawn, organizationId } = bureau;
  try {
    await patiently(bureau, write(client, argumentsOf({ organizationId, salt: drawn.facts.salt, chart: drawn.chart }, at, newId, group)));
    if (bureau.failure) return;
    for (const { ask, answer } of desk.stored()) settle(bureau, ask.id, ({ done }) => done(answer));
  } catch (error) {
    bureau.failure ??= { error };
  }
}

/** Sends as many groups as may be out. */
function send(bureau: Bureau): void {
  const { desk, sent, deps } = bureau;
  while (bureau.client && !bureau.failure) {
    const at = instantOf(deps.clock, bureau.drawn.facts);
    const newId = idsFrom(at);
    const group = desk.take(newId);
    if (!group) return;
    const storing = store(bureau, bureau.client, at, newId, group);
    sent.add(storing);
    void storing.then(() => sent.delete(storing));
  }
}

/** Reads what the store has: which of those that were tried have an answer, and what others posted. A lost connection is made anew. */
async function lookAgain(bureau: Bureau): Promise<void> {
  const { desk, deps, organizationId } = bureau;
  for (let attempt = 1; ; attempt += 1) {
    try {
      bureau.client ??= await connectionOf(deps.pool);
      const tried = desk.waiting().filter((one) => one.attempts > 0);
      const requests = tried.map(({ ask }) => ask.payload);
      const since = await patiently(bureau, readSince(bureau.client, organizationId, desk.head(), requests));
      bureau.drawn = since;
      bureau.outdated = false;
      desk.redraw(since.chart, since.open);
      desk.follow(since.others);
      for (const { id, sha, answer } of since.kept) {
        const given = desk.found(id, sha, answer);
        settle(bureau, id, given ? ({ done }) => done(given) : ({ fail }) => fail(otherRequest()));
      }
      return;
    } catch (error) {
      bureau.client?.release(true);
      bureau.client = null;
      if (attempt >= attempts) throw error;
      await sleep(Math.min(1000, 10 * 2 ** attempt));
    }
  }
}

/** Nothing that is out counts until the store was asked: what it has is answered, what others did is read, the rest waits again. */
async function recover(bureau: Bureau, error: unknown): Promise<void> {
  const { desk } = bureau;
  if (error instanceof Refusal && error.code === 'database_unavailable') {
    bureau.client?.release(true);
    bureau.client = null;
  }
  const said = error === null ? null : refusedByStore(error);
  const alone = said !== null && desk.out() > 0;
  desk.takenBack(alone);
  const first = desk.waiting()[0]?.ask.id;
  if (alone && said && bureau.lastAlone === first) desk.refuseFirst({ state: 'refused', code: said.code, values: { ...said.values } });
  bureau.lastAlone = alone ? first : undefined;
  const givenUp = (id: string, why: unknown): void => {
    desk.drop(id);
    settle(bureau, id, ({ fail }) => fail(refusalOf(why)));
  };
  try {
    await lookAgain(bureau);
    for (const { ask, attempts: tried } of desk.waiting()) if (tried >= attempts && error !== null) givenUp(ask.id, error);
  } catch (lost) {
    for (const { ask } of desk.waiting()) givenUp(ask.id, lost);
  }
}

async function run(bureau: Bureau): Promise<void> {
  const { desk, sent } = bureau;
  // Whoever asks in the same turn comes into the same group.
  await turn();
  for (;;) {
    if (!bureau.client) bureau.failure ??= { error: new Refusal('database_unavailable') };
    if (bureau.outdated) bureau.failure ??= { error: null };
    send(bureau);
    if (sent.size > 0) await Promise.race(sent);
    if (bureau.failure) {
      await Promise.all(sent);
      const { error } = bureau.failure;
      bureau.failure = null;
      await recover(bureau, error);
    }
    if (sent.size === 0 && desk.count() === 0) return;
    // Whoever was answered asks again in this turn.
    await turn();
  }
}

function wake(bureau: Bureau): void {
  bureau.running ??= run(bureau).finally(() => {
    bureau.running = null;
    if (bureau.desk.count() > 0) wake(bureau);
  });
}

function post(bureau: Bureau, request: LedgerRequest): Promise<Answer> {
  return new Promise<Answer>((done, fail) => {
    if (bureau.closed) throw new Refusal('database_unavailable');
    checkRequest(request);
    const { accounts, classes } = bureau.drawn.chart;
    bureau.outdated ||= request.legs.some((leg) => !accounts.has(leg.fromNo) || !accounts.has(leg.toNo) || !classes.has(leg.classNo));
    const ask = askOf(request);
    const offered = bureau.desk.offer(ask);
    if (typeof offered === 'object') return done(offered.answer);
    if (offered === 'other_request') return fail(otherRequest());
    const beside = bureau.waiters.get(ask.id);
    if (beside) beside.push({ done, fail });
    else bureau.waiters.set(ask.id, [{ done, fail }]);
    wake(bureau);
  });
}

/** Reads the ledger once; from then on the writer keeps its balances. @throws Refusal `database_unavailable`. */
export async function openLedgerWriter(deps: WriterDeps, organizationId: string, options: WriterOptions = {}): Promise<LedgerWriter> {
  const client = await connectionOf(deps.pool);
  const first = await readAll(client, organizationId).catch((error: unknown) => {
    client.release(true);
    throw refusalOf(error);
  });
  const limits = {
    ...{ legs: options.legs ?? 1000, groups: options.groups ?? 2, answers: remembered },
    shortage: (shortage: Shortage) => shortageWords(bureau.drawn.names, shortage),
  };
  const bureau: Bureau = {
    ...{ deps, organizationId, desk: openDesk<LedgerRequest>(first.book, first.headId, first.chart, limits), drawn: first, client },
    patienceMs: options.patienceMs ?? 45_000,
    ...{ waiters: new Map(), sent: new Set(), failure: null, outdated: false, lastAlone: undefined, running: null, closed: false },
  };
  return {
    post: (request) => post(bureau, request),
    close: async () => {
      bureau.closed = true;
      await bureau.running;
      if (bureau.client) giveBack(bureau.client);
      bureau.client = null;
    },
  };
}
