import { useLocation, useRouter } from '@tanstack/react-router';
import { Select, Tooltip } from 'antd';
import { emissionEndpoints } from '../../contract/emission.ts';
import { useAsk } from '../api/queries.ts';
import { useWords } from '../words/language.ts';
import { useWorkplace } from './workplace.ts';

/** First data year of the national market's rules the library knows. */
const firstYear = 2019;

/** The data year, with whether it is still open: closed once every unit-month is locked. */
export function YearPicker() {
  const { t } = useWords();
  const { year } = useWorkplace();
  const location = useLocation();
  const router = useRouter();
  const workbench = useAsk(emissionEndpoints.readWorkbench, year === null ? {} : { query: { year } }, { enabled: year !== null });
  if (year === null) return null;
  const months = workbench.data?.months ?? [];
  const locked = months.filter((month) => month.state === 'locked').length;
  const closed = months.length > 0 && locked === months.length;
  const last = Math.max(year, Number((workbench.data?.today ?? String(year)).slice(0, 4)));
  const years = Array.from({ length: last - firstYear + 1 }, (_, index) => last - index);

  function choose(next: number) {
    const search = new URLSearchParams(location.searchStr);
    search.set('year', String(next));
    search.delete('month');
    const path = location.pathname.replace(
      /^(\/(?:emission\/(?:units|entities|plans)|asset\/(?:allocation|gap|industry))\/[^/]+\/)\d{4}/,
      `$1${next}`,
    );
    router.history.push(`${path}?${search.toString()}`);
  }

  return (
    <span className="th-year-picker">
      <Select<number>
        aria-label={t('shell.year')}
        variant="borderless"
        value={year}
        popupMatchSelectWidth={120}
        options={years.map((value) => ({ value, label: t('common.year', { year: value }) }))}
        onChange={choose}
      />
      {months.length > 0 && (
        <Tooltip title={t('shell.yearOpenHint', { year, locked, all: months.length })}>
          <span className={closed ? 'th-badge th-badge-closed' : 'th-badge th-badge-open'}>
            {t(closed ? 'shell.yearClosed' : 'shell.yearOpen')}
          </span>
        </Tooltip>
      )}
    </span>
  );
}
