import { Form } from 'antd';
import { useState } from 'react';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { monthName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useRefusalWords } from '../../../parts/Deed.tsx';
import { EvidenceList } from '../../../parts/EvidenceList.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../../parts/fields.tsx';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Tag } from '../../../parts/Tag.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import './laboratory.css';
import { useDone } from '../../../parts/use-done.ts';
import { useAddress } from '../../../shell/address.ts';
import { type SampleDetail, standingTones } from './model.ts';
import { SampleForm } from './SampleForm.tsx';
import { SampleRules, SampleTimeline } from './SampleVerdict.tsx';

/** One coal sample: its way from the belt to the report, what the verdict rests on, its figures and all its versions (A.8). */
export function SamplePage() {
  const { sampleId } = useAddress('sampleId');
  const answer = useAsk(laboratoryEndpoints.readSample, { params: { sampleId } });
  return (
    <Answer of={answer} rows={12}>
      {(detail) => <SampleView detail={detail} />}
    </Answer>
  );
}

function SampleView({ detail }: { detail: SampleDetail }) {
  const { t, say, language } = useWords();
  const { sample } = detail;
  // No way to the sample is needed on its own page.
  const findings = sample.findings.map(plainFinding).map(({ place: { at: _, ...place }, ...finding }) => ({ ...finding, place }));
  return (
    <>
      <PageHead
        title={t('laboratory.sampleTitle', { number: sample.number })}
        clause="A.8"
        summary={
          <>
            {say(detail.unitName)} · {say(detail.streamName)} ·{' '}
            <GoLink to={paths.coalMonth(sample.unitId, sample.fuelStreamId, sample.month)}>{monthName(sample.month, language)}</GoLink>{' '}
            <Tag tone={standingTones[sample.standing]}>{t(`laboratory.standing.${sample.standing}`)}</Tag>
          </>
        }
        extra={<SampleDeeds detail={detail} />}
      />
      <Section title={t('laboratory.timeline')}>
        <SampleTimeline detail={detail} />
      </Section>
      <Section title={t('laboratory.verdicts')}>
        <SampleRules sample={sample} />
        {findings.length > 0 ? <FindingList findings={findings} /> : null}
      </Section>
      <Section title={t('laboratory.figures')}>
        <Figures detail={detail} />
      </Section>
      <Section title={t('laboratory.evidence')}>
        <EvidenceList items={sample.evidence} />
      </Section>
      <Section title={t('laboratory.versions')}>
        <Versions detail={detail} />
      </Section>
    </>
  );
}

function SampleDeeds({ detail }: { detail: SampleDetail }) {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  const [correcting, setCorrecting] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  const { sample } = detail;
  const why = detail.record.can ? null : refusalWords(detail.record.why ?? 'not_permitted');
  const place = { unitId: sample.unitId, fuelStreamId: sample.fuelStreamId, month: sample.month };
  return (
    <>
      <Deed why={why} onClick={() => setWithdrawing(true)}>
        {t('laboratory.withdraw')}
      </Deed>
      <Deed type="primary" why={why} onClick={() => setCorrecting(true)}>
        {t('laboratory.correct')}
      </Deed>
      {correcting ? <SampleForm open place={place} sample={sample} onClose={() => setCorrecting(false)} /> : null}
      {withdrawing ? <Withdrawal detail={detail} onClose={() => setWithdrawing(false)} /> : null}
    </>
  );
}

function Withdrawal({ detail, onClose }: { detail: SampleDetail; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<{ reason: string }>();
  const withdraw = useDeed(laboratoryEndpoints.withdrawSample);
  const { sampleId, version } = detail.sample;
  return (
    <FormDrawer<{ reason: string }>
      open
      title={t('laboratory.withdraw')}
      form={form}
      initial={{ reason: '' }}
      busy={withdraw.isPending}
      problem={withdraw.error}
      submitLabel={t('laboratory.withdraw')}
      onSubmit={({ reason }) => withdraw.mutate({ params: { sampleId }, body: { reason, version } }, done)}
      onClose={onClose}
      intro={t('laboratory.withdrawText')}
      size={480}
    >
      <ReasonItem />
    </FormDrawer>
  );
}

const shownFigures = ['mAd', 'mAr', 'carbon', 'ncvAr', 'ash', 'volatile', 'hydrogen', 'sulfur', 'transmittance', 'grossCv'] as const;

function Figures({ detail }: { detail: SampleDetail }) {
  const { t, say } = useWords();
  const { sample } = detail;
  const figure = (value: string | null, unit: string) =>
    value === null ? null : (
      <span className="th-num" title={value}>
        {group(value.length > 12 ? roundText(value, 4) : value)} <Unit symbol={unit} />
      </span>
    );
  const known = (['lignite', 'bituminous', 'anthracite'] as const).find((one) => one === sample.coalClass);
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('laboratory.kindLabel'), value: t(`laboratory.kind.${sample.kind}`) },
        { label: t('laboratory.state'), value: t(`laboratory.stateOf.${sample.state}`) },
        { label: t('laboratory.laboratory'), value: detail.laboratoryName ? say(detail.laboratoryName) : null },
        { label: t('laboratory.reportNumber'), value: sample.reportNumber },
        { label: t('laboratory.standard'), value: sample.standard },
        { label: t('laboratory.basis'), value: t(`laboratory.basisOf.${sample.basis}`) },
        ...(sample.amountT === null ? [] : [{ label: t('laboratory.amount'), value: figure(sample.amountT, 't') }]),
        ...shownFigures
          .filter((name) => sample[name] !== null)
          .map((name) => ({
            label: t(`laboratory.field.${name}`),
            value: figure(sample[name], name === 'ncvAr' ? 'GJ/t' : name === 'grossCv' ? 'MJ/kg' : '%'),
          })),
        { label: t('laboratory.carbonAr'), value: figure(sample.carbonAr, '%') },
        { label: t('laboratory.carbonDaf'), value: figure(sample.carbonDaf, '%') },
        { label: t('laboratory.coalClass'), value: known ? t(`laboratory.classOf.${known}`) : null },
        ...(sample.note === '' ? [] : [{ label: t('laboratory.note'), value: sample.note, wide: true }]),
      ]}
    />
  );
}

function Versions({ detail }: { detail: SampleDetail }) {
  const { t } = useWords();
  return (
    <ul className="th-lines">
      {detail.versions.map((one) => (
        <li key={one.versionId}>
          <div className="th-grow">
            <div className="th-row">
              <strong className="th-medium">{t('laboratory.version', { n: one.version })}</strong>
              {one.withdrawn ? <Tag tone="warn">{t('laboratory.standing.withdrawn')}</Tag> : null}
              <PersonName name={one.recordedByName} />
              <span className="th-small th-quiet">
                <InstantLabel at={one.recordedAt} />
              </span>
            </div>
            {one.reason ? (
              <p className="th-small">
                {t('common.reason')} {one.reason}
              </p>
            ) : null}
            <p className="th-small th-quiet">
              {t('laboratory.field.carbon')} {one.carbon ?? t('laboratory.none')} · {t('laboratory.reportNumber')}{' '}
              {one.reportNumber || t('laboratory.none')} · {t('laboratory.reportedOn')} {one.reportedOn ?? t('laboratory.notYet')}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
