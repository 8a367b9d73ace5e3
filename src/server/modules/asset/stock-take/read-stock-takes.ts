import { z } from 'zod';
import type { ReplyInputOf } from '../../../../contract/endpoint.ts';
import type { stockTakeEndpoints } from '../../../../contract/stock-take.ts';
import { present } from '../../../../kernel/assert.ts';
import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { query, type Work } from '../../../work/command.ts';
import { visibleAccounts } from '../ledger/read-holdings.ts';
import type { Account } from '../ledger/store.ts';
import { seqKnownAt } from '../ledger/store-reads.ts';
import { accountView } from '../ledger/views.ts';
import { paymentsOf, unitsOf } from './book-lines.ts';
import { isClosing, isWaiting } from './close-break.ts';
import { type Break, breaksOf, type Explanation, explanationsOf, type Line, linesOf, type Take, takesOf } from './store.ts';

type View = ReplyInputOf<typeof stockTakeEndpoints.readStockTakes>;

const stateOf = (given: readonly Explanation[]) =>
  given.some(isClosing) ? ('closed' as const) : given.some(isWaiting) ? ('explained' as const) : ('open' as const);

function breakView(row: Break, line: Line | undefined, given: readonly Explanation[], today: string): View['breaks'][number] {
  const since = present(parseDay(row.since), 'a day');
  return {
    ...{ id: row.id, stockTakeId: row.stock_take_id, kind: row.kind, since: row.since, book: row.book && { ...row.book, time: null } },
    line: line
      ? {
          ...{
            kind: line.kind,
            day: line.day,
            time: line.at_time,
            heldAs: line.held_as,
            quantity: line.quantity,
            reference: line.reference,
          },
          transactionId: null,
        }
      : null,
    ...{ ageDays: Math.max(0, daysBetween(since, present(parseDay(today), 'a day'))), state: stateOf(given) },
    explanations: given.map((one) => ({
      ...{ id: one.id, version: one.version, reason: one.reason, transactionId: one.transaction_id, recordedAt: one.recorded_at },
      ...{ recordedBy: { id: one.recorded_by, name: one.recorded_by_name }, decision: one.decision, decidedByName: one.decided_by_name },
    })),
  };
}

/** Book against the latest statement of each account and source: balances of units, sums of money. */
async function summaryOf(work: Work, takes: readonly Take[], lines: readonly Line[], accounts: ReadonlyMap<number, Account>) {
  const seq = await seqKnownAt(work.tx, work.actor.organizationId, undefined);
  const wantedOf = (take: Take) => (take.source === 'bank' ? 'movement' : 'balance');
  // A statement that tells no balance has nothing to compare one with; the latest that does counts.
  const telling = takes.filter((take) => lines.some((one) => one.stock_take_id === take.id && one.kind === wantedOf(take)));
  const latest = telling.filter((one, i) => telling.findIndex((o) => o.account_no === one.account_no && o.source === one.source) === i);
  const rows: View['summary'] = [];
  for (const take of latest) {
    const account = present(accounts.get(take.account_no), 'an account');
    const wanted = wantedOf(take);
    const said = lines.filter((one) => one.stock_take_id === take.id && one.kind === wanted);
    const span = { first: take.first_day, last: take.last_day, seq };
    const book = (take.source === 'bank' ? await paymentsOf(work, account, span) : await unitsOf(work, account, span)).filter(
      (one) => one.kind === wanted,
    );
    for (const heldAs of new Set([...said.map((one) => one.held_as), ...book.map((one) => one.heldAs)])) {
      const there = said.filter((one) => one.held_as === heldAs).reduce((sum, one) => sum + BigInt(one.quantity), 0n);
      const here = book.filter((one) => one.heldAs === heldAs).reduce((sum, one) => sum + one.quantity, 0n);
      rows.push({
        ...{ account: accountView(account), source: take.source, day: take.last_day, heldAs },
        ...{ book: `${here}`, statement: `${there}`, difference: `${here - there}` },
      });
    }
  }
  return rows;
}

/** Stock-takes of the accounts one may see, their breaks with age and state, and whether book, registry and bank agree now (C.9). */
export const readStockTakes = query({
  name: 'asset.read-stock-takes',
  action: 'asset.read',
  input: z.strictObject({}),
  run: async (work): Promise<View> => {
    const { organizationId } = work.actor;
    const accounts = new Map((await visibleAccounts(work)).filter((one) => one.entity_id !== null).map((one) => [one.no, one]));
    const takes = (await takesOf(work.tx, organizationId)).filter((one) => accounts.has(one.account_no));
    const ids = new Set(takes.map((one) => one.id));
    const lines = (await linesOf(work.tx, organizationId)).filter((one) => ids.has(one.stock_take_id));
    const explanations = await explanationsOf(work.tx, organizationId);
    const today = todayOf(work.now);
    const breaks = (await breaksOf(work.tx, organizationId))
      .filter((one) => ids.has(one.stock_take_id))
      .map((row) =>
        breakView(
          row,
          lines.find((one) => one.stock_take_id === row.stock_take_id && one.no === row.line_no),
          explanations.filter((one) => one.break_id === row.id),
          today,
        ),
      );
    return {
      summary: await summaryOf(work, takes, lines, accounts),
      items: takes.map((one) => ({
        ...{ id: one.id, source: one.source, account: accountView(present(accounts.get(one.account_no), 'an account')) },
        ...{ firstDay: one.first_day, lastDay: one.last_day, fileName: one.file_name, documentNo: one.document_no, matched: one.matched },
        lines: lines.filter((line) => line.stock_take_id === one.id).length,
        open: breaks.filter((row) => row.stockTakeId === one.id && row.state !== 'closed').length,
        ...{ recordedAt: one.recorded_at, recordedByName: one.recorded_by_name },
      })),
      breaks,
    };
  },
});
