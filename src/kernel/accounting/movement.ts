import type { Day } from '../calendar/day.ts';
import type { Decimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { Account } from './accounts.ts';

export const increases = ['opening', 'free', 'purchase', 'other_increase'] as const;
export const decreases = ['surrender', 'sale', 'cancel', 'other_decrease'] as const;
export type MovementKind = (typeof increases)[number] | (typeof decreases)[number];

/** One change of units as the ledger reports it. Amounts in yuan; `amount` is price · quantity unless said. */
export interface Movement {
  readonly id: string;
  readonly day: Day;
  readonly kind: MovementKind;
  /** CEA, CCER …: each is an account below 1489 of its own. */
  readonly unit: string;
  readonly vintage: string | null;
  readonly quantity: bigint;
  readonly amount: Decimal;
  /** Fees and taxes that belong to the deal. */
  readonly fees: Decimal;
  /** Value-added tax on top of the amount. */
  readonly vat: Decimal;
  /** Which units leave: those that were bought, or those that came free. */
  readonly from: 'purchased' | 'free';
  /** Whether money has moved, or is still owed. */
  readonly paid: boolean;
}

/** The choices that 财会〔2019〕22号 leaves open. */
export interface AccountingPolicy {
  readonly costFlow: 'weighted_average' | 'fifo' | 'by_vintage';
  /** Sale of free units: income (22号), or no entry. */
  readonly freeSale: 'income' | 'no_entry';
  /** VAT: on an account of its own, or part of the cost of a purchase. */
  readonly vat: 'separate' | 'in_cost';
  /** Costs kept exact with an entry for the difference of cents, or rounded at every disposal. */
  readonly cents: 'exact' | 'running';
}

export interface EntryLine {
  readonly account: Account;
  /** Unit below 1489, else null. */
  readonly unit: string | null;
  readonly debit: Decimal;
  readonly credit: Decimal;
}

/** One balanced journal entry. */
export interface JournalEntry {
  readonly movement: string;
  readonly day: Day;
  /** `money`: a payment beside purchases and sales, told by `about`. */
  readonly kind: MovementKind | 'rounding' | 'money' | 'write_down';
  readonly about?: Text;
  readonly lines: readonly EntryLine[];
}

export const tableRows = [
  'opening',
  'increase_free',
  'increase_purchased',
  'increase_other',
  'decrease_surrendered',
  'decrease_sold',
  'decrease_other',
  'closing',
] as const;
export type TableRow = (typeof tableRows)[number];

/** Movement table of a year, all units together (form of the note): quantity and amount by row. */
export interface MovementTable {
  readonly year: string;
  readonly rows: Readonly<Record<TableRow, { readonly quantity: bigint; readonly amount: Decimal }>>;
}

/** What is left of a unit at the end. */
export interface Holding {
  readonly unit: string;
  readonly purchased: bigint;
  readonly free: bigint;
  readonly bookValue: Decimal;
  /** Bought units by cost layer: one where costs run over all vintages, one a vintage, or one a purchase. */
  readonly lots: readonly { readonly vintage: string | null; readonly quantity: bigint; readonly cost: Decimal }[];
}

export interface Books {
  readonly entries: readonly JournalEntry[];
  readonly tables: readonly MovementTable[];
  readonly holdings: readonly Holding[];
  /** Carrying amount and result of each disposal, before cents. */
  readonly disposals: readonly { readonly movement: string; readonly carrying: Decimal; readonly gain: Decimal | null }[];
}
