import { Tooltip } from 'antd';
import { weekDay } from '../../../format/day.ts';
import { monthName } from '../../../format/time.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './calendar.module.css';
import { type Calendar, type Item, pageOf, standingIcons, standingTones, weeksOf } from './model.ts';

const shownInDay = 4;
const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A month as a page of whole weeks; days off are marked, and what is due stands in its day. */
export function MonthPage({ calendar, month, toList }: { calendar: Calendar; month: string; toList: () => void }) {
  const { t, language } = useWords();
  const off = new Set(calendar.daysOff);
  return (
    <table className={styles.page} aria-label={t('calendar.monthGrid', { month: monthName(month, language) })}>
      <thead>
        <tr>
          {weekDays.map((one) => (
            <th key={one} scope="col">
              {t(`calendar.weekDays.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(pageOf(month)).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <DayCell
                key={day}
                day={day}
                items={calendar.items.filter((one) => one.due === day)}
                isOff={off.has(day)}
                isOther={day.slice(0, 7) !== month}
                isToday={day === calendar.today}
                toList={toList}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps {
  readonly day: string;
  readonly items: readonly Item[];
  readonly isOff: boolean;
  readonly isOther: boolean;
  readonly isToday: boolean;
  readonly toList: () => void;
}

function DayCell({ day, items, isOff, isOther, isToday, toList }: DayProps) {
  const { t } = useWords();
  const shown = items.length > shownInDay ? items.slice(0, shownInDay - 1) : items;
  const isWeekend = weekDay(day) === 0 || weekDay(day) === 6;
  return (
    <td className={[isOff && styles.off, isOther && styles.other, isToday && styles.today].filter(Boolean).join(' ')}>
      <div className={styles.dayHead}>
        <time dateTime={day}>{Number(day.slice(8))}</time>
        {isToday && <span className={styles.todayMark}>{t('calendar.today')}</span>}
        {isOff && !isWeekend && <span className="th-quiet th-small">{t('calendar.dayOff')}</span>}
      </div>
      <ul>
        {shown.map((item) => (
          <DayItem key={item.key} item={item} />
        ))}
      </ul>
      {items.length > shown.length && (
        <button type="button" className="th-linkbutton th-small" onClick={toList}>
          {t('calendar.more', { count: items.length - shown.length })}
        </button>
      )}
    </td>
  );
}

function DayItem({ item }: { item: Item }) {
  const { t, say } = useWords();
  const place = item.entity ? say(item.entity.name) : t('calendar.wholeOrganization');
  const lines = [
    `${t(`calendar.standing.${item.standing}`)} · ${t(`calendar.kind.${item.kind}`)} · ${place}`,
    ...(item.workingDay === item.due ? [] : [t('calendar.workingDay', { day: item.workingDay })]),
    ...(item.hardStop ? [t('calendar.hardStopLabel', { text: say(item.hardStop) })] : []),
  ];
  return (
    <li className={item.standing === 'done' ? styles.done : undefined}>
      <Tooltip title={[say(item.title), ...lines].map((line) => <div key={line}>{line}</div>)}>
        <GoLink to={item.path} aria-label={[say(item.title), ...lines].join(', ')}>
          <span className={`th-tone-${standingTones[item.standing]}`}>
            <Icon name={item.hardStop && item.standing !== 'done' ? 'stop' : standingIcons[item.standing]} size={12} />
          </span>
          <span className={styles.title}>{say(item.title)}</span>
        </GoLink>
      </Tooltip>
    </li>
  );
}
