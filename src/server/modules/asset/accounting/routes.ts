import { accountingYear, accountingEndpoints as e } from '../../../../contract/accounting.ts';
import { download } from '../../../work/download.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import { decideImpairment, recordImpairment } from './impair.ts';
import { journalCsv } from './journal-csv.ts';
import { approveAccountingPolicy, recordAccountingPolicy } from './policy.ts';
import { readAccounting } from './read-accounting.ts';
import { recordTransactionCost } from './record-transaction-cost.ts';

export function accountingRoutes(): MountedRoute[] {
  return [
    route(e.readAccounting, runs(readAccounting)),
    route(e.exportJournalEntries, async (call) => {
      const { language, ...query } = call.query;
      const view = accountingYear.parse(await call.ask(readAccounting, { ...call.params, ...query }));
      const fileName = `entries-${call.params.year}.csv`;
      return download(call, { content: journalCsv(view, language), fileName, mediaType: 'text/csv; charset=utf-8' });
    }),
    route(e.recordAccountingPolicy, runs(recordAccountingPolicy)),
    route(e.approveAccountingPolicy, runs(approveAccountingPolicy)),
    route(e.recordImpairment, runs(recordImpairment)),
    route(e.decideImpairment, runs(decideImpairment)),
    route(e.recordTransactionCost, runs(recordTransactionCost)),
  ];
}
