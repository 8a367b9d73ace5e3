import { App, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { jobEndpoints } from '../../../contract/jobs.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { lineageOf, useWorkplace } from '../../shell/workplace.ts';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { figureColumn } from './figures.tsx';
import { RoomHead } from './RoomHead.tsx';

type View = ReplyOf<typeof e.readInventoryReport>;
type Item = View['items'][number];
type Report = View['reports'][number];

/** 清单报告: items a–t of ISO 14064-1, what each lacks, issuing, and every report issued (A.8). */
export function InventoryReportPage() {
  const { inventoryId } = useAddress('inventoryId');
  const report = useAsk(e.readInventoryReport, { params: { inventoryId } });
  return (
    <Answer of={report} rows={10}>
      {(view) => <ReportView view={view} />}
    </Answer>
  );
}

function ReportView({ view }: { view: View }) {
  const { t, say } = useWords();
  const { tree } = useWorkplace();
  const lineage = lineageOf(tree.data, view.entityId);
  const [writing, setWriting] = useState<Item | null>(null);
  const [issuing, setIssuing] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const mayNot = useWhyNot('inventory_report.issue', lineage);
  const mayNotWrite = useWhyNot('inventory_report.prepare', lineage);
  const why = mayNot ?? (view.refused ? say(view.refused) : null);
  const issue = (
    <Deed why={why} type="primary" loading={jobId !== null} onClick={() => setIssuing(true)}>
      {t('inventoryBeside.report.issue')}
    </Deed>
  );
  const filled = view.items.filter((item) => item.state === 'filled').length;
  return (
    <>
      <RoomHead
        title={t('inventoryBeside.report.title')}
        clause="A.8"
        summary={t('inventoryBeside.report.summary')}
        of={view}
        extra={issue}
      />
      <Issuing jobId={jobId} onEnd={() => setJobId(null)} />
      <Section
        title={t('inventoryBeside.report.items')}
        extra={<span className="th-quiet">{t('inventoryBeside.report.ready', { filled, all: view.items.length })}</span>}
        flush
      >
        <Items name={t('inventoryBeside.report.items')} items={view.items} mayNot={mayNotWrite} onWrite={setWriting} />
      </Section>
      <Section title={t('inventoryBeside.report.recommended')} flush>
        <Items name={t('inventoryBeside.report.recommended')} items={view.recommended} mayNot={mayNotWrite} onWrite={setWriting} optional />
        <p className="th-small th-quiet">{t('inventoryBeside.report.recommendedText')}</p>
      </Section>
      <Issued reports={view.reports} />
      {writing && <WriteItem key={writing.id} view={view} item={writing} onClose={() => setWriting(null)} />}
      {issuing && view.contentSha256 && (
        <Issue inventoryId={view.inventoryId} seenSha256={view.contentSha256} onStarted={setJobId} onClose={() => setIssuing(false)} />
      )}
    </>
  );
}

function Items({
  name,
  items,
  mayNot,
  onWrite,
  optional = false,
}: {
  name: string;
  items: readonly Item[];
  mayNot: string | null;
  onWrite: (item: Item) => void;
  optional?: boolean;
}) {
  const { t, say } = useWords();
  const stateOf = (item: Item) => (item.state === 'filled' ? t('inventoryBeside.report.filled') : t('inventoryBeside.report.missing'));
  const columns: Column<Item>[] = [
    { key: 'clause', title: '', text: (item) => item.clause, nowrap: true },
    {
      key: 'item',
      title: t('inventoryBeside.report.item'),
      text: (item) => say(item.title),
      show: (item) => (
        <>
          <b>
            <Prose text={say(item.title)} />
          </b>
          <br />
          <span className="th-small th-quiet">
            <Prose text={say(item.why ?? item.ask)} />
          </span>
        </>
      ),
    },
    ...(optional
      ? []
      : [
          {
            key: 'state',
            title: t('inventoryBeside.report.state'),
            text: stateOf,
            show: (item: Item) => <Tag tone={item.state === 'filled' ? 'good' : 'warn'}>{stateOf(item)}</Tag>,
            nowrap: true,
          },
        ]),
    {
      key: 'words',
      title: t('inventoryBeside.report.words'),
      text: (item) => item.written,
      show: (item) =>
        item.written === '' ? (
          item.byInventory ? (
            <span className="th-quiet">{t('inventoryBeside.report.byInventory')}</span>
          ) : (
            '—'
          )
        ) : (
          item.written
        ),
    },
    {
      key: 'write',
      title: '',
      text: () => '',
      show: (item) => (
        <Deed
          why={mayNot}
          size="small"
          onClick={() => onWrite(item)}
          aria-label={`${t('inventoryBeside.report.write')} ${say(item.title)}`}
        >
          {t('inventoryBeside.report.write')}
        </Deed>
      ),
      nowrap: true,
    },
  ];
  return <TableView bare name={name} rows={items} columns={columns} rowKey={(item) => item.id} />;
}

function WriteItem({ view, item, onClose }: { view: View; item: Item; onClose: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ text: string }>();
  const write = useDeed(e.writeInventoryReportFacts, [e.readInventoryReport]);
  const save = ({ text }: { text?: string }) =>
    write.mutate(
      { params: { inventoryId: view.inventoryId }, body: { facts: { [item.id]: (text ?? '').trim() }, seenVersion: view.factsVersion } },
      {
        onSuccess: () => {
          void message.success(t('common.saved'));
          onClose();
        },
      },
    );
  return (
    <FormDrawer<{ text: string }>
      open
      title={`${item.clause} · ${say(item.title)}`}
      form={form}
      initial={{ text: item.written }}
      busy={write.isPending}
      problem={write.error}
      onSubmit={save}
      onClose={onClose}
      intro={say(item.ask)}
    >
      <Form.Item name="text" label={t('inventoryBeside.report.words')}>
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 20 }} maxLength={8000} />
      </Form.Item>
    </FormDrawer>
  );
}

