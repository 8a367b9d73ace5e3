import { complianceEndpoints } from '../../../../contract/compliance.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { dayName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { HardStop } from '../../../parts/HardStop.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from '../asset.module.css';
import { className, Offered, Steps, Surrenders } from './ComplianceTables.tsx';

export type Compliance = ReplyOf<typeof complianceEndpoints.readCompliance>;

/** 履约年度: what is owed, what may be used, what was done by when and what proves it (C.4, C.8). */
export function CompliancePage() {
  const params = useAddress('entityId', 'year');
  const view = useAsk(complianceEndpoints.readCompliance, { params: { entityId: params.entityId, year: Number(params.year) } });
  return (
    <Answer of={view} rows={12}>
      {(data) => <View view={data} />}
    </Answer>
  );
}

function View({ view }: { view: Compliance }) {
  const { t, say } = useWords();
  const findings = view.findings.map(plainFinding);
  return (
    <>
      <PageHead
        title={`${say(view.entityName)} · ${t('compliance.title')} ${view.year}`}
        clause="C.8"
        summary={t('compliance.summary')}
        extra={
          <GoLink className="th-button-link" to={paths.gap(view.entityId, view.year)}>
            {t('compliance.toGap')}
          </GoLink>
        }
      />
      <HardStop duty="surrender" entityId={view.entityId} period={String(view.year)} />
      {view.obligation === null ? <NoObligation /> : <Figures view={view} />}
      <Section title={t('compliance.steps')}>
        <Steps steps={view.steps} />
      </Section>
      <Section title={t('compliance.offered')}>
        <Offered
          offered={view.offered}
          derivation={(node) =>
            view.derivation?.nodes.some((one) => one.id === node) ? paths.complianceDerivation(view.entityId, view.year, node) : null
          }
        />
      </Section>
      <Section title={t('compliance.done')}>
        <Surrenders surrenders={view.surrenders} />
      </Section>
      {findings.length > 0 && (
        <Section title={t('compliance.checks')}>
          <FindingList findings={findings} names={new Map(view.offered.map((one) => [one.class.id, className(one.class)]))} />
        </Section>
      )}
    </>
  );
}

function NoObligation() {
  const { t } = useWords();
  return (
    <EmptyState
      icon="asset"
      title={t('compliance.noObligation')}
      text={t('compliance.noObligationText')}
      clause="C.4"
      actions={
        <GoLink className="th-button-link" to={paths.months()}>
          {t('compliance.toMonths')}
        </GoLink>
      }
    />
  );
}

/** The four figures, the deadline, and what it costs to stay short. */
function Figures({ view }: { view: Compliance }) {
  const { t, language } = useWords();
  const node = (symbol: string) => paths.complianceDerivation(view.entityId, view.year, symbol);
  const isCovered = view.outstanding === '0';
  const isShort = view.short !== null && view.short !== '0';
  const left = view.daysLeft;
  return (
    <>
      <p className={`${styles.line} ${styles.figure}`}>
        <Tag tone={isCovered ? 'good' : isShort ? 'warn' : 'info'}>
          {t(isCovered ? 'compliance.covered' : isShort ? 'compliance.shortNow' : 'compliance.enough')}
        </Tag>
        {!isCovered && isShort && <Quantity value={view.short} unit="t" large to={node('short')} />}
        {view.deadline !== null && left !== null && (
          <span className="th-quiet">
            {t(left < 0 ? 'compliance.deadlinePassed' : 'compliance.deadline', {
              day: dayName(view.deadline, language),
              n: Math.abs(left),
            })}
          </span>
        )}
      </p>
      <div className={styles.cards}>
        <Card title={t('compliance.owed')} value={view.obligation?.units ?? null} to={node('obligation_units')}>
          {view.obligation && t(`compliance.from.${view.obligation.from}`)}
          {view.obligation?.draft ? ` · ${t('compliance.draft')}` : ''}
        </Card>
        <Card title={t('compliance.surrendered')} value={`${BigInt(view.surrendered.allowances) + BigInt(view.surrendered.credits)}`} />
        <Card title={t('compliance.outstanding')} value={view.outstanding} />
        <Card title={t('compliance.creditLimit')} value={view.creditLimit} to={node('credit_limit')}>
          {t('compliance.ofOwed', { share: `${Number(view.creditShare) * 100} %` })}
        </Card>
      </div>
      {view.penalty && !isCovered && (
        <Section title={t('compliance.penalty')}>
          <p className={styles.line}>
            <span className="th-quiet">{t('compliance.fine')}</span>
            <Quantity value={view.penalty.low} unit="CNY" digits={0} />
            <span aria-hidden="true">–</span>
            <Quantity value={view.penalty.high} unit="CNY" digits={0} />
            <span className="th-quiet">{t('compliance.makeUp')}</span>
            <Quantity value={view.penalty.makeUp} unit="CNY" digits={0} />
          </p>
          <p className="th-quiet th-small">
            {t('compliance.penaltyText', {
              day: view.penalty.priceDay === null ? '—' : dayName(view.penalty.priceDay, language),
              price: group(view.penalty.price),
            })}
          </p>
        </Section>
      )}
    </>
  );
}

function Card({ title, value, to, children }: { title: string; value: string | null; to?: string; children?: React.ReactNode }) {
  return (
    <div className={styles.card}>
      <h2>{title}</h2>
      <Quantity value={value} unit="t" large {...(to === undefined ? {} : { to })} />
      {children && <span className="th-small th-quiet">{children}</span>}
    </div>
  );
}
