import { App, Dropdown, Progress } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { jobEndpoints } from '../../../contract/jobs.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { InstantLabel, PersonName } from '../../parts/Labels.tsx';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import './settings.css';

type Job = ReplyOf<typeof jobEndpoints.readJob>;

const tones: Record<Job['state'], Tone> = {
  queued: 'plain',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'plain',
  interrupted: 'warn',
};
const underWay = (job: Job) => job.state === 'queued' || job.state === 'running';
const watchMs = 1000;

/** Background work: progress, cancel, resume. Asks again every second while something runs. */
export function JobsPage() {
  const { t } = useWords();
  const jobs = useAsk(jobEndpoints.listJobs, { query: { limit: 50 } });
  // Asking again is decided from what was seen last, so that an idle page stays quiet.
  useAsk(jobEndpoints.listJobs, { query: { limit: 50 } }, { refetchInterval: jobs.data?.items.some(underWay) ? watchMs : false });
  return (
    <>
      <PageHead title={t('shell.page.jobs')} summary={t('settings.jobsSummary')} extra={<StartJob />} />
      <Section flush>
        <Answer of={jobs}>
          {(list) =>
            list.items.length === 0 ? (
              <EmptyState icon="clock" title={t('settings.jobEmptyTitle')} text={t('settings.jobEmptyText')} actions={<StartJob />} />
            ) : (
              <ul>
                {list.items.map((job) => (
                  <JobRow key={job.id} job={job} />
                ))}
              </ul>
            )
          }
        </Answer>
      </Section>
    </>
  );
}

function StartJob() {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const kinds = useAsk(jobEndpoints.listJobKinds, {});
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const items = (kinds.data?.items ?? []).map((kind) => ({
    key: kind.kind,
    label: say(kind.title),
    disabled: !kind.permitted,
    onClick: () => start.mutate({ body: { kind: kind.kind, input: {} } }, { onError: (fault) => message.error(words(fault).title) }),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <span>
        <RightDeed action="job.run" type="primary" icon={<Icon name="play" size={14} />} loading={start.isPending}>
          {t('settings.startJob')}
        </RightDeed>
      </span>
    </Dropdown>
  );
}

function JobRow({ job }: { job: Job }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const cancel = useDeed(jobEndpoints.cancelJob, [jobEndpoints.listJobs]);
  const resume = useDeed(jobEndpoints.resumeJob, [jobEndpoints.listJobs]);
  const given = { params: { jobId: job.id } };
  const told = { onError: (fault: unknown) => message.error(words(fault).title) };
  const percent = job.total === null || job.total === 0 ? null : Math.round((job.done / job.total) * 100);
  return (
    <li className="th-job">
      <div className="th-grow">
        <div className="th-row">
          <strong className="th-medium">{say(job.title)}</strong>
          <Tag tone={tones[job.state]}>
            {job.cancelRequested && underWay(job) ? t('settings.cancelling') : t(`settings.jobState.${job.state}`)}
          </Tag>
        </div>
        {underWay(job) && (
          <Progress percent={percent ?? 0} size="small" status={percent === null ? 'active' : 'normal'} showInfo={percent !== null} />
        )}
        <p>{say(job.problem?.text ?? job.message)}</p>
        <p className="th-small th-quiet th-row">
          <PersonName name={job.createdByName} />
          <span>
            {t('settings.started')} <InstantLabel at={job.createdAt} />
          </span>
          <span>
            {t('settings.changed')} <InstantLabel at={job.changedAt} />
          </span>
          <span className="th-num">{job.total === null ? job.done : `${job.done} / ${job.total}`}</span>
        </p>
        {job.result !== null && (
          <details>
            <summary>{t('settings.result')}</summary>
            <pre className="th-json">{JSON.stringify(job.result, null, 2)}</pre>
          </details>
        )}
      </div>
      {underWay(job) && (
        <Deed
          why={null}
          size="small"
          icon={<Icon name="stop" size={13} />}
          loading={cancel.isPending}
          onClick={() => cancel.mutate(given, told)}
        >
          {t('settings.cancelJob')}
        </Deed>
      )}
      {(job.state === 'interrupted' || job.state === 'failed') && (
        <Deed
          why={null}
          size="small"
          icon={<Icon name="play" size={13} />}
          loading={resume.isPending}
          onClick={() => resume.mutate(given, told)}
        >
          {t('settings.resumeJob')}
        </Deed>
      )}
    </li>
  );
}
