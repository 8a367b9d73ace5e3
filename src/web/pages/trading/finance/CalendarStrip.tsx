import { group } from '../../../format/number.ts';
import { monthName } from '../../../format/time.ts';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import styles from './finance.module.css';
import type { FinanceContract, FinanceList } from './finance-model.ts';

const [head, row, labels] = [26, 24, 22];

/** Where a day stands between two others, 0 to 100; a day outside is at the edge. */
function placeOf(day: string, from: string, to: string): number {
  const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
  return Math.min(100, Math.max(0, ((at(day) - at(from)) / (at(to) - at(from))) * 100));
}

function months(from: string): string[] {
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  return Array.from({ length: 12 }, (_, i) => {
    const count = month - 1 + i;
    return `${year + Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  });
}

/** Contracts as bars over the next twelve months, with the deadlines and blackouts they must not cross. The list below says the same in words. */
export function CalendarStrip({
  items,
  calendar,
  onOpen,
}: {
  items: readonly FinanceContract[];
  calendar: FinanceList['calendar'];
  onOpen: (id: string) => void;
}) {
  const { t, language } = useWords();
  const { from, to, marks } = calendar;
  const shown = items
    .filter((one) => ['drafted', 'approved', 'running'].includes(one.state) && one.endsOn >= from && one.startsOn < to)
    .slice(0, 12);
  const height = head + Math.max(1, shown.length) * row + labels;
  const x = (day: string) => placeOf(day, from, to);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with buttons in it; a fieldset cannot be drawn
    <svg className={styles.strip} height={height} width="100%" role="group" aria-label={t('finance.strip')}>
      {months(from).map((month) => (
        <g key={month}>
          <line className={styles.grid} x1={`${x(`${month}-01`)}%`} x2={`${x(`${month}-01`)}%`} y1={0} y2={height} />
          <text className={styles.month} x={`${x(`${month}-01`) + 0.5}%`} y={16}>
            {monthName(month, language, true)}
          </text>
        </g>
      ))}
      {marks.map((mark) => (
        <g key={`${mark.kind}${mark.from}`} className={styles[mark.kind]}>
          <title>{`${t(`finance.mark.${mark.kind}`, { year: mark.year ?? '' })} ${mark.from}${mark.to === mark.from ? '' : ` – ${mark.to}`} ${mark.text}`}</title>
          {mark.kind === 'blackout' ? (
            <rect x={`${x(mark.from)}%`} width={`${Math.max(0.4, x(mark.to) - x(mark.from))}%`} y={head} height={height - head} />
          ) : (
            <line x1={`${Math.min(99.8, x(mark.from))}%`} x2={`${Math.min(99.8, x(mark.from))}%`} y1={head - 4} y2={height} />
          )}
          <text
            x={`${x(mark.from) > 70 ? x(mark.from) - 0.4 : x(mark.from) + 0.4}%`}
            y={height - 6}
            textAnchor={x(mark.from) > 70 ? 'end' : 'start'}
          >
            {t(`finance.mark.${mark.kind}`, { year: mark.year ?? '' })} {mark.from.slice(5)}
          </text>
        </g>
      ))}
      {shown.map((one, i) => {
        const [left, right] = [x(one.startsOn), x(one.endsOn)];
        const name = `${one.no} · ${t(`finance.kinds.${one.kind}`)} ${className(one.class)} ${group(one.quantity)} t`;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a bar in a drawing; the list below holds the same as buttons
          <g
            key={one.id}
            className={`${styles.bar} ${styles[one.state] ?? ''}`}
            role="button"
            tabIndex={0}
            aria-label={name}
            onClick={() => onOpen(one.id)}
            onKeyDown={(event) => event.key === 'Enter' && onOpen(one.id)}
          >
            <title>{`${name}: ${one.startsOn} – ${one.endsOn}`}</title>
            <rect x={`${left}%`} width={`${Math.max(0.8, right - left)}%`} y={head + i * row + 4} height={row - 8} rx={3} />
            <text x={`${left > 60 ? left - 0.4 : left + 0.6}%`} y={head + i * row + 16} textAnchor={left > 60 ? 'end' : 'start'}>
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
