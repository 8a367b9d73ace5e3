import { assert } from '../assert.ts';
import { faultyInput } from '../asset/faulty-input.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';
import type { Account } from './accounts.ts';
import type { WriteDown } from './impairment.ts';
import type { AccountingPolicy, Books, EntryLine, JournalEntry, Movement, MovementKind } from './movement.ts';
import { movementTables, type TableMove } from './movement-table.ts';
import { addLot, bookValueOf, emptyPool, type Pool, purchasedIn, revalueLots, takeLots } from './pool.ts';

const cents = (value: Decimal): Decimal => round(value, 2);

interface Desk {
  readonly policy: AccountingPolicy;
  readonly pools: Map<string, Pool>;
  readonly entries: JournalEntry[];
  readonly disposals: Books['disposals'][number][];
  readonly moves: TableMove[];
  /** Book value at the start by unit: stands in no entry of ours. */
  readonly openings: Map<string, Decimal>;
}

/**
 * Books movements by 财会〔2019〕22号, in the order given: units bought are an asset at cost (1489), free ones stand in no entry; surrender and cancellation of
 * bought units are non-operating expense at their carrying amount; a sale gives a non-operating result. Each entry is balanced in cents; where cents are kept
 * `exact`, a last entry takes up what the roundings left, so that the entries add up to the book value.
 */
export function bookMovements(movements: readonly Movement[], policy: AccountingPolicy, writeDowns: readonly WriteDown[] = []): Books {
  const desk: Desk = { policy, pools: new Map(), entries: [], disposals: [], moves: [], openings: new Map() };
  let waiting = [...writeDowns].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const upTo = (isDue: (one: WriteDown) => boolean) => {
    for (const one of waiting.filter(isDue)) writeDown(desk, one);
    waiting = waiting.filter((one) => !isDue(one));
  };
  for (const [i, one] of movements.entries()) {
    // What is tested on a day is what stands at its end.
    upTo((given) => given.day < one.day);
    const before = movements[i - 1];
    // Cents are settled at the end of each year, so that a year's entries stay the same when later movements follow.
    if (before && before.day.slice(0, 4) !== one.day.slice(0, 4)) settleCents(desk, before);
    if (one.kind === 'opening' || one.kind === 'free' || one.kind === 'purchase' || one.kind === 'other_increase') increase(desk, one);
    else decrease(desk, one);
  }
  upTo(() => true);
  const last = movements.at(-1);
  if (last) settleCents(desk, last);
  for (const { lines } of desk.entries) assert(balanceOf(lines).isZero(), 'every entry is balanced');
  const holdings = [...desk.pools].map(([unit, pool]) => ({
    ...{ unit, purchased: purchasedIn(pool), free: pool.free },
    bookValue: booked(desk.entries, unit).plus(openingOf(desk, unit)),
    lots: pool.lots.filter((one) => one.quantity > 0n).map((one) => ({ ...one })),
  }));
  return { entries: desk.entries, tables: movementTables(desk.moves), holdings, disposals: desk.disposals };
}

/** Lowers (or raises again) the cost of units held: impairment loss against 1489, no unit moves. */
function writeDown(desk: Desk, { id, day, unit, vintage, amount, about }: WriteDown): void {
  if (!revalueLots(poolOf(desk, unit), vintage, amount.negated(), desk.policy)) return;
  const [sum, isLoss] = [amount.abs(), amount.greaterThan(0)];
  desk.moves.push({ day, row: isLoss ? 'decrease_other' : 'increase_other', quantity: 0n, amount: sum });
  const lines = isLoss ? [debit('6701', sum), credit('1489', sum, unit)] : [debit('1489', sum, unit), credit('6701', sum)];
  if (!sum.isZero()) desk.entries.push({ movement: id, day, kind: 'write_down', about, lines });
}

function poolOf(desk: Desk, unit: string): Pool {
  const found = desk.pools.get(unit) ?? emptyPool();
  desk.pools.set(unit, found);
  return found;
}

function increase(desk: Desk, move: Movement): void {
  const { policy } = desk;
  const pool = poolOf(desk, move.unit);
  const row =
    move.kind === 'opening'
      ? 'opening'
      : move.kind === 'free'
        ? 'increase_free'
        : move.kind === 'purchase'
          ? 'increase_purchased'
          : 'increase_other';
  if (move.kind === 'free' || move.from === 'free') {
    pool.free += move.quantity;
    desk.moves.push({ day: move.day, row, quantity: move.quantity, amount: zero });
    return;
  }
  const inCost = policy.vat === 'in_cost' ? move.vat : zero;
  const cost = cents(move.amount.plus(move.fees).plus(inCost));
  addLot(pool, move.vintage, move.quantity, cost, policy);
  desk.moves.push({ day: move.day, row, quantity: move.quantity, amount: cost });
  if (move.kind === 'opening') {
    desk.openings.set(move.unit, openingOf(desk, move.unit).plus(cost));
    return;
  }
  const vat = cents(move.vat.minus(inCost));
  post(desk, move, [debit('1489', cost, move.unit), debit('2221', vat), credit(move.paid ? '1002' : '2241', cost.plus(vat))]);
}

