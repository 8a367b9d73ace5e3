import { Tooltip } from 'antd';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';

export const monthStates = ['draft', 'in_review', 'reviewed', 'approved', 'locked'] as const;
export type MonthState = (typeof monthStates)[number];

/** 草稿 → 待审核 → 已审核 → 已批准 → 已锁定; says when what was approved has changed since. */
export function StateSteps({ state, changedAfterApproval }: { state: MonthState; changedAfterApproval?: boolean }) {
  const { t } = useWords();
  const now = monthStates.indexOf(state);
  return (
    <ol className="th-steps" aria-label={t('common.steps')}>
      {monthStates.map((step, index) => (
        <li
          key={step}
          className={index < now ? 'th-step th-step-done' : index === now ? 'th-step th-step-now' : 'th-step'}
          {...(index === now ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="th-step-dot">
            {index < now && <Icon name="check" size={10} strokeWidth={3} />}
            {index === now && step === 'locked' && <Icon name="lock" size={10} strokeWidth={2.4} />}
          </span>
          {t(`common.monthState.${step}`)}
        </li>
      ))}
      {changedAfterApproval && (
        <li className="th-step-void">
          <Icon name="warning" size={14} />
          {t('common.changedAfterApproval')}
        </li>
      )}
    </ol>
  );
}

/** The state alone, for tables: a shape that fills up with each step, and the word. */
export function StateMark({ state, short }: { state: MonthState; short?: boolean }) {
  const { t } = useWords();
  const filled = monthStates.indexOf(state);
  const mark = (
    <span className={`th-state th-state-${state}`}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        {filled > 0 && filled < 4 && (
          <path
            d={
              ['', 'M7 7V2.500A4.500 4.500 0 0 1 11.500 7z', 'M7 2.500a4.500 4.500 0 0 1 0 9z', 'M7 7H2.500A4.500 4.500 0 1 0 7 2.500z'][
                filled
              ]
            }
            fill="currentColor"
          />
        )}
        {filled === 4 && <circle cx="7" cy="7" r="4.500" fill="currentColor" />}
      </svg>
      <span className={short ? 'th-hidden' : undefined}>{t(`common.monthState.${state}`)}</span>
    </span>
  );
  return short ? <Tooltip title={t(`common.monthState.${state}`)}>{mark}</Tooltip> : mark;
}
