import { accountingEndpoints } from '../../../../contract/accounting.ts';
import { stockTakeEndpoints } from '../../../../contract/stock-take.ts';
import { useAsk } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { dayName } from '../../../format/time.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../words/language.ts';
import type { Workbench } from '../WorkbenchPage.tsx';
import { nextLine, useBudgetCard, useTradingSummary } from './asks.ts';
import { type RoleHome, told } from './HomeCards.tsx';

/** Money: payments that are due, breaks between book and statements, trades without an amount, cost against the budget. */
export function useFinanceHome(workbench: Workbench): RoleHome {
  const { t, language } = useWords();
  const may = useMay('asset.read');
  const summary = useTradingSummary();
  const takes = useAsk(stockTakeEndpoints.readStockTakes, {}, { enabled: may }).data;
  const booksOf = Number(workbench.today.slice(0, 4));
  const books = useAsk(accountingEndpoints.readAccounting, { params: { year: booksOf }, query: {} }, { enabled: may });
  const breaks = takes?.breaks.filter((one) => one.state !== 'closed') ?? [];
  const bare = books.data?.transactions.filter((one) => one.cost === null).length ?? 0;
  const faults = books.data?.findings.filter((one) => one.severity !== 'info').length ?? 0;
  const payments = summary?.payments;
  const late = summary?.settlements.filter((one) => one.severity !== 'info').length ?? 0;
  return {
    cards: [
      {
        key: 'payments',
        title: t('workbench.home.payments'),
        value: payments && String(payments.due + payments.late),
        note:
          payments &&
          (payments.nextOn === null
            ? t('workbench.home.noPayment')
            : t('workbench.home.nextPayment', { day: dayName(payments.nextOn, language) })),
        isWrong: (payments?.late ?? 0) > 0,
        to: paths.finance(),
      },
      {
        key: 'breaks',
        title: t('workbench.home.stockBreaks'),
        value: takes && String(breaks.length),
        note: takes && t('workbench.home.takes', { count: takes.items.length }),
        isWrong: breaks.length > 0,
        to: paths.stockTake(),
      },
      {
        key: 'books',
        title: t('workbench.home.unposted', { year: booksOf }),
        value: books.data ? String(bare) : books.isPending ? undefined : null,
        note: books.data && t('workbench.home.bookFindings', { count: faults }),
        isWrong: bare + faults > 0,
        to: paths.accounting(),
      },
      {
        key: 'settle',
        title: t('workbench.home.settlements'),
        value: summary && String(summary.settlements.length),
        note: t('workbench.home.lateOnes', { count: late }),
        isWrong: late > 0,
        to: paths.orders(),
      },
      useBudgetCard(booksOf),
    ],
    wrong: [
      ...((payments?.late ?? 0) > 0
        ? [
            {
              severity: 'error' as const,
              title: told(t('workbench.home.paymentsLate', { count: payments?.late ?? 0 })),
              path: paths.finance(),
            },
          ]
        : []),
      ...(breaks.length > 0
        ? [{ severity: 'warning' as const, title: told(t('workbench.home.breaksOpen', { count: breaks.length })), path: paths.stockTake() }]
        : []),
    ],
    next: nextLine('settle', t('workbench.home.toSettleNow'), summary?.settlements.length, paths.orders()),
    due: [],
  };
}
