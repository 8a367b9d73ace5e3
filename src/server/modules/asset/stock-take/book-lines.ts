import { present } from '../../../../kernel/assert.ts';
import type { StockLine } from '../../../../kernel/asset/stock-take/match-statement.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import { type Account, classesOf } from '../ledger/store.ts';
import { linesAfter, sumsUpTo } from '../ledger/store-reads.ts';
import { settlementMoney } from '../money/store.ts';
import { moneyOf } from './store.ts';

const lastOfDay = '9223372036854775807';
const everyLine = 100_000;

export interface BookStock extends StockLine {
  readonly transactionId: string | null;
}

interface Span {
  readonly first: string;
  readonly last: string;
  readonly seq: string;
}

const dayOf = (text: string) => present(parseDay(text), 'a day');

/** What the ledger says of an account within a span: its movements and, by class, what stands there at the end. */
export async function unitsOf(work: Work, account: Account, { first, last, seq }: Span): Promise<BookStock[]> {
  const { organizationId } = work.actor;
  const classes = new Map((await classesOf(work.tx, organizationId)).map((one) => [one.no, one]));
  const heldAs = (no: number) => {
    const held = present(classes.get(no), 'a class');
    return `${held.programme}/${held.vintage}/${held.project}`;
  };
  const filter = { accountNo: account.no, classNo: null, seq };
  // Before the first line of the first day.
  const window = { after: { day: first, seq: '0' }, to: last, limit: everyLine };
  const moved = await linesAfter(work.tx, organizationId, filter, window);
  const [standing = new Map<number, bigint>()] = await sumsUpTo(work.tx, organizationId, filter, [{ day: last, seq: lastOfDay }]);
  return [
    ...moved.map((one) => ({
      ...{ id: one.seq, kind: 'movement' as const, day: dayOf(one.effectiveOn), heldAs: heldAs(one.classNo) },
      ...{ quantity: BigInt(one.quantity), reference: one.documentNo, transactionId: one.transactionId },
    })),
    ...[...standing]
      .filter(([, quantity]) => quantity !== 0n)
      .map(([no, quantity]) => ({
        ...{ id: `class ${no}`, kind: 'balance' as const, day: dayOf(last), heldAs: heldAs(no), quantity },
        ...{ reference: '', transactionId: null },
      })),
  ];
}

/**
 * What the book says of the money of an account within a span, in 0.01 yuan: of its purchases and sales, and of contracts. A contract's payments tell its
 * money once there are any; what its transactions cost is for the accounts alone then.
 */
export async function paymentsOf(work: Work, account: Account, { first, last }: Span): Promise<BookStock[]> {
  const { organizationId } = work.actor;
  const cents = (yuan: string) => BigInt(decimal(yuan).times(100).toFixed(0));
  const traded = (await moneyOf(work.tx, organizationId, account.no, first, last)).map((one) => ({
    ...{ id: one.transactionId, kind: 'movement' as const, day: dayOf(one.day), heldAs: 'CNY', reference: one.reference },
    ...{ quantity: cents(one.amount), transactionId: one.transactionId },
  }));
  const settled = (await settlementMoney(work.tx, organizationId, [account.no], { first, last })).map((one) => ({
    ...{ id: one.id, kind: 'movement' as const, day: dayOf(one.moved_on), heldAs: 'CNY', reference: one.document_no },
    ...{ quantity: cents(one.amount), transactionId: null },
  }));
  return [...traded, ...settled];
}
