import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { DayLabel } from '../../../parts/Labels.tsx';
import { useWords } from '../../../words/language.ts';

/** A day with how long ago it was, or how far ahead; nothing where there is none, so that what is there is seen. */
export function Age({ day, today }: { day: string | null; today: string }) {
  const { t } = useWords();
  const [at, now] = [parseDay(day), parseDay(today)];
  if (at === null || now === null) return null;
  const days = daysBetween(at, now);
  const words = days === 0 ? t('clauses.today') : days > 0 ? t('clauses.days', { count: days }) : t('clauses.ahead', { count: -days });
  return (
    <span className="th-nowrap">
      <DayLabel day={at} /> <span className="th-small th-quiet">{words}</span>
    </span>
  );
}
