import { App } from 'antd';
import { useState } from 'react';
import { emissionEndpoints } from '../../../../contract/emission.ts';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { monthName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useRefusalWords } from '../../../parts/Deed.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { HashText, InstantLabel } from '../../../parts/Labels.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { DailyGrid } from './DailyGrid.tsx';
import './laboratory.css';
import { useAddress } from '../../../shell/address.ts';
import type { CoalMonth } from './model.ts';
import { SampleTable } from './SampleTable.tsx';
import { type CoalPlace, useTakeMonth } from './useDailySheet.ts';
import { WeightingDrawer } from './WeightingDrawer.tsx';

/** One coal stream's month: coal and samples by day, reports, and the figures taken over into the month (A.8). */
export function CoalMonthPage() {
  const params = useAddress('unitId', 'streamId', 'month');
  const place = { unitId: params.unitId, fuelStreamId: params.streamId, month: params.month };
  const answer = useAsk(laboratoryEndpoints.readLaboratoryMonth, { params: place });
  return (
    <Answer of={answer} rows={14}>
      {(month) => <CoalMonthView key={`${place.fuelStreamId} ${place.month}`} month={month} place={place} />}
    </Answer>
  );
}

function CoalMonthView({ month, place }: { month: CoalMonth; place: CoalPlace }) {
  const { t, say, language } = useWords();
  const findings = month.findings.map(plainFinding);
  const sampleIds = new Map(month.samples.map((one) => [one.number, one.sampleId]));
  const year = Number(month.month.slice(0, 4));
  return (
    <>
      <PageHead
        title={t('laboratory.monthTitle', { stream: say(month.streamName), month: monthName(month.month, language) })}
        clause="A.8"
        summary={t('laboratory.monthSummary', { unit: say(month.unitName) })}
        extra={
          <GoLink className="th-button-link" to={paths.monthGrid(place.unitId, year, month.month)}>
            {t('laboratory.toMonth')}
          </GoLink>
        }
      />
      <Result month={month} place={place} />
      <Section title={t('laboratory.days')}>
        <DailyGrid month={month} place={place} />
      </Section>
      {findings.length > 0 ? (
        <Section title={t('laboratory.findings')}>
          <FindingList
            findings={findings}
            linkOf={(finding) => {
              const sampleId = sampleIds.get(finding.place.at?.sample ?? '');
              return sampleId ? paths.coalSample(sampleId) : paths.monthGrid(place.unitId, year, month.month);
            }}
          />
        </Section>
      ) : null}
      <SampleTable month={month} place={place} />
    </>
  );
}

/** What the laboratory gives beside what the month says, and the way from one to the other. */
function Result({ month, place }: { month: CoalMonth; place: CoalPlace }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [shown, show] = useState(false);
  const take = useTakeMonth(place);
  const refusalWords = useRefusalWords();
  const adopt = useDeed(laboratoryEndpoints.adoptLaboratoryValues, [emissionEndpoints.readMonthGrid]);
  const { can, why } = month.adopt;
  const reason = can ? null : why === 'wrong_state' ? t('laboratory.nothingToAdopt') : refusalWords(why ?? 'not_permitted');
  const run = () =>
    adopt.mutate(
      { params: place, body: {} },
      {
        onSuccess: (next) => {
          take(next);
          void message.success(t('laboratory.adopted'));
        },
      },
    );
  return (
    <Section
      title={
        <>
          {t('laboratory.result')} {month.way ? <Tag tone="info">{t(`laboratory.way.${month.way}`)}</Tag> : null}
        </>
      }
      extra={
        <>
          <Deed why={month.derivation ? null : t('laboratory.notMade')} onClick={() => show(true)}>
            {t('laboratory.derivation')}
          </Deed>
          <Deed type="primary" why={reason} loading={adopt.isPending} onClick={run}>
            {t('laboratory.adopt')}
          </Deed>
        </>
      }
    >
      {adopt.isError ? <RefusalNotice problem={adopt.error} /> : null}
      <div className="th-lab-cards">
        {month.comparisons.map((one) => (
          <Comparison key={one.parameter} one={one} />
        ))}
      </div>
      <p className="th-small th-quiet th-row">
        {month.adoption ? (
          <>
            {t('laboratory.adoptedBy', { name: month.adoption.byName })} <InstantLabel at={month.adoption.at} />
            <HashText sha256={month.adoption.contentSha256} />
          </>
        ) : (
          t('laboratory.adoptHint')
        )}
      </p>
      {shown && month.derivation ? <WeightingDrawer month={month} onClose={() => show(false)} /> : null}
    </Section>
  );
}

function Comparison({ one }: { one: CoalMonth['comparisons'][number] }) {
  const { t, say } = useWords();
  const figure = (value: string | null) =>
    value === null ? <span className="th-quiet">{t('laboratory.notMade')}</span> : group(roundText(value, one.shownDigits));
  return (
    <div className="th-lab-card">
      <div className="th-row">
        <strong className="th-medium th-grow">{say(one.title)}</strong>
        {one.laboratory !== null && one.cell !== null ? (
          <Tag tone={one.same ? 'good' : 'warn'}>{t(one.same ? 'laboratory.same' : 'laboratory.differs')}</Tag>
        ) : null}
      </div>
      <span className="th-lab-figure" title={one.laboratory ?? ''}>
        {figure(one.laboratory)} {one.laboratory === null ? null : <Unit symbol={one.unit} />}
      </span>
      <span className="th-small th-quiet">
        {t('laboratory.inMonth')} {figure(one.cell)}
      </span>
    </div>
  );
}
