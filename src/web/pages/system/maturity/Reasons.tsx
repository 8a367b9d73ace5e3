import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import type { Proposal } from './model.ts';

const icons = { met: 'check', unmet: 'close', passed: 'info' } as const;

/** Every rule that was asked for a proposed score, with whether data bear it out; up to the step above the proposal. */
export function Reasons({ proposal }: { proposal: Proposal }) {
  const { t, say } = useWords();
  const shown = proposal.reasons.filter((one) => one.score <= proposal.score + 1);
  return (
    <ul className={styles.reasons}>
      {shown.map((one) => (
        <li key={one.rule} className={one.standing === 'unmet' ? 'th-quiet' : undefined}>
          <Icon name={icons[one.standing]} size={13} />
          <span className="th-num">{one.score}</span>
          <span>
            {say(one.name)}
            {one.on && <span className="th-quiet th-num"> {one.on}</span>}
            {one.standing !== 'met' && <span className="th-quiet"> · {t(`maturity.reason.${one.standing}`)}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
