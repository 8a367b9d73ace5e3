import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Endpoint, ReplyOf } from '../../contract/endpoint.ts';
import { jobEndpoints } from '../../contract/jobs.ts';
import { useAsk, useDeed } from '../api/queries.ts';
import { useWords } from '../words/language.ts';
import { RefusalNotice } from './RefusalNotice.tsx';

type Job = ReplyOf<typeof jobEndpoints.readJob>;

const watchMs = 700;
const over = ['succeeded', 'failed', 'cancelled', 'interrupted'];

interface JobSays {
  readonly running: string;
  readonly succeeded: string;
  readonly failed: (why: string) => string;
  /** Label of what stops the job, where it may be stopped. */
  readonly cancel?: string;
}

interface Watched {
  readonly says: JobSays;
  readonly touches: Endpoint;
}

/**
 * Watches a job; says how it ended, and has what it changes asked again. It stands also where no job runs (`jobId` null): why the last one came to nothing is
 * told until somebody has read it and closes it, or starts the next.
 */
export function JobProgress({ jobId, onEnd, ...watched }: Watched & { jobId: string | null; onEnd: () => void }) {
  const { t, say } = useWords();
  const [lost, setLost] = useState<Job | null>(null);
  const ended = (job: Job) => {
    setLost(job.state === 'succeeded' ? null : job);
    onEnd();
  };
  if (jobId !== null) return <Running key={jobId} jobId={jobId} onEnd={ended} {...watched} />;
  if (lost === null) return null;
  const state = t(`settings.jobState.${lost.state}`);
  return (
    <Alert
      className="th-refusal th-notice"
      type={lost.state === 'failed' ? 'error' : 'info'}
      showIcon
      role="alert"
      title={watched.says.failed(lost.problem ? say(lost.problem.text) : state)}
      closable={{ closeIcon: true, onClose: () => setLost(null), 'aria-label': t('common.close') }}
    />
  );
}

function Running({ jobId, says, touches, onEnd }: Watched & { jobId: string; onEnd: (job: Job) => void }) {
  const { say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data: job, error } = useAsk(jobEndpoints.readJob, { params: { jobId } }, { refetchInterval: watchMs });
  const stop = useDeed(jobEndpoints.cancelJob, [jobEndpoints.readJob]);
  const told = useRef(false);
  useEffect(() => {
    if (told.current || job === undefined || !over.includes(job.state)) return;
    told.current = true;
    if (job.state === 'succeeded') void message.success(says.succeeded);
    void client.invalidateQueries({ queryKey: [touches.name] });
    onEnd(job);
  }, [job, message, says, touches, client, onEnd]);
  const percent = job?.total ? Math.round((job.done / job.total) * 100) : 0;
  return (
    <div className="th-notice">
      <div role="status">
        {says.running} {job ? say(job.message) : ''}
      </div>
      <Progress percent={percent} size="small" status="active" />
      {error && <RefusalNotice problem={error} />}
      {stop.isError && <RefusalNotice problem={stop.error} />}
      {says.cancel !== undefined && (
        <Button size="small" loading={job?.cancelRequested === true} onClick={() => stop.mutate({ params: { jobId } })}>
          {says.cancel}
        </Button>
      )}
    </div>
  );
}
