import { paths } from '../../../paths.ts';
import { useWords } from '../../../words/language.ts';
import type { Workbench } from '../WorkbenchPage.tsx';
import { nextLine, useClauseCard, useSystemSummary } from './asks.ts';
import { type RoleHome, told } from './HomeCards.tsx';

/** Over all units: how full the months that are over are, the matrix of clauses, actions and nonconformities that are late. The gap stands beside. */
export function useManagerHome(workbench: Workbench): RoleHome {
  const { t } = useWords();
  const clauses = useClauseCard();
  const summary = useSystemSummary();
  const over = workbench.months.filter((one) => one.month < workbench.today.slice(0, 7));
  const required = over.reduce((sum, one) => sum + one.required, 0);
  const given = over.reduce((sum, one) => sum + Math.min(one.given, one.required), 0);
  const units = new Set(over.map((one) => one.unitId));
  const full = [...units].filter((unit) => over.every((one) => one.unitId !== unit || one.given >= one.required));
  const actions = summary?.actions;
  const open = summary?.nonconformities.reduce((sum, one) => sum + one.open, 0);
  const late = summary?.nonconformities.reduce((sum, one) => sum + one.overdue, 0) ?? 0;
  const major = summary?.nonconformities.find((one) => one.grade === 'major')?.open ?? 0;
  const plans = paths.systemRegister('action_plan');
  return {
    cards: [
      {
        key: 'complete',
        title: t('workbench.home.completeness'),
        value: required === 0 ? null : `${Math.floor((given * 100) / required)} %`,
        note: t('workbench.home.fullUnits', { full: full.length, all: units.size }),
        isWrong: given < required,
        to: paths.completeness({ from: workbench.year, to: workbench.year }),
      },
      clauses,
      {
        key: 'actions',
        title: t('workbench.home.overdueActions'),
        value: actions && String(actions.overdue),
        note: actions && t('workbench.home.openActions', { open: actions.open, verify: actions.toVerify }),
        isWrong: (actions?.overdue ?? 0) > 0,
        to: plans,
      },
      {
        key: 'nonconformities',
        title: t('workbench.home.nonconformities'),
        value: open === undefined ? undefined : String(open),
        note: t('workbench.home.majorAndLate', { major, late }),
        isWrong: major + late > 0,
        to: paths.systemRegister('nonconformity'),
      },
    ],
    wrong:
      actions && actions.overdue > 0
        ? [{ severity: 'warning', title: told(t('workbench.home.actionsLate', { count: actions.overdue })), path: plans }]
        : [],
    next: [
      ...nextLine('approve', t('workbench.home.toApprove'), summary?.toApprove.approve, paths.systemRegisters()),
      ...nextLine('review', t('workbench.home.toReview'), summary?.toReview, paths.systemRegisters()),
    ],
    due: [],
  };
}
