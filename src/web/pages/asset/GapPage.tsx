import { Button, Input } from 'antd';
import { useState } from 'react';
import { assetEndpoints } from '../../../contract/asset.ts';
import { useAsk } from '../../api/queries.ts';
import { readNumber } from '../../format/number.ts';
import { dayName } from '../../format/time.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import { type Gap, isSurplus, unsigned } from './figures.ts';
import { GapParts, WithoutForecast } from './GapParts.tsx';
import { GapMonths, GapUnits } from './GapTables.tsx';
import { RangeBar } from './RangeBar.tsx';
import { VerifiedNote } from './VerifiedNote.tsx';

interface Asked {
  readonly price?: string;
  readonly loadFactor?: string;
}

/** 履约缺口: how much is short or over today, how sure that is, what it costs, and what another load factor would change (C.4). */
export function GapPage() {
  const { t } = useWords();
  const params = useAddress('entityId', 'year');
  const place = { entityId: params.entityId, year: Number(params.year) };
  const [asked, setAsked] = useState<Asked>({});
  const gap = useAsk(assetEndpoints.readGap, { params: place, query: asked });
  if (gap.error?.code === 'not_found') {
    return (
      <>
        <PageHead title={t('asset.gap')} clause="C.4" summary={t('asset.gapSummary')} />
        <EmptyState
          icon="asset"
          title={t('asset.gapPage.empty')}
          text={t('asset.emptyText')}
          clause="C.4"
          actions={
            <GoLink className="th-button-link" to={paths.months()}>
              {t('asset.toMonths')}
            </GoLink>
          }
        />
      </>
    );
  }
  return (
    <Answer of={gap} rows={12}>
      {(data) => <GapView gap={data} asked={asked} onAsk={(more) => setAsked((now) => ({ ...now, ...more }))} />}
    </Answer>
  );
}

interface Asking {
  readonly gap: Gap;
  readonly asked: Asked;
  readonly onAsk: (more: Asked) => void;
}

function GapView({ gap, asked, onAsk }: Asking) {
  const { t, say } = useWords();
  const findings = gap.findings.map(plainFinding);
  return (
    <>
      <PageHead
        title={`${say(gap.entityName)} \u00B7 ${t('asset.gap')}`}
        clause="C.4"
        summary={t('asset.gapSummary')}
        extra={
          <GoLink className="th-button-link" to={paths.allocation(gap.entityId, gap.year)}>
            {t('asset.toAllocation')}
          </GoLink>
        }
      />
      <div className={styles.two}>
        <Today gap={gap} />
        <Cost gap={gap} asked={asked} onAsk={onAsk} />
      </div>
      <Section title={t('asset.gapPage.parts')}>
        <GapParts gap={gap} />
      </Section>
      <Section title={t('asset.gapPage.byUnit')}>
        <GapUnits gap={gap} />
      </Section>
      <div className={styles.two}>
        <Section title={t('asset.gapPage.byMonth')}>
          <GapMonths gap={gap} />
        </Section>
        <WhatIf gap={gap} asked={asked} onAsk={onAsk} />
      </div>
      <Section title={t('asset.gapPage.how')}>
        <ul className={styles.notes}>
          {gap.notes.map((note) => (
            <li key={note.en}>{say(note)}</li>
          ))}
        </ul>
        {findings.length > 0 ? <FindingList findings={findings} /> : null}
      </Section>
    </>
  );
}

