import { paths } from '../../../paths.ts';
import { useWords } from '../../../words/language.ts';
import type { Workbench } from '../WorkbenchPage.tsx';
import type { RoleHome } from './HomeCards.tsx';

type Month = Workbench['months'][number];
const isSettled = ({ state }: Month) => state === 'approved' || state === 'locked';
const sum = (months: readonly Month[], of: (month: Month) => number) => months.reduce((total, one) => total + of(one), 0);

/** A plant's desk: months to close, what is missing in them, what came back. Everything stands in the workbench's own answer. */
export function useStatisticianHome(workbench: Workbench): RoleHome {
  const { t } = useWords();
  const { months, today, year, completeness } = workbench;
  const over = months.filter((one) => one.month < today.slice(0, 7));
  const open = over.filter((one) => !isSettled(one));
  const missing = open.filter((one) => one.given < one.required);
  const returned = months.filter((one) => one.returned);
  const faulty = open.filter((one) => one.errors + one.warnings > 0);
  const gridOf = (one: Month | undefined) => (one ? paths.monthGrid(one.unitId, year, one.month) : paths.months());
  const bare = completeness.given - completeness.evidenced;
  return {
    cards: [
      {
        key: 'close',
        title: t('workbench.home.monthsToClose'),
        value: String(open.length),
        note: t('workbench.home.ofMonths', { done: over.length - open.length, all: over.length }),
        to: gridOf(open[0]),
      },
      {
        key: 'missing',
        title: t('workbench.home.missingValues'),
        value: String(sum(missing, (one) => one.required - one.given)),
        note: t('workbench.home.inMonths', { count: missing.length }),
        isWrong: missing.length > 0,
        to: gridOf(missing[0]),
      },
      {
        key: 'returned',
        title: t('workbench.home.returned'),
        value: String(returned.length),
        note: returned.length === 0 ? t('workbench.home.noneReturned') : t('workbench.home.withReason'),
        isWrong: returned.length > 0,
        to: gridOf(returned[0]),
      },
      {
        key: 'faults',
        title: t('workbench.home.faults'),
        value: String(sum(faulty, (one) => one.errors)),
        note: t('workbench.home.warnings', { count: sum(faulty, (one) => one.warnings) }),
        isWrong: sum(faulty, (one) => one.errors) > 0,
        to: gridOf(faulty[0]),
      },
      {
        key: 'bare',
        title: t('workbench.home.withoutEvidence'),
        value: String(bare),
        note: t('workbench.home.ofValues', { count: completeness.given }),
        to: paths.completeness({ from: year, to: year }),
      },
    ],
    ...{ wrong: [], next: [], due: [] },
  };
}
