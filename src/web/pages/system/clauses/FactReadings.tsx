import { Tag } from '../../../parts/Tag.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import { Age } from './Age.tsx';
import styles from './clauses.module.css';
import { type FactView, standingTones } from './model.ts';

/** What live data say of a fact, place by place, each with its age and where the product shows it. */
export function FactReadings({ fact, today }: { fact: FactView; today: string }) {
  const { t, say } = useWords();
  return (
    <>
      <p className="th-small th-quiet">{say(fact.says)}</p>
      {fact.readings.length === 0 && <p className="th-quiet">{t('clauses.notKnown')}</p>}
      <ul className={styles.items}>
        {fact.readings.map((one) => (
          <li key={one.entity?.id ?? ''} className={styles.item}>
            <Tag tone={standingTones[one.standing]}>{t(`clauses.standing.${one.standing}`)}</Tag>
            <span className={styles.itemText}>
              <GoLink to={one.path}>{say(one.says)}</GoLink>
              <span className="th-small th-quiet"> {one.entity ? say(one.entity.name) : t('clauses.everywhere')}</span>
            </span>
            {one.on !== null && <Age day={one.on} today={today} />}
          </li>
        ))}
      </ul>
    </>
  );
}
