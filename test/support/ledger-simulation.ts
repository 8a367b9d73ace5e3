import type { Chart, Foreign } from '../../src/kernel/asset/ledger/decide.ts';
import { type Answer, type Ask, type Desk, type Group, openDesk } from '../../src/kernel/asset/ledger/desk.ts';
import { type Book, type Held, type Holding, holding, post, type Step } from '../../src/kernel/asset/ledger/post.ts';
import { type Chance, chanceOf } from './chance.ts';

/**
 * A ledger without a machine below it: the desk of the writer against a store that is only a few maps, with clock, ids, loss and order of messages drawn from
 * a seed (LT-4). The store keeps its own rules, as the database does; what it finds wrong with a group that came at the right place is a defect of the desk.
 */
interface Store {
  head: bigint;
  readonly held: Map<Holding, Held>;
  readonly requests: Map<string, { readonly sha: string; readonly answer: Answer }>;
  readonly transfers: (Step & { readonly transactionId: string })[];
  /** Of reservations: until when, and whether they have ended. */
  readonly reservations: Map<string, { readonly quantity: bigint; readonly until: number; ended: boolean }>;
}

type Said = 'stored' | 'gone_on' | 'refused';
type Payload = { readonly until?: number };

const [outside, registry, trading, reserved, retired] = [1, 2, 3, 4, 5];
const chart: Chart = {
  accounts: new Map([
    [outside, { kind: 'external', parentNo: null }],
    [registry, { kind: 'registry', parentNo: null }],
    [trading, { kind: 'trading', parentNo: null }],
    [reserved, { kind: 'reserved', parentNo: registry }],
    [retired, { kind: 'retired', parentNo: null }],
  ]),
  classes: new Map([1, 2].map((no) => [no, { serialised: false }])),
  moves: new Set([
    ...['buy/external/trading', 'sell/trading/external', 'transfer/registry/trading', 'transfer/trading/registry'],
    ...['reserve/registry/reserved', 'release/reserved/registry', 'expire/reserved/registry', 'retire/registry/retired'],
  ]),
};
const open = new Set([outside]);

export class Defect extends Error {}
function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Defect(what);
}

/** Whether a step goes on from what stands; then it stands there. */
function continues(held: Map<Holding, Held>, step: Step): boolean {
  const nothing = { quantity: 0n, version: 0n };
  const [fromKey, toKey] = [holding(step.fromNo, step.classNo), holding(step.toNo, step.classNo)];
  const [from, to] = [held.get(fromKey) ?? nothing, held.get(toKey) ?? nothing];
  held.set(fromKey, { quantity: step.fromAfter, version: step.fromVersion });
  held.set(toKey, { quantity: step.toAfter, version: step.toVersion });
  const versions = step.fromVersion === from.version + 1n && step.toVersion === to.version + 1n;
  return versions && step.fromAfter === from.quantity - step.quantity && step.toAfter === to.quantity + step.quantity;
}

/** What the database would say to a group, and do with it. */
function deliver(store: Store, group: Group<Payload>, clock: number): Said {
  if (group.head !== store.head || group.headId !== (store.transfers.at(-1)?.transactionId ?? null)) return 'gone_on';
  if (group.decisions.some(({ ask }) => store.requests.has(ask.id))) return 'gone_on';
  // A late one cannot come to the right place by accident: the transaction that stands there is not the one it names.
  const seen = new Map(store.held);
  for (const one of group.decisions.flatMap(({ steps }) => steps))
    must(continues(seen, one), 'L-09 decided on something else than what stands');
  const ends = new Set<string>();
  for (const { ask, steps } of group.decisions) {
    const { resolves, kind } = ask.wish;
    if (steps.length === 0 || resolves === undefined) continue;
    const reservation = store.reservations.get(resolves);
    const moved = steps.reduce((sum, step) => sum + step.quantity, 0n);
    if (!reservation || reservation.ended || ends.has(resolves) || moved !== reservation.quantity) return 'refused';
    if (kind === 'expire' && clock < reservation.until) return 'refused';
    ends.add(resolves);
  }
  for (const { ask, answer, steps } of group.decisions) {
    store.requests.set(ask.id, { sha: ask.sha, answer });
    must((answer.state === 'applied') === steps.length > 0, 'an answer that is not what was done');
    if (answer.state !== 'applied') continue;
    for (const step of steps) {
      store.head += 1n;
      must(step.seq === store.head, 'L-15 a place given twice or left out');
      must(step.fromAfter >= 0n || step.fromNo === outside, 'L-10 overdrawn');
      must(step.fromNo !== retired, 'L-13 left a final account');
      must(continues(store.held, step), 'L-09 what stands is not what moved');
      store.transfers.push({ ...step, transactionId: answer.transactionId });
    }
    if (ask.wish.kind === 'reserve')
      store.reservations.set(answer.transactionId, {
        ...{ quantity: steps.reduce((sum, step) => sum + step.quantity, 0n), until: ask.payload.until ?? 0, ended: false },
      });
    const ended = ask.wish.resolves === undefined ? undefined : store.reservations.get(ask.wish.resolves);
    if (ended) ended.ended = true;
  }
  return 'stored';
}

