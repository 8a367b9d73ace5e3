import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';
import styles from '../asset.module.css';
import type { IndustryResult } from './sheet-model.ts';

/** Balance value and totals of a calculated sheet, each opening its derivation. */
export function IndustryTotals({ result, year, addressOf }: { result: IndustryResult; year: number; addressOf: (node: string) => string }) {
  const { t } = useWords();
  const { balanceValue, closed, totals } = result;
  const figure = (number: IndustryResult['balanceValue'] | undefined, unit?: string) =>
    number ? (
      <Quantity value={number.value} shown={number.shown} unit={unit ?? number.unit} to={number.nodeId && addressOf(number.nodeId)} large />
    ) : null;
  return (
    <div className={styles.cards}>
      <div className={styles.card}>
        <h2>{t('industry.balance')}</h2>
        {figure(balanceValue, 'tCO2e/t')}
        {closed === null ? null : <p className="th-small th-quiet">{t(closed ? 'industry.closed' : 'industry.beyond')}</p>}
        {result.rule === 'verified_emission' ? <p>{t('industry.byVerified', { year })}</p> : null}
        <p>
          <Tag tone={result.plan === 'final' ? 'good' : 'warn'}>{t(`asset.plan.${result.plan}`)}</Tag>
        </p>
      </div>
      <div className={styles.card}>
        <h2>{t('industry.allocationSum')}</h2>
        {figure(totals.A_sum)}
      </div>
      <div className={styles.card}>
        <h2>{t('industry.emissionSum')}</h2>
        {figure(totals.E_sum)}
      </div>
    </div>
  );
}
