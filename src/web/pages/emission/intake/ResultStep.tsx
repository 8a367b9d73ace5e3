import { Alert, Button, Progress } from 'antd';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import { UndoButton } from './UndoButton.tsx';
import type { ImportWizard } from './useImportWizard.ts';

/** What came of it, with a way to every place written and a way back. */
export function ResultStep({ wizard }: { wizard: ImportWizard }) {
  const { run, jobId } = wizard.state;
  if (run) return <RunResult runId={run.id} onAgain={wizard.again} />;
  return jobId === null ? null : <JobResult jobId={jobId} onAgain={wizard.again} />;
}

function JobResult({ jobId, onAgain }: { jobId: string; onAgain: () => void }) {
  const { t, say } = useWords();
  const job = useAsk(
    jobEndpoints.readJob,
    { params: { jobId } },
    { refetchInterval: (query) => (['succeeded', 'failed', 'cancelled'].includes(query.state.data?.state ?? '') ? false : 700) },
  );
  const cancel = useDeed(jobEndpoints.cancelJob, [jobEndpoints.readJob]);
  const { data } = job;
  if (!data) return <Waiting rows={3} />;
  if (data.state === 'succeeded') {
    const result = data.result as { runId?: string } | null;
    return result?.runId ? <RunResult runId={result.runId} onAgain={onAgain} /> : null;
  }
  if (data.state === 'cancelled') return <Ended title={t('intake.cancelled')} onAgain={onAgain} />;
  if (data.state === 'failed') return <Ended title={data.problem ? say(data.problem.text) : ''} onAgain={onAgain} />;
  const percent = data.total ? Math.round((data.done / data.total) * 100) : 0;
  return (
    <div className={styles.progress}>
      <Progress percent={percent} status="active" />
      <p role="status">{data.total ? t('intake.progress', { done: data.done, total: data.total }) : say(data.message)}</p>
      <Button loading={cancel.isPending} onClick={() => cancel.mutate({ params: { jobId } })}>
        {t('intake.cancelJob')}
      </Button>
    </div>
  );
}

function Ended({ title, onAgain }: { title: string; onAgain: () => void }) {
  const { t } = useWords();
  return (
    <>
      <Alert type="warning" showIcon title={title} />
      <div className={`th-row ${styles.foot}`}>
        <Button onClick={onAgain}>{t('intake.another')}</Button>
      </div>
    </>
  );
}

function RunResult({ runId, onAgain }: { runId: string; onAgain: () => void }) {
  const { t, say } = useWords();
  const run = useAsk(intakeEndpoints.readImport, { params: { runId } });
  if (!run.data) return run.isError ? <RefusalNotice problem={run.error} /> : <Waiting rows={3} />;
  const { counts, undo, state, places } = run.data;
  return (
    <div className="th-done" data-import={state}>
      <Icon name={state === 'imported' ? 'check' : 'undo'} size={28} />
      <h3>{state === 'imported' ? t('intake.doneTitle') : t('intake.undoneTitle')}</h3>
      <p>
        {undo
          ? t('intake.undoneText', undo)
          : t('intake.doneText', { added: counts.new, changed: counts.changed, unchanged: counts.unchanged, empty: counts.empty })}
      </p>
      <ul className={styles.places}>
        {places.slice(0, 24).map((place) => (
          <li key={`${place.unitId} ${place.year}`}>
            <GoLink to={paths.monthGrid(place.unitId, place.year)}>
              {t('intake.seeMonths', { unit: say(place.unitName), year: place.year })}
            </GoLink>{' '}
            <span className="th-quiet th-num">{place.values}</span>
          </li>
        ))}
      </ul>
      <div className="th-row">
        {state === 'imported' && <UndoButton run={run.data} />}
        <Button onClick={onAgain}>{t('intake.another')}</Button>
        <GoLink to={paths.imports()} className="th-button-link">
          {t('intake.toList')}
        </GoLink>
      </div>
    </div>
  );
}
