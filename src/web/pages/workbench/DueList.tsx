import { useState } from 'react';
import { DayLabel } from '../../parts/Labels.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import type { Workbench } from './WorkbenchPage.tsx';

const shownAtFirst = 6;

/** What is due, soonest first; what is done stays visible, quietly. */
export function DueList({ due }: { due: Workbench['due'] }) {
  const { t, say } = useWords();
  const [all, setAll] = useState(false);
  const sorted = [...due].sort((a, b) => Number(a.done) - Number(b.done) || a.daysLeft - b.daysLeft);
  const shown = all ? sorted : sorted.slice(0, shownAtFirst);
  if (due.length === 0) return <p className="th-quiet">{t('workbench.dueNone')}</p>;
  return (
    <>
      <ul className="th-lines">
        {shown.map((item) => (
          <li key={item.key} className={item.done ? 'th-line-done' : undefined}>
            <span className="th-grow">
              <GoLink to={item.path}>
                <Prose text={say(item.title)} />
              </GoLink>
              <span className="th-small th-quiet th-block">
                <DayLabel day={item.due} />
              </span>
            </span>
            <DueMark done={item.done} daysLeft={item.daysLeft} />
          </li>
        ))}
      </ul>
      {sorted.length > shown.length && (
        <button type="button" className="th-linkbutton" onClick={() => setAll(true)}>
          {t('workbench.dueMore', { count: sorted.length - shown.length })}
        </button>
      )}
    </>
  );
}

function DueMark({ done, daysLeft }: { done: boolean; daysLeft: number }) {
  const { t } = useWords();
  if (done) {
    return (
      <span className="th-due">
        <Icon name="check" size={14} /> {t('workbench.dueDone')}
      </span>
    );
  }
  if (daysLeft < 0) {
    return (
      <span className="th-due th-due-over">
        <Icon name="error" size={14} /> {t('common.daysOver', { count: -daysLeft })}
      </span>
    );
  }
  return (
    <span className={daysLeft <= 7 ? 'th-due th-due-soon' : 'th-due'}>
      <Icon name="clock" size={14} /> {daysLeft === 0 ? t('common.dueToday') : t('common.daysLeft', { count: daysLeft })}
    </span>
  );
}
