import { App, Tooltip } from 'antd';
import { dayName, instantLong, instantShort, monthName } from '../format/time.ts';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { usePersonName } from './person-name.ts';

/** `2024-07` as 2024年7月 / Jul 2024. */
export function MonthLabel({ month, short }: { month: string; short?: boolean }) {
  const { language } = useWords();
  return <time dateTime={month}>{monthName(month, language, short)}</time>;
}

export function DayLabel({ day }: { day: string | null }) {
  const { t, language } = useWords();
  return day === null ? <span className="th-quiet">{t('common.openEnded')}</span> : <time dateTime={day}>{dayName(day, language)}</time>;
}

/** From–to with an open end said in words. */
export function SpanLabel({ from, to }: { from: string | null; to: string | null }) {
  const { t } = useWords();
  if (from === null && to === null) return <span className="th-quiet">{t('common.openEnded')}</span>;
  return (
    <span className="th-num th-nowrap">
      {from ?? '\u2026'} {'\u2013'} {to ?? t('common.openEnded')}
    </span>
  );
}

/** An instant, short; its full form with time zone in the tooltip. */
export function InstantLabel({ at }: { at: string | null }) {
  const { t, language } = useWords();
  if (at === null) return <span className="th-quiet">{t('common.none')}</span>;
  return (
    <Tooltip title={instantLong(at, language)}>
      <time dateTime={at} className="th-num th-nowrap">
        {instantShort(at)}
      </time>
    </Tooltip>
  );
}

/** A SHA-256 by its first characters; the whole in the tooltip, and copied with one click. */
export function HashText({ sha256, full }: { sha256: string; full?: boolean }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const shown = full ? sha256 : `${sha256.slice(0, 10)}\u2026`;
  async function copy() {
    await navigator.clipboard.writeText(sha256);
    message.success(t('common.copied'));
  }
  return (
    <Tooltip title={full ? '' : sha256}>
      <button type="button" className="th-hash" onClick={() => void copy()} aria-label={`${t('common.copy')} ${t('common.hash')} ${shown}`}>
        <code>{shown}</code>
        <Icon name="copy" size={13} />
      </button>
    </Tooltip>
  );
}

export function PersonName({ name }: { name: string | null }) {
  const { t } = useWords();
  const inLanguage = usePersonName();
  return name === null || name === '' ? (
    <span className="th-quiet">{t('common.none')}</span>
  ) : (
    <span className="th-person">
      <Icon name="person" size={14} />
      {inLanguage(name)}
    </span>
  );
}

/** Who did it and when. */
export function WhoWhen({ name, at }: { name: string | null; at: string | null }) {
  return (
    <span className="th-row">
      <PersonName name={name} />
      {at !== null && <InstantLabel at={at} />}
    </span>
  );
}
