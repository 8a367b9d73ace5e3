import { Outlet } from '@tanstack/react-router';
import { assetEndpoints } from '../../../contract/asset.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import { type AllocationYear, type Figure, figureOf, isSurplus, unsigned } from './figures.ts';
import { UnitSection } from './UnitSection.tsx';
import { VerifiedNote } from './VerifiedNote.tsx';

/** 配额核定: what an entity's units get in a year and why, with the limit of the gap, pre-allocation and true-up (C.4). */
export function AllocationPage() {
  const params = useAddress('entityId', 'year');
  const allocation = useAsk(assetEndpoints.readAllocation, { params: { entityId: params.entityId, year: Number(params.year) } });
  return (
    <>
      <Answer of={allocation} rows={12}>
        {(data) => <AllocationView key={`${data.entityId} ${data.year}`} allocation={data} />}
      </Answer>
      <Outlet />
    </>
  );
}

function AllocationView({ allocation }: { allocation: AllocationYear }) {
  const { t, say } = useWords();
  const known = allocation.units.filter((unit) => unit.numbers.A_unit?.value != null);
  const head = (
    <PageHead
      title={`${say(allocation.entityName)} \u00B7 ${t('asset.allocation')}`}
      clause="C.4"
      summary={t('asset.allocationSummary')}
      extra={
        <GoLink className="th-button-link" to={paths.gap(allocation.entityId, allocation.year)}>
          {t('asset.toGap')}
        </GoLink>
      }
    />
  );
  if (known.length === 0) {
    return (
      <>
        {head}
        <EmptyState
          icon="asset"
          title={t('asset.empty')}
          text={t('asset.emptyText')}
          clause="C.4"
          actions={
            <GoLink className="th-button-link" to={paths.months()}>
              {t('asset.toMonths')}
            </GoLink>
          }
        />
        <LeftOut units={allocation.leftOut} />
      </>
    );
  }
  const shownBelow = new Set(known.map((unit) => unit.key));
  const findings = allocation.findings.filter((one) => !shownBelow.has(one.place.at?.unit ?? '')).map(plainFinding);
  return (
    <>
      {head}
      <Totals allocation={allocation} />
      <VerifiedNote verified={allocation.verified} />
      {known.map((unit) => (
        <UnitSection key={unit.unitId} unit={unit} allocation={allocation} />
      ))}
      <LeftOut units={allocation.leftOut} />
      {findings.length > 0 ? (
        <Section title={t('asset.findings')}>
          <FindingList findings={findings} />
        </Section>
      ) : null}
    </>
  );
}

/** Units of other sectors: the plan of the power industry gives them nothing. */
function LeftOut({ units }: { units: AllocationYear['leftOut'] }) {
  const { t, say } = useWords();
  if (units.length === 0) return null;
  return (
    <Section title={t('asset.leftOut')}>
      <ul className="th-lines">
        {units.map((unit) => (
          <li key={unit.unitId}>
            <GoLink to={paths.unit(unit.unitId)}>{say(unit.unitName)}</GoLink>
            <span className="th-grow th-quiet">{say(unit.reason)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Totals({ allocation }: { allocation: AllocationYear }) {
  const { t } = useWords();
  const { totals, entityId, year } = allocation;
  const address = (figure: Figure) => (figure.nodeId ? paths.allocationDerivation(entityId, year, figure.nodeId) : null);
  const of = (symbol: string) => figureOf(totals, symbol);
  const show = (figure: Figure, large = false) => (
    <Quantity value={figure.value} shown={figure.shown} unit={figure.unit} to={address(figure)} large={large} />
  );
  const gap = of('gap');
  const surplus = isSurplus(gap.value);
  return (
    <div className={styles.cards}>
      <div className={styles.card}>
        <h2>{t('asset.total.allocation')}</h2>
        {show(of('A_entity'), true)}
        <p className="th-small th-quiet">
          {t('asset.total.units')} {show(of('A_units_sum'))}
        </p>
        {of('cap_top_up').value !== '0' ? (
          <p className="th-small th-quiet">
            {t('asset.total.limit')} {show(of('cap_top_up'))}
          </p>
        ) : null}
        <p>
          <Tag tone={allocation.plan === 'final' ? 'good' : 'warn'}>{t(`asset.plan.${allocation.plan}`)}</Tag>
        </p>
      </div>
      <div className={styles.card}>
        <h2>{t('asset.total.obligation')}</h2>
        {show(of('obligation'), true)}
        <p className="th-small th-quiet">{t(`asset.emissionFrom.${allocation.emissionFrom}`)}</p>
        <p className="th-small th-quiet">{t('asset.months', { n: allocation.monthsComplete, all: allocation.monthsAll })}</p>
      </div>
      <div className={styles.card}>
        <h2>{t(surplus ? 'asset.total.surplus' : 'asset.total.gap')}</h2>
        {gap.value === null ? (
          show(gap, true)
        ) : (
          <Quantity value={unsigned(gap.value)} shown={unsigned(gap.shown ?? gap.value)} unit={gap.unit} to={address(gap)} large />
        )}
        <p className="th-small th-quiet">{t('asset.total.noForecast')}</p>
        <p className="th-small">
          <GoLink to={paths.gap(entityId, year)}>{t('asset.total.withForecast')}</GoLink>
        </p>
        <p className="th-small th-quiet">
          {t('asset.total.rate')} {show(of('gap_rate'))}
        </p>
        {of('borrowing_limit').value === '0' ? null : (
          <p className="th-small th-quiet">
            {t('asset.total.borrowing')} {show(of('borrowing_limit'))}
          </p>
        )}
      </div>
    </div>
  );
}
