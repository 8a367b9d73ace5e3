import { Drawer } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { jobEndpoints } from '../../../../contract/jobs.ts';
import { packEndpoints as e } from '../../../../contract/packs.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { JobProgress } from '../../../parts/JobProgress.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { RecordView } from '../model.ts';

type Pack = ReplyOf<typeof e.listPacks>['items'][number];

/** The packs of an audit or a review: one button makes one, the list only grows. */
export function Packs({ record }: { record: RecordView }) {
  const { t, language } = useWords();
  const [jobId, setJobId] = useState<string | null>(null);
  const mayNot = useWhyNot('system.make_pack');
  const packs = useAsk(e.listPacks, { query: { recordId: record.id } });
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const make = () =>
    start.mutate({ body: { kind: 'packs.make', input: { recordId: record.id, language } } }, { onSuccess: (job) => setJobId(job.id) });
  const button = (
    <Deed why={mayNot} loading={start.isPending || jobId !== null} onClick={make}>
      {t('packs.make')}
    </Deed>
  );
  return (
    <Section title={t('packs.title')} extra={button}>
      {start.isError && <RefusalNotice problem={start.error} />}
      <Making jobId={jobId} onEnd={() => setJobId(null)} />
      <Answer of={packs} rows={2}>
        {({ items }) => (items.length === 0 ? <p className="th-quiet">{t('packs.none')}</p> : <PackTable packs={items} />)}
      </Answer>
    </Section>
  );
}

/** Watches the job that makes a pack. */
function Making({ jobId, onEnd }: { jobId: string | null; onEnd: () => void }) {
  const { t } = useWords();
  const says = { running: t('packs.making'), succeeded: t('packs.made'), failed: (why: string) => t('packs.failed', { why }) };
  return <JobProgress jobId={jobId} says={says} touches={e.listPacks} onEnd={onEnd} />;
}

/** Packs with their files; `named`: also of which record. */
export function PackTable({ packs, named = false }: { packs: readonly Pack[]; named?: boolean }) {
  const { t } = useWords();
  const [compared, setCompared] = useState<Pack | null>(null);
  const columns: Column<Pack>[] = [
    { key: 'number', title: t('packs.number'), text: (one) => one.number, nowrap: true },
    ...(named
      ? [
          {
            key: 'of',
            title: t('packs.of'),
            text: (one: Pack) => `${one.recordNo} ${one.recordTitle}`,
            show: (one: Pack) => (
              <GoLink to={paths.systemRecord(one.recordId)}>
                {one.recordNo} {one.recordTitle}
              </GoLink>
            ),
          },
        ]
      : []),
    { key: 'language', title: t('packs.language'), text: (one) => t(`packs.languageOf.${one.language}`), nowrap: true },
    { key: 'asOf', title: t('packs.asOf'), text: (one) => one.asOf, show: (one) => <DayLabel day={one.asOf} />, nowrap: true },
    { key: 'by', title: t('packs.by'), text: (one) => one.madeBy.name, show: (one) => <WhoWhen name={one.madeBy.name} at={one.madeAt} /> },
    {
      key: 'hash',
      title: t('packs.hash'),
      text: (one) => one.snapshotSha256,
      show: (one) => (
        <code className="th-place" title={one.snapshotSha256}>
          {one.snapshotSha256.slice(0, 12)}
        </code>
      ),
      nowrap: true,
    },
    {
      key: 'files',
      title: t('packs.files'),
      text: (one) => one.files.map((file) => file.fileName).join(' '),
      show: (one) => <Files pack={one} />,
    },
    {
      key: 'compare',
      title: '',
      text: () => '',
      show: (one) => (
        <Deed why={null} size="small" onClick={() => setCompared(one)}>
          {t('packs.compare')}
        </Deed>
      ),
    },
  ];
  return (
    <>
      <TableView bare name={t('packs.title')} rows={packs} columns={columns} rowKey={(one) => one.id} />
      {compared && <Comparison pack={compared} onClose={() => setCompared(null)} />}
    </>
  );
}

function Files({ pack }: { pack: Pack }) {
  const { t } = useWords();
  return (
    <span className="th-row">
      {pack.files.map((file) => (
        <a key={file.kind} href={paths.packFile(pack.id, file.kind)} download={file.fileName} title={`SHA-256 ${file.sha256}`}>
          {t(`packs.fileOf.${file.kind}`)}
        </a>
      ))}
      <a href={paths.packFile(pack.id, 'snapshot')} download={`${pack.number}.json`} title={`SHA-256 ${pack.snapshotSha256}`}>
        JSON
      </a>
    </span>
  );
}

function Comparison({ pack, onClose }: { pack: Pack; onClose: () => void }) {
  const { t, say } = useWords();
  const asked = useAsk(e.comparePack, { params: { packId: pack.id } });
  return (
    <Drawer open onClose={onClose} title={t('packs.compareTitle', { number: pack.number })} size={520}>
      <Answer of={asked} rows={4}>
        {({ same, parts, today }) =>
          same ? (
            <Tag tone="good">{t('packs.same', { day: today })}</Tag>
          ) : (
            <>
              <Tag tone="warn">{t('packs.differs', { day: today })}</Tag>
              <ul>
                {parts.map((one) => (
                  <li key={one.zh}>{say(one)}</li>
                ))}
              </ul>
            </>
          )
        }
      </Answer>
    </Drawer>
  );
}