interface World {
  readonly chance: Chance;
  readonly store: Store;
  desk: Desk<Payload>;
  /** Groups on their way to the store; those sent before a connection was lost may still arrive. */
  sent: Group<Payload>[];
  late: Group<Payload>[];
  readonly told: Map<string, { readonly sha: string; readonly answer: Answer }>;
  readonly asked: Ask<Payload>[];
  /** Keys that were used for a second request as well. */
  readonly twoRequests: Set<string>;
  clock: number;
  ids: number;
  lastAlone: string | undefined;
}

function newDesk(store: Store): Desk<Payload> {
  const book: Book = { head: store.head, held: new Map(store.held), open };
  const shortage = () => ({});
  return openDesk<Payload>(book, store.transfers.at(-1)?.transactionId ?? null, chart, { legs: 5, groups: 2, answers: 8, shortage });
}

function tell(world: World, id: string, sha: string, answer: Answer): void {
  const before = world.told.get(id);
  must(!before || (before.sha === sha && JSON.stringify(before.answer) === JSON.stringify(answer)), 'L-04 another answer to the same key');
  world.told.set(id, { sha, answer });
}

function ask(world: World): void {
  const { chance, asked, store } = world;
  const again = asked.length > 0 && chance.happens(0.25) ? chance.pick(asked) : null;
  let one = again;
  if (!one) {
    const kind = chance.pick(['buy', 'sell', 'transfer', 'transfer', 'reserve', 'release', 'expire', 'retire', 'retire_back']);
    const some = chance.pick(['', ...store.reservations.keys()]);
    const sides: Record<string, readonly [number, number]> = {
      ...{ buy: [outside, trading], sell: [trading, outside], reserve: [registry, reserved], release: [reserved, registry] },
      ...{ expire: [reserved, registry], retire: [registry, retired], retire_back: [retired, registry] },
    };
    const [from, to] = sides[kind] ?? (chance.happens(0.5) ? [registry, trading] : [trading, registry]);
    const quantity =
      kind === 'release' || kind === 'expire' ? (store.reservations.get(some)?.quantity ?? 1n) : BigInt(1 + chance.below(40));
    const legs = Array.from({ length: kind === 'transfer' && chance.happens(0.2) ? 3 : 1 }, () => ({
      ...{ kind: kind === 'retire_back' ? 'transfer' : kind, fromNo: from, toNo: to, classNo: 1 + chance.below(2), quantity },
    }));
    const resolves = kind === 'release' || kind === 'expire' ? some : undefined;
    const payload = kind === 'reserve' ? { until: world.clock + chance.below(50) } : {};
    one = { id: `k${asked.length}`, sha: `s${asked.length}`, wish: { kind: legs[0]?.kind ?? kind, legs, resolves }, payload };
    asked.push(one);
  } else if (chance.happens(0.1)) one = { ...one, sha: 'another' };
  const offer = world.desk.offer(one);
  if (typeof offer === 'object') tell(world, one.id, one.sha, offer.answer);
  if (one.sha === 'another') world.twoRequests.add(one.id);
  if (offer === 'other_request') must(world.twoRequests.has(one.id), 'L-04 a key taken for another request');
}

/** The connection is lost, or the store said no: as the writer does (writer.ts), what the store has is asked first. */
function recover(world: World, said: 'refused' | 'gone_on' | 'lost'): void {
  const { desk, store, chance } = world;
  const lost = said === 'lost' ? world.sent : [];
  for (const group of lost) if (chance.happens(0.3)) world.late.push(group);
  world.sent = [];
  const alone = said === 'refused' && desk.out() > 0;
  desk.takenBack(alone);
  const first = desk.waiting()[0]?.ask.id;
  if (alone && world.lastAlone === first) desk.refuseFirst({ state: 'refused', code: 'move_not_allowed', values: {} });
  world.lastAlone = alone ? first : undefined;
  const at = desk.head();
  const others: Foreign[] = store.transfers.filter((one) => one.seq > at);
  desk.follow(others);
  for (const one of desk.waiting()) {
    const kept = store.requests.get(one.ask.id);
    if (!kept) continue;
    const given = desk.found(one.ask.id, kept.sha, kept.answer);
    if (given) tell(world, one.ask.id, kept.sha, given);
  }
}

