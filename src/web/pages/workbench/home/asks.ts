import { assetBudgetEndpoints } from '../../../../contract/asset-budget.ts';
import { clauseEndpoints } from '../../../../contract/clauses.ts';
import { roleSummaryEndpoints } from '../../../../contract/role-summaries.ts';
import { useAsk } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { group, roundText, shiftLeft } from '../../../format/number.ts';
import { paths } from '../../../paths.ts';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { useWords } from '../../../words/language.ts';
import type { CardFacts } from './HomeCards.tsx';

/** The entity whose position, budget and desk a home tells of: the lowest that holds every unit. */
export function useHomeEntity(): string | null {
  const { tree } = useWorkplace();
  return tree.data ? (firstEntity(tree.data, null)?.id ?? null) : null;
}

export function useSystemSummary() {
  return useAsk(roleSummaryEndpoints.readSystemSummary, {}, { enabled: useMay('system.read') }).data;
}

export function useTradingSummary() {
  return useAsk(roleSummaryEndpoints.readTradingSummary, {}, { enabled: useMay('trading.read') }).data;
}

/** The clause matrix in one figure: clauses that are current of those that apply; what is missing or outdated is wrong. */
export function useClauseCard(): CardFacts {
  const { t } = useWords();
  const items = useAsk(clauseEndpoints.listClauses, { query: {} }, { enabled: useMay('system.read') }).data?.items;
  const applying = items?.filter((one) => one.status !== 'not_applicable') ?? [];
  const count = (...status: readonly string[]) => applying.filter((one) => status.includes(one.status)).length;
  const red = count('missing', 'outdated');
  return {
    key: 'clauses',
    title: t('workbench.home.clauses'),
    value: items === undefined ? undefined : `${count('current')} / ${applying.length}`,
    note: items === undefined ? '' : t('workbench.home.clauseNote', { red, open: count('open_points') }),
    isWrong: red > 0,
    to: paths.systemClauses(),
  };
}

/** Money out of the year so far against what the approved budget says, in ten thousand yuan. */
export function useBudgetCard(year: number): CardFacts {
  const { t } = useWords();
  const entityId = useHomeEntity();
  const may = useMay('asset.read');
  const budget = useAsk(
    assetBudgetEndpoints.readAssetBudget,
    { params: { entityId: entityId ?? '', year }, query: {} },
    { enabled: may && entityId !== null },
  );
  const figure = (symbol: string) => budget.data?.result?.outputs.find((one) => one.symbol === symbol)?.value ?? null;
  const tenThousand = (yuan: string) => group(roundText(shiftLeft(yuan, 4), 1));
  const [planned, spent] = [figure('plan_spent'), figure('actual_spent')];
  return {
    key: 'budget',
    title: t('workbench.home.cost', { year }),
    value:
      budget.isPending && entityId !== null
        ? undefined
        : spent === null
          ? null
          : t('workbench.home.tenThousandYuan', { amount: tenThousand(spent) }),
    note: planned === null ? t('workbench.home.noBudget') : t('workbench.home.ofBudget', { amount: tenThousand(planned) }),
    isWrong: planned !== null && spent !== null && Number(spent) > Number(planned),
    to: paths.assetBudget({ year }),
  };
}

/** A list's line: `count` things, none shown where there are none. */
export function nextLine(key: string, words: string, count: number | undefined, path: string) {
  return count === undefined || count === 0 ? [] : [{ key, title: { zh: words, en: words }, count, path }];
}
