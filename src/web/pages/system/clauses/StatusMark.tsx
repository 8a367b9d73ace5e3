import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import { type Status, statusIcons, statusTones } from './model.ts';

/** A clause's status: a word, a shape and a colour, each telling it alone. */
export function StatusMark({ status }: { status: Status }) {
  const { t } = useWords();
  const tone = statusTones[status];
  return (
    <span className={tone === 'plain' ? 'th-tag' : `th-tag th-tag-${tone}`}>
      <Icon name={statusIcons[status]} size={12} />
      {t(`clauses.status.${status}`)}
    </span>
  );
}
