import type { Day } from '../calendar/day.ts';
import type { Finding } from '../finding.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';
import { least, ofUnits, sumUnits } from '../quantity/whole.ts';
import type { Movement, MovementKind } from './movement.ts';

/** What a ledger transaction cost or brought, in yuan; `amount` without fees and tax. */
export interface CostFact {
  readonly amount: Decimal;
  readonly fees: Decimal;
  readonly vat: Decimal;
  /** How many of the units are free ones; null: by the policy. */
  readonly freeQuantity: bigint | null;
  readonly paid: boolean;
}

/** Units of one class that came to the organization's own accounts or left them. */
export interface LedgerChange {
  readonly transactionId: string;
  readonly seq: bigint;
  readonly day: Day;
  /** Kind of the ledger's transaction. */
  readonly kind: string;
  readonly direction: 'in' | 'out';
  readonly classId: string;
  /** CEA, CCER …: an account below 1489 of its own. */
  readonly unit: string;
  readonly vintage: string;
  readonly quantity: bigint;
  readonly cost: CostFact | null;
}

export type OriginOrder = 'free_first' | 'purchased_first';

/** Free and bought units of a class; bought ones keep the vintage they were bought as, also through a carry-over. */
export interface ClassStanding {
  readonly classId: string;
  readonly unit: string;
  free: bigint;
  layers: { readonly vintage: string; quantity: bigint }[];
}

export interface LedgerMovements {
  readonly movements: readonly Movement[];
  /** The transaction a movement's id stands for. */
  readonly transactionOf: ReadonlyMap<string, string>;
  readonly standings: readonly ClassStanding[];
  readonly findings: readonly Finding[];
}

interface Desk {
  readonly order: OriginOrder;
  readonly standings: Map<string, ClassStanding>;
  readonly carried: Map<string, Taken>;
  readonly movements: Movement[];
  readonly transactionOf: Map<string, string>;
  readonly findings: Finding[];
}

interface Taken {
  readonly free: bigint;
  readonly layers: readonly { readonly vintage: string; readonly quantity: bigint }[];
}

const increases: Readonly<Record<string, MovementKind>> = { open: 'opening', issue: 'free', buy: 'purchase' };
const decreases: Readonly<Record<string, MovementKind>> = { sell: 'sale', surrender: 'surrender', cancel: 'cancel', retire: 'cancel' };

/**
 * Turns changes of the ledger into movements that can be booked: which units of a disposal came free and which were bought follows from the policy or from what was said of
 * the transaction. A carry-over is no disposal: the units keep their cost. The order is that of effective day and place in the ledger.
 */
export function movementsOfLedger(changes: readonly LedgerChange[], order: OriginOrder): LedgerMovements {
  const desk: Desk = { order, standings: new Map(), carried: new Map(), movements: [], transactionOf: new Map(), findings: [] };
  const ordered = [...changes].sort((a, b) => (a.day === b.day ? Number(a.seq - b.seq) : a.day < b.day ? -1 : 1));
  for (const one of ordered) {
    if (one.direction === 'in') comeIn(desk, one);
    else goOut(desk, one);
  }
  const { movements, transactionOf, findings } = desk;
  return { movements, transactionOf, standings: [...desk.standings.values()], findings };
}

function standingOf(desk: Desk, { classId, unit }: LedgerChange): ClassStanding {
  const found = desk.standings.get(classId) ?? { classId, unit, free: 0n, layers: [] };
  desk.standings.set(classId, found);
  return found;
}

function addLayer(standing: ClassStanding, vintage: string, quantity: bigint): void {
  const same = standing.layers.find((one) => one.vintage === vintage);
  if (same) same.quantity += quantity;
  else standing.layers.push({ vintage, quantity });
}

function comeIn(desk: Desk, one: LedgerChange): void {
  const standing = standingOf(desk, one);
  const carried = one.kind === 'carry_over' ? desk.carried.get(one.transactionId) : undefined;
  if (carried) {
    standing.free += carried.free;
    for (const { vintage, quantity } of carried.layers) addLayer(standing, vintage, quantity);
    return;
  }
  const kind = increases[one.kind] ?? 'other_increase';
  if (kind === 'purchase' && one.cost === null) desk.findings.push(missing(one));
  if (kind === 'opening' && one.cost === null) desk.findings.push(openedFree(one));
  const allFree = kind === 'free' || (one.cost === null && kind !== 'purchase');
  const free = allFree ? one.quantity : kind === 'purchase' ? 0n : least(one.cost?.freeQuantity ?? 0n, one.quantity);
  const bought = one.quantity - free;
  standing.free += free;
  if (free > 0n) tell(desk, one, `${one.seq}${bought > 0n ? '-free' : ''}`, kind, { quantity: free, from: 'free', vintage: one.vintage });
  if (bought === 0n) return;
  addLayer(standing, one.vintage, bought);
  const { amount = zero, fees = zero, vat = zero } = one.cost ?? {};
  tell(desk, one, `${one.seq}`, kind, { quantity: bought, from: 'purchased', vintage: one.vintage, amount, fees, vat });
}

