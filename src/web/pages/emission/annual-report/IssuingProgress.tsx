import { annualReportEndpoints as e } from '../../../../contract/annual-report.ts';
import { JobProgress } from '../../../parts/JobProgress.tsx';
import { useWords } from '../../../words/language.ts';

/** Watches the job that issues a report. */
export function IssuingProgress({ jobId, onEnd }: { jobId: string | null; onEnd: () => void }) {
  const { t } = useWords();
  const says = {
    ...{ running: t('annualReport.issuing'), succeeded: t('annualReport.issued') },
    failed: (why: string) => t('annualReport.failed', { why }),
  };
  return <JobProgress jobId={jobId} says={says} touches={e.readAnnualReports} onEnd={onEnd} />;
}
