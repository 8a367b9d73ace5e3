import { Tag } from '../../parts/Tag.tsx';
import { useWords } from '../../words/language.ts';
import styles from './metering.module.css';
import { type Flag, flagsOf, type UseItem } from './model.ts';

const bad: readonly Flag[] = ['register_error', 'missing'];
const quiet: readonly Flag[] = ['roll_over', 'corrected'];

/** What is said of a value: by word, with how many intervals. */
export function FlagTags({ flags }: { flags: UseItem['flags'] }) {
  const { t } = useWords();
  const found = flagsOf(flags);
  if (found.length === 0) return null;
  return (
    <span className={styles.flags}>
      {found.map(({ flag, count }) => (
        <Tag key={flag} tone={bad.includes(flag) ? 'bad' : quiet.includes(flag) ? 'info' : 'warn'}>
          {t(`metering.flag.${flag}`)}
          {count > 1 ? ` ${count}` : ''}
        </Tag>
      ))}
    </span>
  );
}

export function flagText(t: (key: `metering.flag.${Flag}`) => string, flags: UseItem['flags']): string {
  return flagsOf(flags)
    .map(({ flag, count }) => `${t(`metering.flag.${flag}`)} ${count}`)
    .join('; ');
}
