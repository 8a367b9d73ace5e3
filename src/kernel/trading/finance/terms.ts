import { type Day, daysBetween } from '../../calendar/day.ts';
import { monthsAfter } from '../../calendar/month.ts';
import type { Decimal } from '../../quantity/decimal.ts';
import { round } from '../../quantity/rounding.ts';
import { ofUnits, unitsBelow } from '../../quantity/whole.ts';
import { simpleInterest } from '../contract-terms.ts';

/** Instruments of carbon finance that move units or money of an emitter (JR/T 0244-2022: financing and trading classes). */
export const contractKinds = ['pledge', 'repo', 'lending', 'forward', 'swap'] as const;
export type ContractKind = (typeof contractKinds)[number];

/** `give`: units leave first (pledgor, seller of a repo or forward, lender); `take`: units come (buyer, borrower). */
export type ContractSide = 'give' | 'take';

/** Of a pledge and a swap there is one side only. */
export const sidesOf: Readonly<Record<ContractKind, readonly ContractSide[]>> = {
  ...{ pledge: ['give'], repo: ['give', 'take'], lending: ['give', 'take'], forward: ['give', 'take'], swap: ['give'] },
};

export const interestEvery = ['end', 'quarter', 'month'] as const;

/** What was agreed. Prices in yuan a tonne, amounts in yuan, rates a year as fractions, quantities in tonnes. */
export interface ContractTerms {
  readonly kind: ContractKind;
  readonly side: ContractSide;
  readonly quantity: bigint;
  /** Pledge, lending: at which units are valued; repo: at which they are sold; forward: agreed; swap: of what is given. */
  readonly price: Decimal;
  readonly from: Day;
  /** Of a swap its day of settlement, which is the first day too. */
  readonly to: Day;
  readonly rate: Decimal;
  readonly basis: number;
  /** The loan of a pledge. */
  readonly loan: Decimal;
  readonly every: (typeof interestEvery)[number];
  /** Paid at the start, whoever the other side is. */
  readonly fee: Decimal;
  /** Lending: collateral as a share of the value; forward: margin as a share of the agreed amount. Comes back at the end without interest. */
  readonly collateralShare: Decimal;
  /** Forward: the market price on the day it is agreed; swap: of what is received. */
  readonly otherPrice: Decimal;
  /** Swap: units received for each given. */
  readonly ratio: Decimal;
  /** Pledge: loan to value at the start, and at which units must be added. */
  readonly initialShare: Decimal;
  readonly lineShare: Decimal;
}

export type FlowKind = 'principal' | 'interest' | 'fee' | 'lending_fee' | 'collateral' | 'delivery' | 'difference';

/** One payment. Positive: received. Rounded half-up to 0.01 yuan: what is paid. */
export interface ContractFlow {
  readonly no: number;
  readonly day: Day;
  readonly kind: FlowKind;
  readonly exact: Decimal;
  readonly amount: Decimal;
  readonly formula: string;
  /** Symbols the formula uses; `days` is that of the period of the flow. */
  readonly uses: readonly string[];
  readonly days: number | null;
}

/** Last days of the interest periods: every so many months from the start, the last one at the end whatever is left. */
export function interestDays({ from, to, every }: Pick<ContractTerms, 'from' | 'to' | 'every'>): Day[] {
  if (every === 'end') return [to];
  const step = every === 'month' ? 1 : 3;
  const days: Day[] = [];
  for (let n = step; monthsAfter(from, n) < to; n += step) days.push(monthsAfter(from, n));
  return [...days, to];
}

type Draft = Omit<ContractFlow, 'no' | 'amount'>;
const flow = (day: Day, kind: FlowKind, exact: Decimal, formula: string, uses: readonly string[], days: number | null = null): Draft => ({
  ...{ day, kind, exact, formula, uses, days },
});

function pledgeFlows(terms: ContractTerms): Draft[] {
  const { loan, rate, basis, from, to } = terms;
  let since = from;
  const interest = interestDays(terms).map((day) => {
    const days = daysBetween(since, day);
    since = day;
    return flow(
      day,
      'interest',
      simpleInterest(loan, rate, days, basis).negated(),
      `-(loan * rate * days / ${basis})`,
      ['loan', 'rate'],
      days,
    );
  });
  return [flow(from, 'principal', loan, 'loan', ['loan']), ...interest, flow(to, 'principal', loan.negated(), '-loan', ['loan'])];
}

/** Signs from the side that gives: the other side's are turned round. */
function repoFlows({ quantity, price, rate, basis, from, to }: ContractTerms): Draft[] {
  const principal = price.times(ofUnits(quantity));
  const days = daysBetween(from, to);
  const uses = ['quantity', 'price'];
  return [
    flow(from, 'principal', principal, 'quantity * price', uses),
    flow(
      to,
      'interest',
      simpleInterest(principal, rate, days, basis).negated(),
      `-(quantity * price * rate * days / ${basis})`,
      [...uses, 'rate'],
      days,
    ),
    flow(to, 'principal', principal.negated(), '-(quantity * price)', uses),
  ];
}

