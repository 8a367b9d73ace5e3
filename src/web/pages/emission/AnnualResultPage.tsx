import { Outlet } from '@tanstack/react-router';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ConventionTable } from './ConventionTable.tsx';
import { PenaltySection } from './penalty/PenaltySection.tsx';
import { ResultHeadline } from './ResultHeadline.tsx';
import type { AnnualResult } from './result-model.ts';
import { UnitResult } from './UnitResult.tsx';
import { UnitTable } from './UnitTable.tsx';
import { UncertaintySection } from './uncertainty/UncertaintySection.tsx';
import { VerificationRecordSection } from './verification-record/VerificationRecordSection.tsx';
import { YearChangeSection } from './year-change/YearChangeSection.tsx';

/** 年度结果: what an entity emitted in a year and what it owes, unit by unit; every number opens its derivation (A.9). */
export function AnnualResultPage() {
  const params = useAddress('entityId', 'year');
  const place = { entityId: params.entityId, year: Number(params.year) };
  const result = useAsk(emissionEndpoints.readAnnualResult, { params: place });
  return (
    <>
      <Answer of={result} rows={12}>
        {(data) => <ResultView key={`${place.entityId} ${place.year}`} result={data} />}
      </Answer>
      <Outlet />
    </>
  );
}

function ResultView({ result }: { result: AnnualResult }) {
  const { t, say } = useWords();
  const head = (
    <PageHead title={`${say(result.entityName)} \u00B7 ${t('emission.annual')}`} clause="A.9" summary={t('emission.result.summary')} />
  );
  if (result.units.length === 0) {
    return (
      <>
        {head}
        <EmptyState
          icon="emission"
          title={t('emission.result.empty')}
          text={t('emission.result.emptyText')}
          clause="A.9"
          actions={
            <GoLink className="th-button-link" to={paths.months()}>
              {t('emission.result.toGrid')}
            </GoLink>
          }
        />
      </>
    );
  }
  const conventions = result.units.flatMap((unit) => unit.conventions);
  const findings = [...result.findings, ...result.units.flatMap((unit) => unit.findings)].map(plainFinding);
  return (
    <>
      {head}
      <ResultHeadline result={result} />
      <UnitTable result={result} />
      <UncertaintySection entityId={result.entityId} year={result.year} />
      {result.units.map((unit) => (
        <UnitResult key={unit.unitId} unit={unit} year={result.year} />
      ))}
      <YearChangeSection entityId={result.entityId} year={result.year} />
      <PenaltySection entityId={result.entityId} year={result.year} />
      <VerificationRecordSection entityId={result.entityId} year={result.year} />
      {findings.length > 0 ? (
        <Section title={t('emission.result.findings')}>
          <FindingList findings={findings} />
        </Section>
      ) : null}
      <ConventionTable items={conventions} year={result.year} />
    </>
  );
}