function decrease(desk: Desk, move: Movement): void {
  const pool = poolOf(desk, move.unit);
  const row = move.kind === 'surrender' ? 'decrease_surrendered' : move.kind === 'sale' ? 'decrease_sold' : 'decrease_other';
  const carrying = takeUnits(desk, pool, move);
  const carried = cents(carrying);
  desk.moves.push({ day: move.day, row, quantity: move.quantity, amount: carried });
  if (move.kind !== 'sale') {
    desk.disposals.push({ movement: move.id, carrying, gain: null });
    if (move.from === 'purchased') post(desk, move, [debit('6711', carried), credit('1489', carried, move.unit)]);
    return;
  }
  const proceeds = cents(move.amount.minus(move.fees));
  desk.disposals.push({ movement: move.id, carrying, gain: move.amount.minus(move.fees).minus(carrying) });
  if (move.from === 'free' && desk.policy.freeSale === 'no_entry') return;
  const [gain, vat] = [proceeds.minus(carried), cents(move.vat)];
  const result = gain.isNegative() ? debit('6711', gain.negated()) : credit('6301', gain);
  const money = proceeds.plus(vat);
  // Fees above the proceeds: money goes out instead of coming in.
  const bank = money.isNegative() ? credit(move.paid ? '1002' : '2241', money.negated()) : debit(move.paid ? '1002' : '1221', money);
  post(desk, move, [bank, credit('1489', carried, move.unit), credit('2221', vat), result]);
}

function takeUnits(desk: Desk, pool: Pool, move: Movement): Decimal {
  if (move.from === 'free') {
    if (pool.free < move.quantity) throw tooFew(move, pool.free);
    pool.free -= move.quantity;
    return zero;
  }
  const carrying = takeLots(pool, move.vintage, move.quantity, desk.policy);
  if (carrying === null) throw tooFew(move, purchasedIn(pool));
  return carrying;
}

function tooFew(move: Movement, there: bigint) {
  const vintage = move.vintage ?? '';
  return faultyInput(
    '/movements',
    `${move.day} ${move.id}：${move.unit} ${vintage}（${move.from === 'free' ? '无偿' : '购入'}）结存 ${there}，减少 ${move.quantity}`,
    `${move.day} ${move.id}: ${there} of ${move.unit} ${vintage} (${move.from}) are there, ${move.quantity} leave`,
    '补录期初或购入，或改正来源与年度',
    'Add the opening or the purchase, or put source and vintage right',
  );
}

const debit = (account: Account, amount: Decimal, unit: string | null = null): EntryLine => ({
  account,
  unit,
  debit: amount,
  credit: zero,
});
const credit = (account: Account, amount: Decimal, unit: string | null = null): EntryLine => ({
  account,
  unit,
  debit: zero,
  credit: amount,
});

function post(
  desk: Desk,
  move: Pick<Movement, 'id' | 'day'> & { readonly kind: MovementKind | 'rounding' },
  lines: readonly EntryLine[],
): void {
  const told = lines.filter((one) => !one.debit.isZero() || !one.credit.isZero());
  if (told.length > 0) desk.entries.push({ movement: move.id, day: move.day, kind: move.kind, lines: told });
}

function balanceOf(lines: readonly EntryLine[]): Decimal {
  return lines.reduce((sum, one) => sum.plus(one.debit).minus(one.credit), zero);
}

/** What the entries say of 1489 below this unit. */
export function booked(entries: readonly JournalEntry[], unit: string): Decimal {
  return balanceOf(entries.flatMap((one) => one.lines).filter((line) => line.account === '1489' && line.unit === unit));
}

function openingOf(desk: Desk, unit: string): Decimal {
  return desk.openings.get(unit) ?? zero;
}

/** One entry a unit for what rounding left between the entries and the exact book value. */
function settleCents(desk: Desk, last: Movement): void {
  for (const [unit, pool] of desk.pools) {
    const difference = cents(bookValueOf(pool)).minus(booked(desk.entries, unit)).minus(openingOf(desk, unit));
    if (difference.isZero()) continue;
    const amount = difference.abs();
    const up = difference.greaterThan(0);
    const lines = up ? [debit('1489', amount, unit), credit('6301', amount)] : [debit('6711', amount), credit('1489', amount, unit)];
    post(desk, { id: `rounding ${unit}`, day: last.day, kind: 'rounding' }, lines);
    desk.moves.push({ day: last.day, row: up ? 'increase_other' : 'decrease_other', quantity: 0n, amount });
  }
}
