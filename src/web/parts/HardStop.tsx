import { calendarEndpoints as e } from '../../contract/calendar.ts';
import type { ReplyOf } from '../../contract/endpoint.ts';
import { useAsk } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { paths } from '../paths.ts';
import { lineageOf, useWorkplace } from '../shell/workplace.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { useWords } from '../words/language.ts';
import { DayLabel } from './Labels.tsx';
import { Tag } from './Tag.tsx';
import { Prose } from './Unit.tsx';

type Item = ReplyOf<typeof e.readCalendar>['items'][number];

interface Props {
  /** Of `data/frameworks/duties.yaml`. */
  readonly duty: 'surrender' | 'annual_report' | 'control_plan' | 'monthly_deposit';
  readonly entityId: string | null;
  /** A data year (`2025`), or a month (`2025-03`) where the duty is of each month. */
  readonly period: string;
}

/**
 * Until when a duty of the calendar must be done, and what comes of it when it is not, where the deed is done (4.2): a quiet line, a warning from its first
 * reminder on. Only for whom the calendar is; its place is kept while it is read.
 */
export function HardStop({ duty, entityId, period }: Props) {
  const { tree } = useWorkplace();
  const may = useMay('system.read', lineageOf(tree.data, entityId)) && tree.data !== undefined && entityId !== null;
  const year = Number(period.slice(0, 4));
  // A plan is due before its year begins; allowances were surrendered up to two years after it.
  const span = { from: `${year - 1}-12-01`, to: `${year + 2}-01-31` };
  const asked = useAsk(e.readCalendar, { query: { ...span, duty, ...(entityId === null ? {} : { entityId }) } }, { enabled: may });
  if (!may || asked.isError) return null;
  const item = asked.data?.items.find((one) => one.key === `duty:${duty}:${entityId}:${period}`);
  return <div className={duty === 'surrender' ? 'th-hard-stop th-hard-stop-tall' : 'th-hard-stop'}>{item && <Line item={item} />}</div>;
}

function Line({ item }: { item: Item }) {
  const { t, say } = useWords();
  const { standing, daysLeft } = item;
  const isDone = standing === 'done';
  const isNear = !isDone && daysLeft <= Math.max(0, ...item.remind);
  const left = daysLeft < 0 ? t('common.daysOver', { count: -daysLeft }) : t('common.daysLeft', { count: daysLeft });
  const state = isDone ? t('calendar.standing.done') : daysLeft === 0 ? t('common.dueToday') : left;
  return (
    <p className={isNear ? 'th-small' : 'th-small th-quiet'}>
      <Tag tone={isDone ? 'good' : daysLeft < 0 ? 'bad' : isNear ? 'warn' : 'plain'}>{state}</Tag>{' '}
      <GoLink to={paths.calendar({ view: 'list', month: item.due.slice(0, 7) })}>
        {t('calendar.until')} <DayLabel day={item.due} />
      </GoLink>{' '}
      <Prose text={[say(item.title), ...(item.hardStop && !isDone ? [say(item.hardStop)] : [])].join(t('calendar.untilThen'))} />
    </p>
  );
}
