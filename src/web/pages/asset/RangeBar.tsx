import { group, roundText } from '../../format/number.ts';
import { Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import { type Gap, rangeScale } from './figures.ts';

const length = 600;

/** A range as a band with its middle and zero; its numbers stand beside it, so that nothing is told by length alone. */
export function RangeBar({ range }: { range: Gap['gap'] }) {
  const { t } = useWords();
  const text = (value: string) => group(roundText(value, 0));
  const at = rangeScale(Number(range.p10), Number(range.value), Number(range.p90), length);
  const name = t('asset.gapPage.rangeName', { low: text(range.p10), middle: text(range.value), high: text(range.p90) });
  return (
    <figure className={styles.figure} aria-label={name}>
      <svg className={styles.range} viewBox={`0 0 ${length} 64`} preserveAspectRatio="xMidYMid meet" role="img" aria-label={name}>
        <line className={styles.rangeZero} x1={at.zero} x2={at.zero} y1="6" y2="46" />
        <text className={styles.rangeText} x={at.zero} y="60" textAnchor="middle">
          {t('asset.gapPage.zero')}
        </text>
        <rect className={styles.rangeBand} x={at.low} width={Math.max(1, at.high - at.low)} y="14" height="22" rx="3" />
        <line className={styles.rangeMiddle} x1={at.middle} x2={at.middle} y1="10" y2="40" />
      </svg>
      <figcaption className="th-small th-quiet">
        {t('asset.gapPage.range')} {text(range.p10)} {'\u2013'} {text(range.p90)} <Unit symbol="tCO2" />
      </figcaption>
    </figure>
  );
}
