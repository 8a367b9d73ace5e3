import { auditEndpoints } from '../../../../contract/audit.ts';
import { documentEndpoints } from '../../../../contract/document.ts';
import { useAsk } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../words/language.ts';
import { nextLine, useClauseCard, useSystemSummary } from './asks.ts';
import { type RoleHome, told } from './HomeCards.tsx';

/** Audits: coverage of the programme, open points by grade and age, evidence that has ended, corrective actions to be checked. */
export function useAuditorHome(): RoleHome {
  const { t } = useWords();
  const may = useMay('system.read');
  const summary = useSystemSummary();
  const coverage = useAsk(auditEndpoints.readAuditCoverage, { query: {} }, { enabled: may }).data;
  const ended = useAsk(
    documentEndpoints.listEvidence,
    { query: { validity: 'expired', limit: 1 } },
    { enabled: useMay('evidence.read') },
  ).data;
  const clauses = useClauseCard();
  const within = coverage?.clauses.filter((one) => one.standing === 'within_year' || one.standing === 'within_cycle').length ?? 0;
  const points = summary?.nonconformities;
  const of = (grade: string) => points?.find((one) => one.grade === grade);
  const open = points?.reduce((sum, one) => sum + one.open, 0) ?? 0;
  const oldest = Math.max(0, ...(points ?? []).map((one) => one.oldestDays));
  const late = points?.reduce((sum, one) => sum + one.overdue, 0) ?? 0;
  const cases = paths.systemRegister('nonconformity');
  return {
    cards: [
      {
        key: 'coverage',
        title: t('workbench.home.coverage'),
        value: coverage && `${within} / ${coverage.clauses.length}`,
        note: coverage && t('workbench.home.audits', { count: coverage.audits.length }),
        isWrong: coverage !== undefined && within < coverage.clauses.length,
        to: paths.systemRegister('audit_programme'),
      },
      {
        key: 'findings',
        title: t('workbench.home.openFindings'),
        value: points && String(open),
        note:
          points &&
          (open === 0
            ? t('workbench.home.noneOpen')
            : t('workbench.home.byGrade', { major: of('major')?.open ?? 0, minor: of('minor')?.open ?? 0, days: oldest })),
        isWrong: (of('major')?.open ?? 0) > 0,
        to: cases,
      },
      {
        key: 'evidence',
        title: t('workbench.home.evidenceEnded'),
        value: ended && String(ended.total),
        note: t('workbench.home.evidenceNote'),
        isWrong: (ended?.total ?? 0) > 0,
        to: paths.evidence(),
      },
      {
        key: 'check',
        title: t('workbench.home.toCheck'),
        value: summary && String(summary.toCheck),
        note: t('workbench.home.toCheckNote'),
        to: cases,
      },
      clauses,
    ],
    wrong: late > 0 ? [{ severity: 'warning', title: told(t('workbench.home.casesLate', { count: late })), path: cases }] : [],
    next: nextLine('check', t('workbench.home.toCheck'), summary?.toCheck, cases),
    due: [],
  };
}
