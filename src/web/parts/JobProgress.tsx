import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import type { Endpoint } from '../../contract/endpoint.ts';
import { jobEndpoints } from '../../contract/jobs.ts';
import { useAsk, useDeed } from '../api/queries.ts';
import { useWords } from '../words/language.ts';

const watchMs = 700;
const over = ['succeeded', 'failed', 'cancelled', 'interrupted'];

interface JobSays {
  readonly running: string;
  readonly succeeded: string;
  readonly failed: (why: string) => string;
  /** Label of what stops the job, where it may be stopped. */
  readonly cancel?: string;
}

/** Watches a job; says how it ended, and has what it changes asked again. */
export function JobProgress({ jobId, says, touches, onEnd }: { jobId: string; says: JobSays; touches: Endpoint; onEnd: () => void }) {
  const { say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data: job } = useAsk(jobEndpoints.readJob, { params: { jobId } }, { refetchInterval: watchMs });
  const stop = useDeed(jobEndpoints.cancelJob, [jobEndpoints.readJob]);
  const state = job?.state;
  const why = job?.problem ? say(job.problem.text) : (state ?? '');
  const told = useRef(false);
  useEffect(() => {
    if (told.current || state === undefined || !over.includes(state)) return;
    told.current = true;
    if (state === 'succeeded') void message.success(says.succeeded);
    else void message.error(says.failed(why));
    void client.invalidateQueries({ queryKey: [touches.name] });
    onEnd();
  }, [state, why, message, says, touches, client, onEnd]);
  const percent = job?.total ? Math.round((job.done / job.total) * 100) : 0;
  return (
    <>
      <div role="status">
        {says.running} {job ? say(job.message) : ''}
      </div>
      <Progress percent={percent} size="small" status="active" />
      {says.cancel !== undefined && (
        <Button size="small" loading={job?.cancelRequested === true} onClick={() => stop.mutate({ params: { jobId } })}>
          {says.cancel}
        </Button>
      )}
    </>
  );
}
