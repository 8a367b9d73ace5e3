import { Quantity } from '../../parts/Quantity.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import type { AllocationYear } from './figures.ts';

/** Why obligation and verified total differ, with the figures; nothing where they are the same. */
export function VerifiedNote({ verified }: { verified: AllocationYear['verified'] }) {
  const { t } = useWords();
  if (verified === null || verified.verifiedT === verified.obligationT) return null;
  const { verifiedT, purchasedT, obligationT } = verified;
  return (
    <section className={styles.border} aria-label={t('asset.verified.title')}>
      <p className={styles.line}>
        <strong>{t('asset.verified.title')}</strong>
        <span>
          {t('asset.verified.total')} <Quantity value={verifiedT} unit="tCO2" digits={2} />
        </span>
        <span aria-hidden="true">{'\u2212'}</span>
        <span>
          {t('asset.verified.purchased')} <Quantity value={purchasedT} unit="tCO2" digits={2} />
        </span>
        <span aria-hidden="true">=</span>
        <span>
          {t('asset.verified.obligation')} <Quantity value={obligationT} unit="tCO2" digits={2} />
        </span>
      </p>
      <p className="th-small th-quiet">{t('asset.verified.why')}</p>
    </section>
  );
}
