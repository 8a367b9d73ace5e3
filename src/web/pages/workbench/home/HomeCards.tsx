import type { ReactNode } from 'react';
import { group } from '../../../format/number.ts';
import { Unit } from '../../../parts/Unit.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import type { Workbench } from '../WorkbenchPage.tsx';
import styles from './home.module.css';

/** One figure of a role's headline; the whole card leads to its page. */
export interface CardFacts {
  readonly key: string;
  readonly title: string;
  /** `undefined` while it is asked, `null` where there is none to tell. */
  readonly value: string | null | undefined;
  readonly unit?: string;
  readonly note?: ReactNode;
  /** Something is wrong here; said by a sign, not by colour alone. */
  readonly isWrong?: boolean;
  readonly to: string;
}

/** What a role adds to the four questions. */
export interface RoleHome {
  readonly cards: readonly CardFacts[];
  readonly wrong: Workbench['wrong'];
  readonly next: Workbench['next'];
  readonly due: Workbench['due'];
}

/** A line said in the language shown: lists of the workbench take both. */
export const told = (words: string) => ({ zh: words, en: words });

export function HomeCards({ cards, label }: { cards: readonly CardFacts[]; label: string }) {
  return (
    <ul className={styles.cards} aria-label={label}>
      {cards.map((card) => (
        <li key={card.key}>
          <GoLink to={card.to} className="th-card">
            <Card card={card} />
          </GoLink>
        </li>
      ))}
    </ul>
  );
}

function Card({ card: { title, value, unit, note, isWrong } }: { card: CardFacts }) {
  const { t } = useWords();
  return (
    <>
      <span className={styles.title}>{title}</span>
      {value === undefined ? (
        <span className={`${styles.none} th-waiting`} role="status">
          {t('common.loading')}
        </span>
      ) : value === null ? (
        <span className={styles.none}>{t('workbench.noData')}</span>
      ) : (
        <span className={styles.value}>
          {isWrong && <Icon name="warning" size={18} />}
          <span className="th-num">{/^-?\d+(\.\d+)?$/.test(value) ? group(value) : value}</span>
          {unit !== undefined && (
            <span className={styles.unit}>
              <Unit symbol={unit} />
            </span>
          )}
        </span>
      )}
      <span className={styles.note}>{value === undefined ? '' : note}</span>
    </>
  );
}
