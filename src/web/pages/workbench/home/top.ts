import { maturityEndpoints } from '../../../../contract/maturity.ts';
import { useAsk } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { roundText } from '../../../format/number.ts';
import { paths } from '../../../paths.ts';
import { useLedgerToDo } from '../../../shell/useLedgerToDo.ts';
import { useWords } from '../../../words/language.ts';
import type { Workbench } from '../WorkbenchPage.tsx';
import { nextLine, useBudgetCard, useClauseCard, useSystemSummary, useTradingSummary } from './asks.ts';
import { type RoleHome, told } from './HomeCards.tsx';

/** One page of risk, cost and gap: cost against the budget, maturity, red clauses, decisions that wait. Emissions and the gap stand beside. */
export function useTopHome(workbench: Workbench): RoleHome {
  const { t } = useWords();
  const clauses = useClauseCard();
  const budget = useBudgetCard(Number(workbench.today.slice(0, 4)));
  const system = useSystemSummary();
  const trading = useTradingSummary();
  const ledger = useLedgerToDo();
  const maturity = useAsk(maturityEndpoints.listAssessments, {}, { enabled: useMay('maturity.read') }).data;
  const latest = maturity?.items.find((one) => one.level !== null);
  const directs = (system?.toApprove.direct ?? 0) + (system?.toApprove.approve ?? 0);
  const trades = (trading?.orders.toDecide ?? 0) + (trading?.mandatesToDecide ?? 0) + (trading?.contractsToDecide ?? 0);
  const own = ledger.reduce((sum, one) => sum + one.count, 0);
  const major = system?.nonconformities.find((one) => one.grade === 'major')?.open ?? 0;
  return {
    cards: [
      budget,
      {
        key: 'maturity',
        title: t('workbench.home.maturity'),
        value: maturity === undefined ? undefined : latest ? `L${latest.level}` : null,
        note: latest?.total
          ? t('workbench.home.maturityNote', { year: latest.year, total: roundText(latest.total, 1) })
          : t('workbench.home.maturityNone'),
        to: latest ? paths.maturityOf(latest.id) : paths.maturity(),
      },
      clauses,
      {
        key: 'decisions',
        title: t('workbench.home.decisions'),
        value: system && trading ? String(directs + trades + own) : undefined,
        note: t('workbench.home.decisionNote', { system: directs, trading: trades, asset: own }),
        to: paths.systemRegisters(),
      },
    ],
    wrong:
      major > 0
        ? [
            {
              severity: 'error',
              title: told(t('workbench.home.majorsOpen', { count: major })),
              path: paths.systemRegister('nonconformity'),
            },
          ]
        : [],
    next: [
      ...nextLine('direct', t('workbench.home.toDirect'), directs, paths.systemRegisters()),
      ...nextLine('orders', t('workbench.home.ordersToDecide'), trading?.orders.toDecide, paths.orders()),
      ...nextLine('mandates', t('workbench.home.mandatesToDecide'), trading?.mandatesToDecide, paths.mandate()),
      ...nextLine('contracts', t('workbench.home.contractsToDecide'), trading?.contractsToDecide, paths.finance()),
    ],
    due: [],
  };
}
