import { stockTakeEndpoints } from '../../../../contract/stock-take.ts';
import { matchStatement } from '../../../../kernel/asset/stock-take/match-statement.ts';
import { readStatement } from '../../../../kernel/asset/stock-take/read-statement.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { accountsOf } from '../ledger/store.ts';
import { seqKnownAt } from '../ledger/store-reads.ts';
import { type BookStock, paymentsOf, unitsOf } from './book-lines.ts';
import { insertTake } from './store.ts';
import type { BookLine } from './tables.ts';

const takeObject = 'stock_take';

const outside = (day: string): Finding => ({
  code: 'statement_day',
  severity: 'error',
  place: { path: '/text' },
  text: { zh: `${day} 不在对账期间内`, en: `${day} is not within the span of the statement` },
  cure: { zh: '改正期间或文件', en: 'Correct the span or the file' },
});

const bookView = ({ kind, day, heldAs, quantity, reference, transactionId }: BookStock): BookLine => ({
  ...{ kind, day, heldAs, quantity: `${quantity}`, reference, transactionId },
});

/** Takes in a statement and matches it line by line against the ledger (C.6, C.9); what differs is kept as a break and nothing is changed. */
export const takeStock = command({
  name: 'asset.take-stock',
  action: 'asset.take_stock',
  input: stockTakeEndpoints.takeStock.body,
  run: async (work, { accountId, source, firstDay, lastDay, fileName, fileSha256, documentNo, text, evidenceIds: given }) => {
    const { organizationId, personId, name } = work.actor;
    const account = (await accountsOf(work.tx, organizationId)).find((one) => one.id === accountId && one.entity_id !== null);
    if (!account?.entity_id) throw new Refusal('not_found', { values: { id: accountId, what: 'account' } });
    await work.permit('asset.take_stock', account.entity_id);
    const { lines, findings } = readStatement(text, source === 'bank' ? 'money' : 'units');
    const strayed = lines.filter((one) => one.day < firstDay || one.day > lastDay).map((one) => outside(one.day));
    if (findings.length + strayed.length > 0) throw new Refusal('invalid_input', { findings: [...findings, ...strayed].slice(0, 1000) });
    const seq = await seqKnownAt(work.tx, organizationId, undefined);
    const span = { first: firstDay, last: lastDay, seq };
    const book = source === 'bank' ? await paymentsOf(work, account, span) : await unitsOf(work, account, span);
    const bookBy = new Map(book.map((one) => [one.id, one]));
    const { matched, breaks } = matchStatement(lines, book);
    const numbers = new Map(lines.map((one, i) => [one.id, i + 1]));
    const id = work.newId();
    const row = {
      ...{ organization_id: organizationId, id, account_no: account.no, source, first_day: firstDay, last_day: lastDay },
      ...{ file_name: fileName, document_no: documentNo, seq, matched: matched.length },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    const kept = breaks.map((one) => {
      const other = one.book && bookBy.get(one.book.id);
      return {
        ...{ organization_id: organizationId, id: work.newId(), stock_take_id: id, kind: one.kind },
        ...{ line_no: one.line ? (numbers.get(one.line.id) ?? null) : null, book: other ? JSON.stringify(bookView(other)) : null },
        since: one.line?.day ?? one.book?.day ?? lastDay,
      };
    });
    const said = lines.map((one, i) => ({
      ...{ organization_id: organizationId, stock_take_id: id, no: i + 1, kind: one.kind, day: one.day, at_time: one.time ?? null },
      ...{ held_as: one.heldAs, quantity: `${one.quantity}`, reference: one.reference },
    }));
    await insertTake(work.tx, row, said, kept);
    const covered = { periodFrom: firstDay, periodTo: lastDay, validUntil: null };
    const own = fileSha256 === null ? null : { title: fileName, kind: 'stock_record' as const, fileSha256, fileName, ...covered };
    const evidenceIds = [...given, ...(own ? [(await document.addEvidence.run(work, document.addEvidence.input.parse(own))).id] : [])];
    await document.useEvidence(work, evidenceIds, {
      objectType: takeObject,
      objectId: id,
      label: { zh: `${account.name} ${lastDay} 盘点`, en: `Stock-take of ${account.name_en}, ${lastDay}` },
      path: '/asset/stock-take',
    });
    const content = {
      ...row,
      lines: said.length,
      breaks: kept.map((one) => ({ id: one.id, kind: one.kind, line_no: one.line_no, book: one.book })),
    };
    work.record({
      kind: 'stock_take.taken',
      objectType: takeObject,
      objectId: id,
      objectVersion: 1,
      content: { ...content, evidence_ids: evidenceIds },
    });
    return { id, matched: matched.length, breaks: kept.length };
  },
});
