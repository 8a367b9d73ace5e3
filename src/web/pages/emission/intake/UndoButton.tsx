import { Button, Popconfirm, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { queryClient, useAsk, useDeed } from '../../../api/queries.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import type { Run } from './intake-model.ts';

const ended = ['succeeded', 'failed', 'cancelled'];

/** Puts back what counted before; asks first, says why when it cannot. Of a large import in the background, with progress. */
export function UndoButton({ run, small }: { run: Run; small?: boolean }) {
  const { t } = useWords();
  const [jobId, follow] = useState<string | null>(null);
  const undo = useDeed(intakeEndpoints.undoImport);
  const startJob = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const order = { runId: run.id, version: run.version };
  const begin = () => {
    if (!run.undoInBackground) undo.mutate({ params: { runId: run.id }, body: { version: run.version } });
    else startJob.mutate({ body: { kind: 'intake.undo', input: order } }, { onSuccess: (job) => follow(job.id) });
  };
  if (jobId !== null) return <UndoProgress jobId={jobId} onAgain={() => follow(null)} />;
  const problem = undo.error ?? startJob.error;
  return (
    <>
      <Popconfirm
        title={t('intake.undo')}
        description={
          <div className={styles.ask}>
            {t('intake.undoText')} {run.undoInBackground && t('intake.undoBackground')}
          </div>
        }
        okText={t('intake.undo')}
        cancelText={t('common.cancel')}
        onConfirm={begin}
      >
        <Button
          loading={undo.isPending || startJob.isPending}
          icon={<Icon name="undo" size={14} />}
          {...(small ? { size: 'small' as const } : {})}
        >
          {t('intake.undo')}
        </Button>
      </Popconfirm>
      {problem && <RefusalNotice problem={problem} />}
    </>
  );
}

function UndoProgress({ jobId, onAgain }: { jobId: string; onAgain: () => void }) {
  const { t, say } = useWords();
  const job = useAsk(
    jobEndpoints.readJob,
    { params: { jobId } },
    { refetchInterval: (query) => (ended.includes(query.state.data?.state ?? '') ? false : 700) },
  );
  const cancel = useDeed(jobEndpoints.cancelJob, [jobEndpoints.readJob]);
  const { data } = job;
  const state = data?.state;
  useEffect(() => {
    // The run says itself that it was undone.
    if (state === 'succeeded') void queryClient.invalidateQueries();
  }, [state]);
  if (!data || state === 'succeeded') return null;
  if (state === 'failed' || state === 'cancelled')
    return (
      <span className="th-row">
        <span role="status">{state === 'failed' && data.problem ? say(data.problem.text) : t('intake.undoCancelled')}</span>
        <Button size="small" onClick={onAgain}>
          {t('intake.undo')}
        </Button>
      </span>
    );
  return (
    <span className={`th-row ${styles.undoing}`}>
      <Progress size="small" percent={data.total ? Math.round((data.done / data.total) * 100) : 0} showInfo={false} status="active" />
      <span role="status" className="th-small th-num">
        {data.total ? t('intake.undoProgress', { done: data.done, total: data.total }) : say(data.message)}
      </span>
      <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate({ params: { jobId } })}>
        {t('intake.cancelUndo')}
      </Button>
    </span>
  );
}
