import { bookMovements } from '../../accounting/book-movements.ts';
import { tableOfYear } from '../../accounting/evaluate-ledger-books.ts';
import type { WriteDown } from '../../accounting/impairment.ts';
import { type LedgerChange, movementsOfLedger, type OriginOrder } from '../../accounting/ledger-movements.ts';
import type { AccountingPolicy, MovementTable } from '../../accounting/movement.ts';
import type { Finding } from '../../finding.ts';
import { type Decimal, zero } from '../../quantity/decimal.ts';
import { round } from '../../quantity/rounding.ts';

export const statementRows = [
  ...(['opening', 'increase_free', 'increase_purchased', 'increase_internal', 'increase_other'] as const),
  ...(['decrease_surrendered', 'decrease_sold', 'decrease_internal', 'decrease_other', 'closing', 'internal_result'] as const),
] as const;
export type StatementRow = (typeof statementRows)[number];

/** Tonnes and yuan. */
export interface Cell {
  readonly quantity: bigint;
  readonly amount: Decimal;
}
type Column = Record<StatementRow, Cell>;

/** A transfer between two entities in view: revenue of one, cost of the other. */
export interface InternalTransfer {
  readonly transactionId: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: bigint;
  /** Yuan: price · quantity. */
  readonly amount: Decimal;
  readonly day: string;
}

export interface TransferResult extends InternalTransfer {
  /** What the units stood at in the books of who gave them; their result is `amount − carrying`. */
  readonly carrying: Decimal;
}

export interface Consolidation {
  readonly entities: readonly { readonly entity: string; readonly column: Column }[];
  readonly sum: Column;
  readonly elimination: Column;
  readonly consolidated: Column;
  /** Of the year. */
  readonly transfers: readonly TransferResult[];
  readonly findings: readonly Finding[];
}

export interface EntityChanges {
  readonly entity: string;
  readonly changes: readonly LedgerChange[];
  /** Approved impairments as its own books take them. */
  readonly writeDowns: readonly WriteDown[];
}

const none: Cell = { quantity: 0n, amount: zero };
const plus = (a: Cell, b: Cell): Cell => ({ quantity: a.quantity + b.quantity, amount: a.amount.plus(b.amount) });
const minus = (a: Cell, b: Cell): Cell => ({ quantity: a.quantity - b.quantity, amount: a.amount.minus(b.amount) });
const columnOf = (of: (row: StatementRow) => Cell): Column =>
  statementRows.reduce((column, row) => Object.assign(column, { [row]: of(row) }), emptyColumn());
function emptyColumn(): Column {
  return {
    ...{ opening: none, increase_free: none, increase_purchased: none, increase_internal: none, increase_other: none },
    ...{
      decrease_surrendered: none,
      decrease_sold: none,
      decrease_internal: none,
      decrease_other: none,
      closing: none,
      internal_result: none,
    },
  };
}

interface Given {
  readonly carrying: Decimal;
  readonly free: bigint;
}
interface Booked {
  readonly table: MovementTable;
  /** By transaction: what left, at its carrying amount in cents. */
  readonly left: ReadonlyMap<string, Given>;
  readonly findings: readonly Finding[];
}

function book({ changes, writeDowns }: EntityChanges, policy: AccountingPolicy, order: OriginOrder, year: number): Booked {
  const ledger = movementsOfLedger(changes, order);
  const books = bookMovements(ledger.movements, policy, writeDowns);
  const byId = new Map(ledger.movements.map((one) => [one.id, one]));
  const left = new Map<string, Given>();
  for (const { movement, carrying } of books.disposals) {
    const transaction = ledger.transactionOf.get(movement) ?? '';
    const before = left.get(transaction) ?? { carrying: zero, free: 0n };
    const move = byId.get(movement);
    const free = move?.from === 'free' ? move.quantity : 0n;
    left.set(transaction, { carrying: before.carrying.plus(round(carrying, 2)), free: before.free + free });
  }
  return { table: tableOfYear(books.tables, year), left, findings: ledger.findings };
}

