import { Icon, type IconName } from '../ui/Icon.tsx';
import type { Tone } from './Tag.tsx';

export interface CountedChoice<Value extends string> {
  /** Null: all of them. */
  readonly value: Value | null;
  readonly label: string;
  readonly count: number;
  readonly mark?: { readonly tone: Tone; readonly icon: IconName };
}

interface Props<Value extends string> {
  readonly label: string;
  readonly choices: readonly CountedChoice<Value>[];
  readonly only: Value | null;
  readonly choose: (value: Value | null) => void;
}

/** How many stand how; pressing one shows these alone, pressing it again all. */
export function CountedFilter<Value extends string>({ label, choices, only, choose }: Props<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons of one choice; a fieldset is for a form
    <div className="th-counted-filter" role="group" aria-label={label}>
      {choices.map(({ value, label: text, count, mark }) => (
        <button
          key={value ?? ''}
          type="button"
          className="th-counted-choice"
          aria-pressed={only === value}
          onClick={() => choose(only === value ? null : value)}
        >
          {mark && (
            <span className={`th-tone-${mark.tone}`}>
              <Icon name={mark.icon} size={14} />
            </span>
          )}
          {text} <b className="th-num">{count}</b>
        </button>
      ))}
    </div>
  );
}
