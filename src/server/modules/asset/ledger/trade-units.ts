import type { z } from 'zod';
import type { unitClassOfLedger } from '../../../../contract/ledger-views.ts';
import type { Objection } from '../../../../kernel/asset/usability.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { objectionOf } from '../compliance/compliance-facts.ts';
import { accountFor, type ClassWanted, classFor } from './accounts.ts';
import { ownerOf } from './movement.ts';
import { type DraftLeg, postTransaction } from './post-transaction.ts';
import { type Account, accountsOf, classesOf, lockHead, type UnitClass } from './store.ts';
import { standingsNow } from './store-reads.ts';
import { boughtOn, isResolved, netOf } from './store-trades.ts';
import { classView } from './views.ts';

/** What the trading subsystem may ask of the ledger and do in it: always within its own piece of work. */

export interface TradedClass {
  readonly no: number;
  readonly view: z.infer<typeof unitClassOfLedger>;
}

const traded = (held: UnitClass): TradedClass => ({ no: held.no, view: classView(held) });

/** Why units of a class, which need not be held yet, may not be used for a compliance year; null when they may. */
export function objectionToClass(
  shelf: Shelf,
  of: { readonly programme: string; readonly vintage: number; readonly registeredOn: string | null },
  year: number,
  day: string,
): Objection {
  const held = { ...of, no: 0, id: '', project: '', unit: 't' as const, serialised: true, registered_on: of.registeredOn, created_at: '' };
  return objectionOf(shelf, held, year, day);
}

export async function tradedClasses(work: Work): Promise<ReadonlyMap<number, TradedClass>> {
  return new Map((await classesOf(work.tx, work.actor.organizationId)).map((one) => [one.no, traded(one)]));
}

/** A class by its id. @throws Refusal `not_found` */
export async function tradedClass(work: Work, classId: string): Promise<TradedClass> {
  const held = (await classesOf(work.tx, work.actor.organizationId)).find((one) => one.id === classId);
  if (!held) throw new Refusal('not_found', { values: { id: classId, what: 'class' } });
  return traded(held);
}

/** The class of a programme and vintage, made when it is first traded. */
export async function classToTrade(work: Work, wanted: ClassWanted): Promise<TradedClass> {
  return traded(await classFor(work, wanted));
}

/** From here on nothing is posted by others until this piece of work is done: what it reads of the ledger stays true. */
export async function lockLedger(work: Work): Promise<void> {
  await lockHead(work.tx, work.actor.organizationId);
}

export interface TradableUnits {
  /** On the trading account, with what is set apart from it. */
  readonly holding: bigint;
  readonly bound: bigint;
  readonly boughtToday: bigint;
}

/** What an entity could sell of a class on a day, from its trading account. */
export async function tradableUnits(work: Work, of: { entityId: string; classNo: number; day: string }): Promise<TradableUnits> {
  const { organizationId } = work.actor;
  const accounts = await accountsOf(work.tx, organizationId);
  const trading = accounts.find((one) => one.kind === 'trading' && one.entity_id === of.entityId);
  if (!trading) return { holding: 0n, bound: 0n, boughtToday: 0n };
  const reserved = accounts.find((one) => one.parent_no === trading.no);
  const standing = (await standingsNow(work.tx, organizationId)).filter((one) => one.classNo === of.classNo);
  const on = (account: Account | undefined) => BigInt(standing.find((one) => one.accountNo === account?.no)?.quantity ?? '0');
  const bound = on(reserved);
  const boughtToday = await boughtOn(work.tx, organizationId, { accountNo: trading.no, classNo: of.classNo, day: of.day });
  return { holding: on(trading) + bound, bound, boughtToday };
}

export interface Trade {
  readonly entityId: string;
  readonly classNo: number;
  readonly quantity: bigint;
  /** From when it counts in the ledger: units are those of the buyer from the settlement on. */
  readonly day: string;
  /** Of a purchase: the day it was agreed, from which on the market counts until the units may be sold. */
  readonly tradedOn?: string;
  readonly documentNo: string;
  readonly details: Readonly<Record<string, unknown>>;
}

async function accountsFor(work: Work, entityId: string) {
  const owner = await ownerOf(work, entityId);
  const trading = await accountFor(work, { kind: 'trading', owner });
  const reserved = await accountFor(work, { kind: 'reserved', owner, parentNo: trading.no });
  return { trading, reserved, outside: await accountFor(work, { kind: 'external', owner: null }) };
}

/** Sets the units of a sale apart on the trading account; the id of the reservation. @throws Refusal `units_insufficient` */
export async function reserveForSale(work: Work, trade: Trade): Promise<string> {
  const { trading, reserved } = await accountsFor(work, trade.entityId);
  const { classNo, quantity, documentNo, details } = trade;
  const legs = [{ fromNo: trading.no, toNo: reserved.no, classNo, quantity }];
  return (
    await postTransaction(work, { kind: 'reserve', effectiveOn: trade.day, purpose: 'sell', expiresAt: null, documentNo, details, legs })
  ).id;
}

/** Gives the units of a sale that did not happen back. */
export async function releaseSale(work: Work, trade: Trade, reservationId: string): Promise<string> {
  const { trading, reserved } = await accountsFor(work, trade.entityId);
  const { classNo, quantity, documentNo, details } = trade;
  const legs = [{ fromNo: reserved.no, toNo: trading.no, classNo, quantity }];
  return (await postTransaction(work, { kind: 'release', effectiveOn: trade.day, resolves: reservationId, documentNo, details, legs })).id;
}

/** Units bought come to the trading account. */
export async function bookPurchase(work: Work, trade: Trade): Promise<string> {
  const { trading, outside } = await accountsFor(work, trade.entityId);
  const { classNo, quantity, documentNo } = trade;
  const legs = [{ fromNo: outside.no, toNo: trading.no, classNo, quantity }];
  const details = { ...trade.details, tradedOn: trade.tradedOn ?? trade.day };
  return (await postTransaction(work, { kind: 'buy', effectiveOn: trade.day, documentNo, details, legs })).id;
}

/** Units sold leave what was set apart for them, and the rest of it goes back; without anything set apart they leave the trading account itself. */
export async function bookSale(
  work: Work,
  trade: Trade,
  reserved: { readonly id: string; readonly quantity: bigint } | null,
): Promise<string> {
  const { trading, reserved: apart, outside } = await accountsFor(work, trade.entityId);
  const { classNo, quantity, documentNo, details } = trade;
  if (reserved === null) {
    const direct = [{ fromNo: trading.no, toNo: outside.no, classNo, quantity }];
    return (await postTransaction(work, { kind: 'sell', effectiveOn: trade.day, documentNo, details, legs: direct })).id;
  }
  const legs: DraftLeg[] = [{ fromNo: apart.no, toNo: outside.no, classNo, quantity }];
  const rest = reserved.quantity - quantity;
  if (rest > 0n) legs.push({ kind: 'release', fromNo: apart.no, toNo: trading.no, classNo, quantity: rest });
  return (await postTransaction(work, { kind: 'sell', effectiveOn: trade.day, resolves: reserved.id, documentNo, details, legs })).id;
}

/** Units a transaction brought in (positive) or took out (negative); zero when it was reversed. */
export const bookedUnits = (work: Work, transactionId: string): Promise<bigint> => netOf(work.tx, work.actor.organizationId, transactionId);

export const isReservationOver = (work: Work, reservationId: string): Promise<boolean> =>
  isResolved(work.tx, work.actor.organizationId, reservationId);