function lendingFlows({ quantity, price, rate, basis, from, to, collateralShare }: ContractTerms): Draft[] {
  const value = price.times(ofUnits(quantity));
  const days = daysBetween(from, to);
  const uses = ['quantity', 'price'];
  const held = value.times(collateralShare);
  const fee = flow(
    to,
    'lending_fee',
    simpleInterest(value, rate, days, basis),
    `quantity * price * rate * days / ${basis}`,
    [...uses, 'rate'],
    days,
  );
  if (held.isZero()) return [fee];
  const on = [...uses, 'collateral_share'];
  return [
    flow(from, 'collateral', held, 'quantity * price * collateral_share', on),
    fee,
    flow(to, 'collateral', held.negated(), '-(quantity * price * collateral_share)', on),
  ];
}

function forwardFlows({ side, quantity, price, from, to, collateralShare }: ContractTerms): Draft[] {
  const amount = price.times(ofUnits(quantity));
  const uses = ['quantity', 'price'];
  const sign = side === 'give' ? 1 : -1;
  const margin = amount.times(collateralShare);
  const on = [...uses, 'collateral_share'];
  return [
    ...(margin.isZero() ? [] : [flow(from, 'collateral', margin.negated(), '-(quantity * price * collateral_share)', on)]),
    flow(to, 'delivery', amount.times(sign), sign === 1 ? 'quantity * price' : '-(quantity * price)', uses),
    ...(margin.isZero() ? [] : [flow(to, 'collateral', margin, 'quantity * price * collateral_share', on)]),
  ];
}

function swapFlows(terms: ContractTerms): Draft[] {
  const { quantity, price, otherPrice, to } = terms;
  const cash = price.times(ofUnits(quantity)).minus(otherPrice.times(ofUnits(unitsReceived(terms))));
  return [flow(to, 'difference', cash, 'quantity * price - received * other_price', ['quantity', 'price', 'received', 'other_price'])];
}

const byKind: Readonly<Record<ContractKind, (terms: ContractTerms) => Draft[]>> = {
  ...{ pledge: pledgeFlows, repo: repoFlows, lending: lendingFlows, forward: forwardFlows, swap: swapFlows },
};

/** Of a formula the one with the other sign. */
const turned = (formula: string): string => {
  if (formula.startsWith('-(')) return formula.slice(2, -1);
  return `-(${formula})`;
};

/** Every payment of a contract in the order of the days, from its own side (positive: received). */
export function cashFlows(terms: ContractTerms): ContractFlow[] {
  // A forward already says its side; a repo or a loan of units is the same seen from the other one.
  const mirrored = terms.side === 'take' && (terms.kind === 'repo' || terms.kind === 'lending');
  const drafts = byKind[terms.kind](terms).map((one) =>
    mirrored ? { ...one, exact: one.exact.negated(), formula: turned(one.formula) } : one,
  );
  const fee = terms.fee.isZero() ? [] : [flow(terms.from, 'fee', terms.fee.negated(), '-fee', ['fee'])];
  return [...drafts, ...fee]
    .map((one, place) => ({ one, place }))
    .sort((a, b) => (a.one.day === b.one.day ? a.place - b.place : a.one.day < b.one.day ? -1 : 1))
    .map(({ one }, i) => ({ ...one, no: i + 1, amount: round(one.exact, 2) }));
}

/** Units a swap brings: whole ones, cut off below. */
export const unitsReceived = ({ quantity, ratio }: Pick<ContractTerms, 'quantity' | 'ratio'>): bigint =>
  unitsBelow(ratio.times(ofUnits(quantity)));

/** Units between two days: when they leave the own accounts and when they are there again; null: they do not come (or go) back. */
export interface UnitMove {
  readonly day: Day;
  readonly direction: 'out' | 'in';
  readonly quantity: bigint;
  /** `received`: the class a swap brings. */
  readonly of: 'given' | 'received';
}

export function unitMoves(terms: ContractTerms): UnitMove[] {
  const { kind, side, quantity, from, to } = terms;
  const move = (day: Day, direction: 'out' | 'in'): UnitMove => ({ day, direction, quantity, of: 'given' });
  if (kind === 'forward') return [move(to, side === 'give' ? 'out' : 'in')];
  if (kind === 'swap') return [move(to, 'out'), { day: to, direction: 'in', quantity: unitsReceived(terms), of: 'received' }];
  return side === 'give' ? [move(from, 'out'), move(to, 'in')] : [move(from, 'in'), move(to, 'out')];
}