function goOut(desk: Desk, one: LedgerChange): void {
  const standing = standingOf(desk, one);
  const taken = take(desk, standing, one);
  if (one.kind === 'carry_over') {
    desk.carried.set(one.transactionId, taken);
    return;
  }
  const kind = decreases[one.kind] ?? 'other_decrease';
  if (kind === 'sale' && one.cost === null) desk.findings.push(missing(one));
  const parts = [
    ...(taken.free > 0n ? [{ suffix: '-free', from: 'free' as const, vintage: one.vintage, quantity: taken.free }] : []),
    ...taken.layers.map((layer, i) => ({ suffix: i === 0 ? '' : `-${i + 1}`, from: 'purchased' as const, ...layer })),
  ];
  let left = { amount: one.cost?.amount ?? zero, fees: one.cost?.fees ?? zero, vat: one.cost?.vat ?? zero };
  for (const [i, { suffix, ...part }] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const share = (all: Decimal | undefined, rest: Decimal) =>
      isLast ? rest : round((all ?? zero).times(ofUnits(part.quantity)).dividedBy(ofUnits(one.quantity)), 2);
    const own = {
      amount: share(one.cost?.amount, left.amount),
      fees: share(one.cost?.fees, left.fees),
      vat: share(one.cost?.vat, left.vat),
    };
    left = { amount: left.amount.minus(own.amount), fees: left.fees.minus(own.fees), vat: left.vat.minus(own.vat) };
    tell(desk, one, `${one.seq}${parts.length > 1 ? suffix : ''}`, kind, { ...part, ...own });
  }
}

/** Takes units out of a class: free and bought ones as said of the transaction or by the policy; what is short of one comes from the other. */
function take(desk: Desk, standing: ClassStanding, one: LedgerChange): Taken {
  const bought = sumUnits(standing.layers, (layer) => layer.quantity);
  const wanted =
    one.cost?.freeQuantity ??
    (desk.order === 'free_first' ? least(standing.free, one.quantity) : one.quantity - least(bought, one.quantity));
  const free = least(least(wanted, one.quantity), standing.free);
  const fromBought = least(one.quantity - free, bought);
  const rest = one.quantity - free - fromBought;
  const moreFree = least(rest, standing.free - free);
  if (rest > moreFree) desk.findings.push(tooFew(one, rest - moreFree));
  standing.free -= free + moreFree;
  const layers: { vintage: string; quantity: bigint }[] = [];
  let left = fromBought;
  for (const layer of standing.layers) {
    const quantity = least(left, layer.quantity);
    if (quantity === 0n) continue;
    layer.quantity -= quantity;
    left -= quantity;
    layers.push({ vintage: layer.vintage, quantity });
  }
  standing.layers = standing.layers.filter((layer) => layer.quantity > 0n);
  return { free: free + moreFree, layers };
}

type Part = Pick<Movement, 'quantity' | 'from' | 'vintage'> & Partial<Pick<Movement, 'amount' | 'fees' | 'vat'>>;

function tell(desk: Desk, one: LedgerChange, id: string, kind: MovementKind, part: Part): void {
  const { amount = zero, fees = zero, vat = zero, ...rest } = part;
  desk.movements.push({ id, day: one.day, kind, unit: one.unit, amount, fees, vat, paid: one.cost?.paid ?? true, ...rest });
  desk.transactionOf.set(id, one.transactionId);
}

const place = (one: LedgerChange) => ({ path: `/transactions/${one.transactionId}` });

const missing = (one: LedgerChange): Finding => ({
  code: 'cost_missing',
  severity: 'error',
  place: place(one),
  text: {
    zh: `${one.day} ${one.kind === 'sell' ? '卖出' : '买入'} ${one.unit} ${one.vintage} ${one.quantity} 吨没有金额，分录不完整`,
    en: `${one.day}: ${one.kind === 'sell' ? 'the sale' : 'the purchase'} of ${one.quantity} ${one.unit} ${one.vintage} has no amount; the entries are incomplete`,
  },
  cure: { zh: '登记该笔交易的金额与费用', en: 'Record amount and fees of the transaction' },
});

const openedFree = (one: LedgerChange): Finding => ({
  code: 'opening_without_cost',
  severity: 'warning',
  place: place(one),
  text: {
    zh: `期初 ${one.unit} ${one.vintage} ${one.quantity} 吨没有成本，按无偿取得处理`,
    en: `The opening of ${one.quantity} ${one.unit} ${one.vintage} has no cost and is taken as free`,
  },
  cure: { zh: '如系购入，登记其账面成本', en: 'Record its cost if it was bought' },
});

const tooFew = (one: LedgerChange, short: bigint): Finding => ({
  code: 'units_before_their_day',
  severity: 'error',
  place: place(one),
  text: {
    zh: `${one.day} 转出 ${one.unit} ${one.vintage}，按生效日少 ${short} 吨`,
    en: `${one.day}: ${short} of ${one.unit} ${one.vintage} leave before the day they came`,
  },
  cure: { zh: '核对该笔及其来源的生效日', en: 'Check the effective days of this transaction and of where its units came from' },
});