const money = (amount: Decimal, freeQuantity: bigint | null) => ({ amount, fees: zero, vat: zero, freeQuantity, paid: true });

/** Internal transfers as sale and purchase at the price set: the books of each entity for itself. */
function atPrice(changes: readonly LedgerChange[], internal: ReadonlyMap<string, InternalTransfer>): LedgerChange[] {
  return changes.map((one) => {
    const transfer = internal.get(one.transactionId);
    return transfer ? { ...one, kind: one.direction === 'out' ? 'sell' : 'buy', cost: money(transfer.amount, null) } : one;
  });
}

/** Internal transfers at what the units stood at: the books of the group, in which they only change their place. */
function atCost(
  changes: readonly LedgerChange[],
  internal: ReadonlyMap<string, InternalTransfer>,
  given: ReadonlyMap<string, Given>,
): LedgerChange[] {
  return changes.map((one) => {
    if (!internal.has(one.transactionId)) return one;
    const { carrying, free } = given.get(one.transactionId) ?? { carrying: zero, free: 0n };
    return { ...one, kind: 'transfer', cost: one.direction === 'in' ? money(carrying, free) : null };
  });
}

/** Parts of a table that internal transfers of the year make. */
function partsOf(transfers: readonly TransferResult[], entity: string): { readonly into: Cell; readonly out: Cell } {
  const sum = (own: readonly TransferResult[], of: (one: TransferResult) => Decimal): Cell =>
    own.reduce((all, one) => plus(all, { quantity: one.quantity, amount: of(one) }), none);
  return {
    into: sum(
      transfers.filter((one) => one.to === entity),
      (one) => one.amount,
    ),
    out: sum(
      transfers.filter((one) => one.from === entity),
      (one) => one.carrying,
    ),
  };
}

function ownColumn({ table }: Booked, transfers: readonly TransferResult[], entity: string): Column {
  const { into, out } = partsOf(transfers, entity);
  const revenue = transfers.filter((one) => one.from === entity).reduce((sum, one) => sum.plus(one.amount), zero);
  return {
    ...emptyColumn(),
    ...table.rows,
    increase_purchased: minus(table.rows.increase_purchased, into),
    decrease_sold: minus(table.rows.decrease_sold, out),
    ...{ increase_internal: into, decrease_internal: out },
    internal_result: { quantity: 0n, amount: revenue.minus(out.amount) },
  };
}

/**
 * The movement tables of a year by entity, each for itself (internal transfers are sale and purchase at their price); consolidated (they only change the
 * place of units, at what these stood at); and the elimination between the two: internal revenue and cost, and what of their result is still in units held
 * or was surrendered with them.
 */
export function consolidate(
  told: readonly EntityChanges[],
  all: readonly InternalTransfer[],
  policy: AccountingPolicy,
  order: OriginOrder,
  year: number,
): Consolidation {
  // With one side out of view a transfer is a sale or a purchase like any other.
  const inView = new Set(told.map((one) => one.entity));
  const transfers = all.filter((one) => inView.has(one.from) && inView.has(one.to));
  const outward = new Map(all.filter((one) => !transfers.includes(one)).map((one) => [one.transactionId, one]));
  const entities = told.map((one) => ({ ...one, changes: atPrice(one.changes, outward) }));
  const internal = new Map(transfers.map((one) => [one.transactionId, one]));
  const own = new Map(entities.map((one) => [one.entity, book({ ...one, changes: atPrice(one.changes, internal) }, policy, order, year)]));
  const group = groupBooks(entities, internal, policy, order, year);
  const results = transfers
    .filter((one) => one.day.startsWith(`${year}-`))
    .map((one) => ({ ...one, carrying: own.get(one.from)?.left.get(one.transactionId)?.carrying ?? zero }));
  const columns = entities.map(({ entity }) => {
    const booked = own.get(entity);
    return { entity, column: booked ? ownColumn(booked, results, entity) : emptyColumn() };
  });
  const sum = columnOf((row) => columns.reduce((all, { column }) => plus(all, column[row]), none));
  const moved = results.reduce((all, one) => {
    const { carrying } = group.given.get(one.transactionId) ?? { carrying: zero };
    return plus(all, { quantity: one.quantity, amount: carrying });
  }, none);
  const consolidated = columnOf((row) => {
    if (row === 'increase_internal' || row === 'decrease_internal' || row === 'internal_result') return none;
    const whole = group.tables.reduce((total, table) => plus(total, table.rows[row]), none);
    return row === 'increase_other' || row === 'decrease_other' ? minus(whole, moved) : whole;
  });
  const elimination = columnOf((row) => minus(consolidated[row], sum[row]));
  const findings = [...[...own.values()].flatMap((one) => one.findings), ...aboveGroup(entities, transfers)];
  return { entities: columns, sum, elimination, consolidated, transfers: results, findings };
}

