import { useQueryClient } from '@tanstack/react-query';
import { App, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import { annualReportEndpoints as e } from '../../../../contract/annual-report.ts';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { useAsk } from '../../../api/queries.ts';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';

const watchMs = 700;
const over = ['succeeded', 'failed', 'cancelled', 'interrupted'];

/** Watches the job that issues a report; says how it ended and has the list asked again. */
export function IssuingProgress({ jobId, onEnd }: { jobId: string; onEnd: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data: job } = useAsk(jobEndpoints.readJob, { params: { jobId } }, { refetchInterval: watchMs });
  const state = job?.state;
  const why = job?.problem ? say(job.problem.text) : (state ?? '');
  const told = useRef(false);
  useEffect(() => {
    if (told.current || state === undefined || !over.includes(state)) return;
    told.current = true;
    if (state === 'succeeded') void message.success(t('annualReport.issued'));
    else void message.error(t('annualReport.failed', { why }));
    void client.invalidateQueries({ queryKey: [e.readAnnualReports.name] });
    onEnd();
  }, [state, why, message, t, client, onEnd]);
  const percent = job?.total ? Math.round((job.done / job.total) * 100) : 0;
  return (
    <Section>
      <div role="status">
        {t('annualReport.issuing')} {job ? say(job.message) : ''}
      </div>
      <Progress percent={percent} size="small" status="active" />
    </Section>
  );
}