/** The oldest group on its way reaches the store; its answer may get lost. */
function arrive(world: World): void {
  const { desk, store, chance } = world;
  const group = world.sent[0];
  if (!group) return;
  const said = deliver(store, group, world.clock);
  if (said !== 'stored') {
    recover(world, said);
    return;
  }
  world.sent.shift();
  if (chance.happens(0.05)) {
    recover(world, 'lost');
    return;
  }
  for (const { ask: one, answer } of desk.stored()) tell(world, one.id, one.sha, answer);
}

/** The process dies; the next one reads the store. Whoever was not answered asks again. */
function die(world: World): void {
  world.late.push(...world.sent.filter(() => world.chance.happens(0.5)));
  world.sent = [];
  world.lastAlone = undefined;
  world.desk = newDesk(world.store);
}

function step(world: World): void {
  const { desk, store, chance } = world;
  const newId = () => {
    world.ids += 1;
    return `t${world.ids}`;
  };
  const what = chance.unit();
  if (what < 0.45) ask(world);
  else if (what < 0.65) {
    const group = desk.take(newId);
    if (group) world.sent.push(group);
  } else if (what < 0.85) arrive(world);
  else if (what < 0.88) recover(world, 'lost');
  else if (what < 0.9 && world.late.length > 0) {
    const [group] = world.late.splice(chance.below(world.late.length), 1);
    if (group) deliver(store, group, world.clock);
  } else if (what < 0.94) elsewhere(world, newId);
  else if (what < 0.945) die(world);
  else world.clock += chance.below(20);
}

/** Somebody else posts to the same ledger. */
function elsewhere({ store, chance }: World, newId: () => string): void {
  const book: Book = { head: store.head, held: new Map(store.held), open };
  const leg = { kind: 'buy', fromNo: outside, toNo: trading, classNo: 1 + chance.below(2), quantity: BigInt(1 + chance.below(30)) };
  const outcome = post(book, [leg]);
  if (!('steps' in outcome)) return;
  store.head = book.head;
  for (const [key, held] of book.held) store.held.set(key, held);
  store.transfers.push(...outcome.steps.map((one) => ({ ...one, transactionId: newId() })));
}

export interface Simulated {
  readonly journal: string;
  readonly transfers: number;
  readonly answers: number;
  readonly refused: number;
}

/** One run. @throws Defect naming the promise that was broken. */
export function simulate(seed: number, steps: number): Simulated {
  const store: Store = { head: 0n, held: new Map(), requests: new Map(), transfers: [], reservations: new Map() };
  const world: World = {
    ...{ chance: chanceOf(seed), store, desk: newDesk(store), sent: [], late: [], told: new Map(), asked: [], twoRequests: new Set() },
    ...{ clock: 0, ids: 0, lastAlone: undefined },
  };
  for (let n = 0; n < steps; n += 1) step(world);
  for (const [id, { sha, answer }] of world.told) {
    const kept = store.requests.get(id);
    must(kept?.sha === sha && JSON.stringify(kept.answer) === JSON.stringify(answer), 'an answer that the store does not know');
    const done = answer.state === 'applied' ? store.transfers.filter((one) => one.transactionId === answer.transactionId).length : 0;
    const wanted = answer.state === 'applied' ? Number(BigInt(answer.lastSeq) - BigInt(answer.firstSeq)) + 1 : 0;
    must(done === wanted, 'L-04 an effect lost or doubled');
  }
  for (const classNo of [1, 2]) {
    let sum = 0n;
    for (const no of [outside, registry, trading, reserved, retired]) sum += store.held.get(holding(no, classNo))?.quantity ?? 0n;
    must(sum === 0n, 'L-01 not zero');
  }
  const journal = store.transfers
    .map(
      (one) =>
        `${one.seq} ${one.transactionId} ${one.kind} ${one.fromNo}>${one.toNo} ${one.classNo} ${one.quantity} ${one.fromAfter} ${one.toAfter}`,
    )
    .join('\n');
  const refused = [...world.told.values()].filter(({ answer }) => answer.state === 'refused').length;
  return { journal, transfers: store.transfers.length, answers: world.told.size, refused };
}
