import { monthName } from '../../format/time.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { KeyValues } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import { type Gap, isSurplus, monthRuns, unsigned } from './figures.ts';
import { UnitShares } from './GapTables.tsx';

/** The other gap, that of the allocation page, beside this one: so that neither is taken for the other. */
export function WithoutForecast({ gap }: { gap: Gap }) {
  const { t } = useWords();
  const { withoutForecast: other } = gap;
  if (other === null) return null;
  return (
    <section className={styles.border} aria-label={t('asset.gapPage.without')}>
      <p className={styles.line}>
        <GoLink to={paths.allocation(gap.entityId, gap.year)}>{t('asset.gapPage.without')}</GoLink>
        <span>
          {t(isSurplus(other.gap) ? 'asset.gapPage.withoutSurplus' : 'asset.gapPage.withoutGap')}{' '}
          <Quantity value={unsigned(other.gap)} unit="tCO2" digits={0} />
        </span>
        <span className="th-quiet">
          {t('asset.total.obligation')} <Quantity value={other.obligation} unit="tCO2" digits={0} />
        </span>
        <span className="th-quiet">
          {t('asset.total.allocation')} <Quantity value={other.allocation} unit="tCO2" digits={0} />
        </span>
      </p>
      <p className="th-small th-quiet">{t('asset.gapPage.withoutText')}</p>
    </section>
  );
}

/** Which months are measured and which forecast, and how much of the figures is forecast. */
export function GapParts({ gap }: { gap: Gap }) {
  const { t, language } = useWords();
  const { measured, mixed, forecast, obligationShare, allocationShare } = gap.forecast;
  const named = (run: readonly string[]) => {
    const [first = '', last = ''] = [run[0], run.at(-1)];
    return first === last
      ? monthName(first, language, true)
      : `${monthName(first, language, true)}\u2013${monthName(last, language, true)}`;
  };
  const months = (all: readonly string[]) =>
    all.length === 0 ? t('asset.gapPage.noMonths') : monthRuns(all).map(named).join(t('common.listComma'));
  const item = (label: string, all: readonly string[]) => ({ label: `${label} (${all.length})`, value: months(all) });
  return (
    <>
      <KeyValues
        columns={3}
        items={[
          item(t('asset.gapPage.measuredMonths'), measured),
          ...(mixed.length > 0 ? [item(t('asset.gapPage.mixedMonths'), mixed)] : []),
          item(t('asset.gapPage.forecastMonths'), forecast),
          { label: t('asset.gapPage.obligationShare'), value: obligationShare && <Quantity value={obligationShare} unit="%" /> },
          { label: t('asset.gapPage.allocationShare'), value: allocationShare && <Quantity value={allocationShare} unit="%" /> },
        ]}
      />
      <div className={styles.gapAbove}>
        <UnitShares gap={gap} />
      </div>
    </>
  );
}
