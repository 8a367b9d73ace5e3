import { useState } from 'react';
import { annualReportEndpoints as e } from '../../../../contract/annual-report.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { HardStop } from '../../../parts/HardStop.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { FormFactsSection } from './FormFactsSection.tsx';
import { IssuedReports } from './IssuedReports.tsx';
import { IssueReport } from './IssueReport.tsx';
import { IssuingProgress } from './IssuingProgress.tsx';

export type Reports = ReplyOf<typeof e.readAnnualReports>;

/** 年度报告: what a report of the year would say now, what its forms miss, issuing it, and every report issued before (A.8). */
export function AnnualReportsPage() {
  const params = useAddress('entityId', 'year');
  const place = { entityId: params.entityId, year: Number(params.year) };
  const reports = useAsk(e.readAnnualReports, { params: place });
  return (
    <Answer of={reports} rows={12}>
      {(data) => <ReportsView key={`${place.entityId} ${place.year}`} reports={data} />}
    </Answer>
  );
}

function ReportsView({ reports }: { reports: Reports }) {
  const { t, say } = useWords();
  const [issuing, setIssuing] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const { tree } = useWorkplace();
  const { entityId, year } = reports;
  const issue = (
    <RightDeed
      action="annual_report.issue"
      lineage={lineageOf(tree.data, entityId)}
      type="primary"
      onClick={() => setIssuing(true)}
      loading={jobId !== null}
    >
      {t('annualReport.issue')}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={`${say(reports.entityName)} · ${year} · ${t('shell.page.annualReports')}`}
        clause="A.8"
        summary={t('annualReport.summary')}
        extra={reports.now === null ? null : issue}
      />
      <HardStop duty="annual_report" entityId={entityId} period={String(year)} />
      <IssuingProgress jobId={jobId} onEnd={() => setJobId(null)} />
      {reports.now === null ? <NoData /> : <Preview now={reports.now} />}
      <IssuedReports reports={reports.reports} />
      <FormFactsSection entityId={entityId} />
      {issuing && reports.now !== null ? (
        <IssueReport entityId={entityId} year={year} now={reports.now} onStarted={setJobId} onClose={() => setIssuing(false)} />
      ) : null}
    </>
  );
}

function NoData() {
  const { t } = useWords();
  return (
    <Section>
      <EmptyState
        icon="file"
        title={t('annualReport.empty')}
        text={t('annualReport.emptyText')}
        clause="A.8"
        actions={
          <GoLink className="th-button-link" to={paths.months()}>
            {t('annualReport.toGrid')}
          </GoLink>
        }
      />
    </Section>
  );
}

function Preview({ now }: { now: NonNullable<Reports['now']> }) {
  const { t, say } = useWords();
  const facts = now.findings.filter((finding) => finding.code === 'form_fact_missing');
  const data = now.findings.filter((finding) => finding.code !== 'form_fact_missing');
  const refused = now.refused.map(({ purpose, text }) => (
    <p key={purpose} className="th-small">
      {t('annualReport.notFor', { purpose: t(`annualReport.purposeOf.${purpose}`), why: say(text) })}
    </p>
  ));
  return (
    <Section id="preview" title={t('annualReport.preview')}>
      <KeyValues
        columns={3}
        items={[
          { label: t('annualReport.total'), value: <Quantity value={now.total.value} unit={now.total.unit} /> },
          { label: t('annualReport.units'), value: now.units },
          { label: t('annualReport.approved'), value: `${now.approvedMonths} / ${now.allMonths}` },
          { label: t('annualReport.yearHash'), value: <code className="th-place">{now.yearSha256}</code>, wide: true },
        ]}
      />
      {refused}
      <details open={data.length > 0 && data.length <= 12}>
        <summary>{t('annualReport.dataFindings', { count: data.length })}</summary>
        <FindingList findings={data.map(plainFinding)} />
      </details>
      {facts.length > 0 && (
        <details>
          <summary>{t('annualReport.factFindings', { count: facts.length })}</summary>
          <FindingList findings={facts.map(plainFinding)} />
        </details>
      )}
    </Section>
  );
}
