import { Drawer } from 'antd';
import { useState } from 'react';
import { annualReportEndpoints as e } from '../../../../contract/annual-report.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed } from '../../../parts/Deed.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Prose } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { Reports } from './AnnualReportsPage.tsx';

type Report = Reports['reports'][number];

/** Every report issued for the year, newest first, with its files; none ever leaves the list. */
export function IssuedReports({ reports }: { reports: readonly Report[] }) {
  const { t } = useWords();
  const [compared, setCompared] = useState<Report | null>(null);
  const [latest] = reports;
  return (
    <>
      <Section id="issued" title={t('annualReport.list')} flush={reports.length > 0}>
        {reports.length === 0 ? (
          <EmptyState icon="file" title={t('annualReport.listEmpty')} text={t('annualReport.listEmptyText')} clause="A.8" />
        ) : (
          <ReportTable reports={reports} onCompare={setCompared} />
        )}
        {compared ? <Comparison report={compared} onClose={() => setCompared(null)} /> : null}
      </Section>
      {latest && <Discussion objectType="annual_report" objectId={latest.id} />}
    </>
  );
}

function ReportTable({ reports, onCompare }: { reports: readonly Report[]; onCompare: (report: Report) => void }) {
  const { t } = useWords();
  const stateOf = (row: Report) => (row.supersededBy === null ? 'current' : 'superseded');
  const columns: Column<Report>[] = [
    { key: 'number', title: t('annualReport.number'), text: (row) => row.number, nowrap: true },
    {
      key: 'state',
      title: t('common.state'),
      text: (row) => t(`annualReport.state.${stateOf(row)}`),
      show: (row) => <Tag tone={row.supersededBy === null ? 'good' : 'plain'}>{t(`annualReport.state.${stateOf(row)}`)}</Tag>,
      nowrap: true,
    },
    { key: 'purpose', title: t('annualReport.purpose'), text: (row) => t(`annualReport.purposeOf.${row.purpose}`) },
    { key: 'language', title: t('annualReport.language'), text: (row) => t(`annualReport.languageOf.${row.language}`), nowrap: true },
    {
      key: 'total',
      title: `${t('annualReport.total')} (t)`,
      align: 'right',
      text: (row) => row.totalT ?? '',
      show: (row) => <Quantity value={row.totalT} unit="" />,
    },
    {
      key: 'by',
      title: t('annualReport.issuedBy'),
      text: (row) => row.issuedByName,
      show: (row) => (
        <>
          <WhoWhen name={row.issuedByName} at={row.issuedAt} />
        </>
      ),
    },
    {
      key: 'hash',
      title: t('annualReport.hash'),
      nowrap: true,
      text: (row) => row.snapshotSha256,
      show: (row) => (
        <code className="th-place" title={row.snapshotSha256}>
          {row.snapshotSha256.slice(0, 12)}
        </code>
      ),
    },
    {
      key: 'files',
      title: t('annualReport.files'),
      text: (row) => row.files.map((file) => file.fileName).join(' '),
      show: (row) => <Files report={row} />,
    },
    {
      key: 'compare',
      title: '',
      text: () => '',
      show: (row) => (
        <Deed why={null} size="small" onClick={() => onCompare(row)}>
          {t('annualReport.compare')}
        </Deed>
      ),
    },
  ];
  return <TableView bare name={t('annualReport.list')} rows={reports} columns={columns} rowKey={(row) => row.id} />;
}

function Files({ report }: { report: Report }) {
  const { t } = useWords();
  return (
    <span className="th-row">
      {report.files.map((file) => (
        <a key={file.kind} href={paths.reportFile(report.id, file.kind)} download={file.fileName} title={`SHA-256 ${file.sha256}`}>
          {t(`annualReport.fileOf.${file.kind}`)}
        </a>
      ))}
      <a href={paths.reportFile(report.id, 'snapshot_json')} download={`${report.number}.json`} title={`SHA-256 ${report.snapshotSha256}`}>
        {t('annualReport.fileOf.snapshot_json')}
      </a>
      {report.files.length === 0 ? <span className="th-quiet">{t('annualReport.makingFiles')}</span> : null}
    </span>
  );
}

function Comparison({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t, say } = useWords();
  const comparison = useAsk(e.compareReport, { params: { reportId: report.id } });
  return (
    <Drawer open onClose={onClose} title={t('annualReport.compareTitle', { number: report.number })} size={720}>
      <Answer of={comparison} rows={4}>
        {(data) => (
          <>
            <p role="status">
              <Tag tone={data.same ? 'good' : 'warn'}>{data.same ? '=' : '≠'}</Tag>{' '}
              {data.same ? t('annualReport.same') : t('annualReport.changed')}
            </p>
            {data.parts.length === 0 ? null : (
              <>
                <h3>{t('annualReport.changedParts')}</h3>
                <p>{data.parts.map((part) => say(part)).join(t('common.listComma'))}</p>
              </>
            )}
            {data.figures.length === 0 ? null : <Moved figures={data.figures} />}
          </>
        )}
      </Answer>
    </Drawer>
  );
}

type Figures = readonly { nodeId: string; title: { zh: string; en: string }; unit: string; reported: string | null; now: string | null }[];

function Moved({ figures }: { figures: Figures }) {
  const { t, say } = useWords();
  const columns: Column<Figures[number]>[] = [
    {
      key: 'figure',
      title: t('annualReport.figure'),
      text: (row) => `${say(row.title)} ${row.nodeId}`,
      show: (row) => (
        <>
          <Prose text={say(row.title)} /> <code className="th-place">{row.nodeId}</code>
        </>
      ),
    },
    {
      key: 'then',
      title: t('annualReport.asReported'),
      align: 'right',
      text: (row) => row.reported ?? '',
      show: (row) => <Quantity value={row.reported} unit={row.unit} />,
    },
    {
      key: 'now',
      title: t('annualReport.now'),
      align: 'right',
      text: (row) => row.now ?? '',
      show: (row) => <Quantity value={row.now} unit={row.unit} />,
    },
  ];
  return (
    <>
      <h3>{t('annualReport.movedFigures')}</h3>
      <TableView bare name={t('annualReport.movedFigures')} rows={figures} columns={columns} rowKey={(row) => row.nodeId} />
    </>
  );
}
