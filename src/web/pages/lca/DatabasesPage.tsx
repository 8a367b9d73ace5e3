import { useState } from 'react';
import { jobEndpoints } from '../../../contract/jobs.ts';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { DatabaseImport } from './DatabaseImport.tsx';
import { type Database, tones } from './model.ts';

/** Background databases of the organization: the sample by one click, others by import. */
export function DatabasesPage() {
  const { t } = useWords();
  const columns = useColumns();
  const list = useAsk(e.listLcaDatabases, { query: { limit: 200 } });
  const [job, setJob] = useState<{ readonly id: string; readonly sample: boolean } | null>(null);
  const [importing, setImporting] = useState(false);
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const install = () =>
    start.mutate({ body: { kind: 'lca.install_sample', input: {} } }, { onSuccess: ({ id }) => setJob({ id, sample: true }) });
  // Databases serve the whole organization: a right that holds at one entity only is not enough.
  const mayNot = useWhyNot('lca.maintain', []);
  const sample = list.data?.items.find((one) => one.origin === 'shipped');
  const mayNotInstall = sample ? t('lcaDatabases.alreadyInstalled', { no: sample.no, name: sample.name }) : null;
  const deeds = (
    <>
      <Deed why={mayNot ?? mayNotInstall} loading={start.isPending || job?.sample === true} onClick={install}>
        {t('lcaDatabases.install')}
      </Deed>
      <Deed type="primary" why={mayNot} icon={<Icon name="plus" size={15} />} onClick={() => setImporting(true)}>
        {t('lcaDatabases.import')}
      </Deed>
    </>
  );
  const says = {
    running: t(job?.sample ? 'lcaDatabases.installing' : 'lcaDatabases.importing'),
    succeeded: t('lcaDatabases.imported'),
    failed: (why: string) => t('lcaDatabases.failed', { why }),
    cancel: t('lcaDatabases.cancel'),
  };
  return (
    <>
      <PageHead title={t('shell.page.lcaDatabases')} clause="A.8" summary={t('lcaDatabases.summary')} extra={deeds} />
      {start.isError && <RefusalNotice problem={start.error} />}
      <JobProgress jobId={job?.id ?? null} says={says} touches={e.listLcaDatabases} onEnd={() => setJob(null)} />
      <Section flush>
        <Answer of={list} rows={4}>
          {({ items }) => (
            <TableView<Database>
              name={t('shell.page.lcaDatabases')}
              rows={items}
              columns={columns}
              rowKey={(one) => one.id}
              empty={<EmptyState title={t('lcaDatabases.emptyTitle')} text={t('lcaDatabases.emptyText')} clause="A.8" actions={deeds} />}
            />
          )}
        </Answer>
      </Section>
      <DatabaseImport open={importing} onClose={() => setImporting(false)} onStarted={(id) => setJob({ id, sample: false })} />
    </>
  );
}

function useColumns(): Column<Database>[] {
  const { t } = useWords();
  const count = (key: 'processes' | 'flows' | 'exchanges'): Column<Database> => ({
    key,
    title: t(`lcaDatabases.${key}`),
    align: 'right',
    text: (one) => String(one.counts[key]),
    sort: 'number',
  });
  return [
    { key: 'no', title: t('lcaDatabases.no'), text: (one) => String(one.no), align: 'right', width: 64 },
    {
      key: 'name',
      title: t('lcaDatabases.name'),
      text: (one) => one.name,
      show: (one) => (
        <>
          <GoLink to={paths.lcaDatabase(one.id)}>{one.name}</GoLink> <span className="th-small th-quiet">{one.edition}</span>
        </>
      ),
    },
    { key: 'publisher', title: t('lcaDatabases.publisher'), text: (one) => one.publisher },
    { key: 'format', title: t('lcaDatabases.format'), text: (one) => t(`lcaDatabases.formatOf.${one.format}`), nowrap: true },
    count('processes'),
    count('flows'),
    count('exchanges'),
    {
      key: 'by',
      title: t('lcaDatabases.importedBy'),
      text: (one) => one.importedBy.name,
      show: (one) => <WhoWhen name={one.importedBy.name} at={one.importedAt} />,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (one) => t(`lcaDatabases.stateOf.${one.state}`),
      show: (one) => <Tag tone={tones[one.state]}>{t(`lcaDatabases.stateOf.${one.state}`)}</Tag>,
      nowrap: true,
    },
  ];
}