interface Order {
  language: 'zh' | 'en';
}

function Issue({
  inventoryId,
  seenSha256,
  onStarted,
  onClose,
}: {
  inventoryId: string;
  seenSha256: string;
  onStarted: (jobId: string) => void;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const [form] = Form.useForm<Order>();
  const start = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  const submit = (order: Order) =>
    start.mutate(
      { body: { kind: 'inventory-report.issue', input: { inventoryId, seenSha256, ...order } } },
      {
        onSuccess: (job) => {
          onStarted(job.id);
          onClose();
        },
      },
    );
  return (
    <FormDrawer<Order>
      open
      title={t('inventoryBeside.report.issueTitle')}
      form={form}
      initial={{ language }}
      busy={start.isPending}
      problem={start.error}
      submitLabel={t('inventoryBeside.report.issue')}
      onSubmit={submit}
      onClose={onClose}
      intro={t('inventoryBeside.report.issueIntro')}
    >
      <Form.Item name="language" label={t('inventoryBeside.report.language')}>
        <Select options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`inventoryBeside.report.languageOf.${value}`) }))} />
      </Form.Item>
    </FormDrawer>
  );
}

function Issuing({ jobId, onEnd }: { jobId: string | null; onEnd: () => void }) {
  const { t } = useWords();
  const says = {
    ...{ running: t('inventoryBeside.report.issuing'), succeeded: t('inventoryBeside.report.issued') },
    failed: (why: string) => t('inventoryBeside.report.failed', { why }),
  };
  return <JobProgress jobId={jobId} says={says} touches={e.readInventoryReport} onEnd={onEnd} />;
}

/** Reports issued, with their files. */
export function Issued({ reports }: { reports: readonly Report[] }) {
  const { t } = useWords();
  const stateOf = (row: Report) =>
    row.supersededBy === null ? t('inventoryBeside.report.current') : t('inventoryBeside.report.superseded');
  const columns: Column<Report>[] = [
    { key: 'number', title: t('inventoryBeside.report.number'), text: (row) => row.number, nowrap: true },
    {
      key: 'state',
      title: t('inventoryBeside.report.state'),
      text: stateOf,
      show: (row) => <Tag tone={row.supersededBy === null ? 'good' : 'plain'}>{stateOf(row)}</Tag>,
      nowrap: true,
    },
    { key: 'language', title: t('inventoryBeside.report.language'), text: (row) => t(`inventoryBeside.report.languageOf.${row.language}`) },
    figureColumn('total', t('inventoryBeside.report.total'), (row) => row.totalT),
    {
      key: 'by',
      title: t('inventoryBeside.report.by'),
      text: (row) => row.issuedByName,
      show: (row) => <WhoWhen name={row.issuedByName} at={row.issuedAt} />,
    },
    {
      key: 'hash',
      title: t('inventoryBeside.report.hash'),
      text: (row) => row.snapshotSha256,
      show: (row) => (
        <code className="th-place" title={row.snapshotSha256}>
          {row.snapshotSha256.slice(0, 12)}
        </code>
      ),
      nowrap: true,
    },
    {
      key: 'files',
      title: t('inventoryBeside.report.files'),
      text: (row) => row.files.map((file) => file.fileName).join(' '),
      show: (row) => (
        <span className="th-row">
          {row.files.map((file) => (
            <a
              key={file.kind}
              href={paths.inventoryReportFile(row.id, file.kind)}
              download={file.fileName}
              title={`SHA-256 ${file.sha256}`}
            >
              {t(`inventoryBeside.report.fileOf.${file.kind}`)}
            </a>
          ))}
        </span>
      ),
    },
  ];
  return (
    <Section title={t('inventoryBeside.report.list')} flush={reports.length > 0}>
      {reports.length === 0 ? (
        <p className="th-quiet">{t('inventoryBeside.report.none')}</p>
      ) : (
        <TableView bare name={t('inventoryBeside.report.list')} rows={reports} columns={columns} rowKey={(row) => row.id} />
      )}
    </Section>
  );
}