/** An entity's impairment of units it took at an internal price is kept whole: part of it may only turn back the internal result. */
function aboveGroup(entities: readonly EntityChanges[], transfers: readonly InternalTransfer[]): Finding[] {
  return entities
    .filter(({ entity, writeDowns }) => writeDowns.length > 0 && transfers.some((one) => one.to === entity))
    .map(({ entity, writeDowns }) => ({
      ...{ code: 'impairment_of_internal_units', severity: 'warning', place: { at: { entity } } },
      text: {
        zh: `该主体有内部转入的碳资产，其减值（${writeDowns.length} 笔）按自身账面计入合并`,
        en: `This entity holds units taken at an internal price; its impairments (${writeDowns.length}) are consolidated as in its own books`,
      },
      cure: {
        zh: '检查减值中有多少只是冲回尚未实现的内部损益，必要时在总账中调整',
        en: 'See how much of the impairment only turns back internal result not yet realized, and adjust in the general ledger where needed',
      },
      clause: 'C.10',
    }));
}

/** Impairments tested above the entities that hold the units stand in no column: named, never spread. */
export function unplacedImpairments(all: readonly WriteDown[]): Finding[] {
  return all.map(({ id, about, amount }) => ({
    ...{ code: 'impairment_without_entity', severity: 'warning', place: { at: { impairment: id } } },
    text: {
      zh: `${about.zh}（${amount.toFixed(2)} 元）是在不持有账户的上级主体测试的，未计入任何一列`,
      en: `${about.en} (CNY ${amount.toFixed(2)}) was tested at an entity above that holds no account, and stands in no column`,
    },
    cure: { zh: '在持有碳资产的主体上测试减值', en: 'Test for impairment at the entity that holds the units' },
    clause: 'C.10',
  }));
}

/** What units are given at depends on what they were received at: once more for each link of the longest chain of transfers. */
function groupBooks(
  entities: readonly EntityChanges[],
  internal: ReadonlyMap<string, InternalTransfer>,
  policy: AccountingPolicy,
  order: OriginOrder,
  year: number,
): { readonly given: ReadonlyMap<string, Given>; readonly tables: readonly MovementTable[] } {
  let given: ReadonlyMap<string, Given> = new Map();
  for (let pass = 0; ; pass += 1) {
    const booked = entities.map((one) => {
      const atWhatTheyStood = { ...one, changes: atCost(one.changes, internal, given) };
      return { entity: one.entity, ...book(atWhatTheyStood, policy, order, year) };
    });
    const next = new Map<string, Given>();
    for (const [id, { from }] of internal) {
      const left = booked.find((one) => one.entity === from)?.left.get(id);
      if (left) next.set(id, left);
    }
    const same = [...next].every(([id, one]) => given.get(id)?.carrying.equals(one.carrying) && given.get(id)?.free === one.free);
    if (same || pass > internal.size) return { given: next, tables: booked.map((one) => one.table) };
    given = next;
  }
}
