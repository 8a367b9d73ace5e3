import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import { type Assessment, points } from './model.ts';

/** The levels as a ladder, highest on top; the one held is marked by word and shape. */
export function Ladder({ assessment }: { assessment: Assessment }) {
  const { t, say } = useWords();
  const levels = [...assessment.scheme.levels].reverse();
  return (
    <ol className={styles.ladder} aria-label={t('maturity.level')}>
      {levels.map((one) => {
        const isHere = one.level === assessment.level;
        return (
          <li key={one.level} className={isHere ? styles.here : undefined} aria-current={isHere ? 'step' : undefined}>
            <span className="th-num">{`L${one.level}`}</span>
            <span>{say(one.name)}</span>
            <span className="th-quiet th-num">{t('maturity.from', { points: points(one.min) })}</span>
          </li>
        );
      })}
    </ol>
  );
}
