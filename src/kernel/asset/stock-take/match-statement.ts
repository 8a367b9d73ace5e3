import { type Day, daysBetween } from '../../calendar/day.ts';

/** A line of a statement or of the book. Quantity: units in (+) and out (−), or what stands there; of a bank 0.01 yuan. */
export interface StockLine {
  readonly id: string;
  readonly kind: 'movement' | 'balance';
  readonly day: Day;
  /** Within the day, `HH:MM:SS`, where the statement says it; two sides are not compared by it. */
  readonly time?: string | null;
  /** `CEA/2024/project`, or `CNY`. */
  readonly heldAs: string;
  readonly quantity: bigint;
  readonly reference: string;
}

export const breakKinds = ['missing_here', 'missing_there', 'quantity_differs', 'class_differs', 'day_differs'] as const;
export type BreakKind = (typeof breakKinds)[number];

export interface StockBreak {
  readonly kind: BreakKind;
  /** Null: the statement does not have it. */
  readonly line: StockLine | null;
  /** Null: the book does not have it. */
  readonly book: StockLine | null;
}

export interface StockMatch {
  readonly matched: readonly { readonly line: StockLine; readonly book: StockLine }[];
  readonly breaks: readonly StockBreak[];
}

/** How far days may lie apart for two lines to be one movement told on different days. */
const nearDays = 10;

type Test = (line: StockLine, book: StockLine) => boolean;
const sameReference: Test = (a, b) => a.reference !== '' && a.reference === b.reference;
const [sameDay, sameClass, sameQuantity]: readonly [Test, Test, Test] = [
  (a, b) => a.day === b.day,
  (a, b) => a.heldAs === b.heldAs,
  (a, b) => a.quantity === b.quantity,
];
const near: Test = (a, b) => Math.abs(daysBetween(a.day, b.day)) <= nearDays;
const whole: Test = (a, b) => sameDay(a, b) && sameClass(a, b) && sameQuantity(a, b);

/** From the surest to the weakest; each line and each entry of the book is used once. Where something differs, the first that does names the break. */
const rounds: readonly Test[] = [
  (a, b) => whole(a, b) && sameReference(a, b),
  (a, b) => sameReference(a, b),
  whole,
  (a, b) => sameClass(a, b) && sameQuantity(a, b) && near(a, b),
  (a, b) => sameDay(a, b) && sameQuantity(a, b),
  (a, b) => sameDay(a, b) && sameClass(a, b) && a.quantity > 0n === b.quantity > 0n,
];

const differenceOf = (line: StockLine, book: StockLine): BreakKind | null => {
  if (!sameClass(line, book)) return 'class_differs';
  if (!sameQuantity(line, book)) return 'quantity_differs';
  return sameDay(line, book) ? null : 'day_differs';
};

/**
 * Matches a statement line by line against the book. Nothing is put right: what differs is a named break, until a person closes it. Balances are compared by class, movements
 * by reference, then day, class and quantity; the order of the lines decides between equals.
 */
export function matchStatement(lines: readonly StockLine[], book: readonly StockLine[]): StockMatch {
  const matched: { line: StockLine; book: StockLine }[] = [];
  const breaks: StockBreak[] = [];
  const pair = (line: StockLine, other: StockLine): void => {
    const kind = differenceOf(line, other);
    if (kind === null) matched.push({ line, book: other });
    else breaks.push({ kind, line, book: other });
  };
  for (const kind of ['movement', 'balance'] as const) {
    const left = lines.filter((one) => one.kind === kind);
    const open = book.filter((one) => one.kind === kind);
    for (const test of kind === 'balance' ? [sameClass] : rounds) {
      for (const line of [...left]) {
        const at = open.findIndex((one) => test(line, one));
        const [found] = at < 0 ? [] : open.splice(at, 1);
        if (!found) continue;
        left.splice(left.indexOf(line), 1);
        pair(line, found);
      }
    }
    // A statement without any balance, or without any movement, says nothing about them.
    const says = lines.some((one) => one.kind === kind);
    breaks.push(...left.filter((one) => kind === 'movement' || one.quantity !== 0n).map((line) => missing('missing_here', line, null)));
    if (says) breaks.push(...open.map((one) => missing('missing_there', null, one)));
  }
  return { matched, breaks };
}

const missing = (kind: BreakKind, line: StockLine | null, book: StockLine | null): StockBreak => ({ kind, line, book });