function Today({ gap }: { gap: Gap }) {
  const { t, language } = useWords();
  const { value, p10, p90 } = gap.gap;
  const flat = p10 === p90;
  return (
    <Section
      title={t(gap.forecast.forecast.length + gap.forecast.mixed.length > 0 ? 'asset.gapPage.now' : 'asset.gapPage.nowMeasured', {
        day: dayName(gap.today, language),
        year: gap.year,
      })}
    >
      <p className={styles.line}>
        <Tag tone={isSurplus(value) ? 'good' : 'warn'}>{t(isSurplus(value) ? 'asset.gapPage.over' : 'asset.gapPage.short')}</Tag>
        <Quantity value={unsigned(value)} unit="tCO2" large />
        <Tag tone={gap.plan === 'final' ? 'plain' : 'warn'}>{t(`asset.plan.${gap.plan}`)}</Tag>
        <span className="th-quiet">{t(`asset.emissionFrom.${gap.emissionFrom}`)}</span>
      </p>
      {flat ? <p className="th-quiet">{t('asset.gapPage.noRange')}</p> : <RangeBar range={gap.gap} />}
      <dl className={styles.cards}>
        <Fact label={t('asset.gapPage.emission')} value={gap.emission.value} />
        <Fact label={t('asset.gapPage.soFar')} value={gap.emission.soFar} />
        <Fact label={t('asset.gapPage.remaining')} value={gap.emission.remaining} />
        <Fact label={t('asset.gapPage.allocation')} value={gap.allocation.value} />
      </dl>
      <VerifiedNote verified={gap.verified} />
      <WithoutForecast gap={gap} />
    </Section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="th-small th-quiet">{label}</dt>
      <dd>
        <Quantity value={value} unit="tCO2" digits={0} />
      </dd>
    </div>
  );
}

/** What the gap costs: at the published price until somebody types another. */
function Cost({ gap, onAsk }: Asking) {
  const { t, language } = useWords();
  const { cite } = useMethodWords();
  const [typed, setTyped] = useState(gap.price?.value ?? '');
  const price = readNumber(typed);
  const { cost } = gap;
  const ask = () => {
    if (price !== null && !isSurplus(price)) onAsk({ price });
  };
  return (
    <Section title={t(isSurplus(gap.gap.value) ? 'asset.gapPage.income' : 'asset.gapPage.cost')}>
      <div className={styles.line}>
        <Input
          className={styles.price ?? ''}
          aria-label={t('asset.gapPage.price')}
          inputMode="decimal"
          value={typed}
          suffix={<Unit symbol="CNY/tCO2" />}
          {...(price === null && typed !== '' ? { status: 'error' as const } : {})}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={ask}
          onBlur={ask}
        />
        <span className="th-small th-quiet">
          {gap.price === null
            ? t('asset.gapPage.noPrice')
            : gap.price.day === null
              ? t('asset.gapPage.priceOwn')
              : t('asset.gapPage.priceFrom', { day: dayName(gap.price.day, language), source: cite(gap.price.source ?? '') })}
        </span>
      </div>
      {cost === null ? null : (
        <>
          <Quantity value={unsigned(cost.value)} unit="CNY" digits={0} large />
          {cost.p10 === cost.p90 ? null : (
            <p className="th-small th-quiet">
              {t('asset.gapPage.range')} <Quantity value={cost.p10} unit="CNY" digits={0} /> {'\u2013'}{' '}
              <Quantity value={cost.p90} unit="CNY" digits={0} />
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function WhatIf({ gap, asked, onAsk }: Asking) {
  const { t } = useWords();
  const [typed, setTyped] = useState(asked.loadFactor ?? '');
  const factor = readNumber(typed);
  const fits = factor !== null && Number(factor) >= 0 && Number(factor) <= 100;
  const { whatIf } = gap;
  return (
    <Section title={t('asset.gapPage.whatIf')}>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) onAsk({ loadFactor: factor });
        }}
      >
        <Input
          className={styles.price ?? ''}
          aria-label={t('asset.gapPage.whatIf')}
          inputMode="decimal"
          suffix="%"
          value={typed}
          {...(typed !== '' && !fits ? { status: 'error' as const } : {})}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button htmlType="submit">{t('asset.gapPage.whatIfRun')}</Button>
      </form>
      <p className="th-small th-quiet">{t('asset.gapPage.whatIfText')}</p>
      {whatIf === null ? null : (
        <dl className={styles.cards}>
          <Fact label={t('asset.gapPage.newAllocation')} value={whatIf.allocation} />
          <Fact label={t('asset.gapPage.change')} value={whatIf.change} />
          <Fact label={t('asset.gapPage.newGap')} value={whatIf.gap} />
          {whatIf.cost === null ? null : (
            <div>
              <dt className="th-small th-quiet">{t('asset.gapPage.cost')}</dt>
              <dd>
                <Quantity value={whatIf.cost} unit="CNY" digits={0} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </Section>
  );
}
