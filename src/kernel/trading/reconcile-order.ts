import { type Decimal, print, zero } from '../quantity/decimal.ts';
import { ofUnits, sumUnits } from '../quantity/whole.ts';
import type { Text } from '../text.ts';
import type { Traded } from './prices.ts';

export interface OrderBooks {
  readonly side: 'buy' | 'sell';
  readonly fills: readonly Traded[];
  /** As the clearing statement says it; null while nothing is settled. */
  readonly settled: { readonly quantity: bigint; readonly amount: Decimal } | null;
  /** Units the ledger got (positive) or gave (negative) for it; null where nothing is booked. */
  readonly booked: bigint | null;
  /** Today and the day the settlement was due. */
  readonly today: string;
  readonly dueOn: string;
  /** Nothing more will be filled, and units are still set apart although nothing was filled or everything is settled. */
  readonly reservationLeft: boolean;
}

export interface Break {
  readonly code: 'not_settled' | 'quantity_differs' | 'amount_differs' | 'ledger_differs' | 'reservation_left';
  readonly figures: Readonly<Record<string, string>>;
  readonly text: Text;
}

/** Where fills, clearing statement and ledger of one order do not agree (B.8), each by its name. */
export function reconcileOrder(books: OrderBooks): Break[] {
  const filled = sumUnits(books.fills, (one) => one.quantity);
  const amount = books.fills.reduce((sum, one) => sum.plus(one.price.times(ofUnits(one.quantity))), zero);
  const breaks: Break[] = [];
  const found = (code: Break['code'], figures: Record<string, string>, zh: string, en: string): void => {
    breaks.push({ code, figures, text: { zh, en } });
  };
  const { settled, booked } = books;
  if (filled > 0n && settled === null && books.today > books.dueOn)
    found(
      'not_settled',
      { filled: `${filled}`, due_on: books.dueOn },
      `应于 ${books.dueOn} 结算，尚未结算`,
      `was due on ${books.dueOn} and is not settled`,
    );
  if (settled && settled.quantity !== filled)
    found(
      'quantity_differs',
      { filled: `${filled}`, settled: `${settled.quantity}` },
      `清算单数量 ${settled.quantity} 与成交 ${filled} 不一致`,
      `the clearing statement says ${settled.quantity}, the fills ${filled}`,
    );
  if (settled && !settled.amount.equals(amount))
    found(
      'amount_differs',
      { filled: print(amount), settled: print(settled.amount) },
      `清算单金额 ${settled.amount.toFixed(2)} 与成交 ${amount.toFixed(2)} 不一致`,
      `the clearing statement says ${settled.amount.toFixed(2)} yuan, the fills ${amount.toFixed(2)}`,
    );
  const expected = books.side === 'buy' ? filled : -filled;
  if (settled && booked !== expected)
    found(
      'ledger_differs',
      { filled: `${expected}`, booked: `${booked ?? 0n}` },
      `台账记 ${booked ?? 0n}，成交应为 ${expected}`,
      `the ledger has ${booked ?? 0n}, by the fills it is ${expected}`,
    );
  if (books.reservationLeft)
    found('reservation_left', {}, '委托已结束而单位仍被占用', 'the order is over and its units are still set apart');
  return breaks;
}
