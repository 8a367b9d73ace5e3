import { z } from 'zod';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { accountsOf, classesOf } from './store.ts';
import { type EntryFilter, linesAfter, seqKnownAt, sumsUpTo } from './store-reads.ts';
import { accountView, classView } from './views.ts';

const endpoint = ledgerEndpoints.readStatement;
const beginning = '0001-01-01';
const lastOfDay = '9223372036854775807';

/** The day before, as text. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * A statement of an account (C.6, R-09): what stood at the beginning of a span, each line in the order of the days it counts on, and what stands at its end;
 * as it was known at an instant. Pages go on after the last line.
 */
export const readStatement = query({
  name: 'asset.read-statement',
  action: 'asset.read',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.query.shape }),
  run: async (work, { accountId, classId, from, to, knownAt, after, limit }) => {
    const { organizationId } = work.actor;
    const accounts = await accountsOf(work.tx, organizationId);
    const account = accounts.find((one) => one.id === accountId);
    if (!account) throw new Refusal('not_found', { values: { id: accountId, what: 'account' } });
    if (account.entity_id !== null) await work.permit('asset.read', account.entity_id);
    else await work.permit('asset.read');
    const classes = await classesOf(work.tx, organizationId);
    const only = classId === undefined ? null : classes.find((one) => one.id === classId);
    if (only === undefined) throw new Refusal('not_found', { values: { id: classId ?? '', what: 'class' } });
    const filter: EntryFilter = {
      accountNo: account.no,
      classNo: only?.no ?? null,
      seq: await seqKnownAt(work.tx, organizationId, knownAt),
    };
    const until = to ?? todayOf(work.now);
    const start = { day: from === undefined ? beginning : dayBefore(from), seq: lastOfDay };
    const [day = '', seq = ''] = after?.split('/') ?? [];
    const place = after === undefined ? start : { day, seq };

    const lines = await linesAfter(work.tx, organizationId, filter, { after: place, to: until, limit: limit + 1 });
    // A page goes on from its place; the statement begins and ends where it does.
    const sums = await sumsUpTo(work.tx, organizationId, filter, [start, place, { day: until, seq: lastOfDay }]);
    const sumAt = (index: number) => present(sums[index], 'a sum for each place');
    const [opening, closing] = [sumAt(0), sumAt(2)];
    const running = new Map(sumAt(1));
    const accountBy = new Map(accounts.map((one) => [one.no, one]));
    const classBy = new Map(classes.map((one) => [one.no, one]));
    const page = lines.slice(0, limit);
    const last = page.at(-1);
    const inClasses = (sums: ReadonlyMap<number, bigint>) =>
      [...sums].flatMap(([no, quantity]) =>
        quantity === 0n ? [] : [{ classId: present(classBy.get(no), 'a class').id, quantity: `${quantity}` }],
      );
    return {
      account: accountView(account),
      classes: classes.filter((one) => closing.has(one.no) || opening.has(one.no)).map(classView),
      opening: inClasses(opening),
      closing: inClasses(closing),
      lines: page.map(({ otherNo, classNo, ...line }) => {
        const stands = (running.get(classNo) ?? 0n) + BigInt(line.quantity);
        running.set(classNo, stands);
        const other = present(accountBy.get(otherNo), 'an account');
        return { ...line, other: accountView(other), classId: present(classBy.get(classNo), 'a class').id, after: `${stands}` };
      }),
      next: lines.length > limit && last ? `${last.effectiveOn}/${last.seq}` : null,
    };
  },
});
