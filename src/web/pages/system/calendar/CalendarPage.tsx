import { Button, Checkbox, Segmented, Select } from 'antd';
import { useState } from 'react';
import { datedKinds, calendarEndpoints as e, subsystems } from '../../../../contract/calendar.ts';
import { dueStandings } from '../../../../kernel/system/due.ts';
import { useAsk } from '../../../api/queries.ts';
import { monthName } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { CountedFilter } from '../../../parts/CountedFilter.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { Prose } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { today } from '../../../ui/today.ts';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { CalendarList } from './CalendarList.tsx';
import styles from './calendar.module.css';
import { FeedDrawer } from './FeedDrawer.tsx';
import { MonthPage } from './MonthPage.tsx';
import {
  type Calendar,
  isMonth,
  kindOf,
  listSpanOf,
  monthBeside,
  pageOf,
  standingIcons,
  standingOf,
  standingTones,
  subsystemOf,
} from './model.ts';

type Fields = Readonly<Record<string, string>>;
type Change = (parts: Readonly<Record<string, string | null>>) => void;

/** 履约日历 (4.2, 9.1): everything with a day, from law and market down to a meter's calibration, with how it stands. */
export function CalendarPage() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const [subscribing, setSubscribing] = useState(false);
  const { entity, unit } = useWorkplace();
  const entityId = entity?.id ?? unit?.entityId;
  const month = isMonth(fields.month) ? fields.month : today().slice(0, 7);
  const isList = fields.view === 'list';
  const [kind, subsystem, standing] = [kindOf(fields.kind), subsystemOf(fields.subsystem), standingOf(fields.standing)];
  const span = isList ? listSpanOf(month) : pageOf(month);
  const asked = useAsk(e.readCalendar, {
    query: {
      ...span,
      ...(entityId === undefined ? {} : { entityId }),
      ...(kind === null ? {} : { kind }),
      ...(subsystem === null ? {} : { subsystem }),
      ...(standing === null ? {} : { standing }),
      ...(fields.mine === '1' ? { mine: '1' as const } : {}),
    },
  });
  const subscribe = (
    <Button icon={<Icon name="calendar" size={15} />} onClick={() => setSubscribing(true)}>
      {t('calendar.feed.open')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('shell.page.calendar')} clause="4.2" summary={t('calendar.summary')} extra={subscribe} />
      <Section>
        <Bar month={month} isList={isList} fields={fields} change={change} />
        <Answer of={asked} rows={12}>
          {(calendar) => (
            <>
              <Standings calendar={calendar} only={standing} change={change} />
              <Body calendar={calendar} month={month} isList={isList} change={change} />
              <Gaps calendar={calendar} />
            </>
          )}
        </Answer>
      </Section>
      {subscribing && <FeedDrawer onClose={() => setSubscribing(false)} />}
    </>
  );
}

function Body({ calendar, month, isList, change }: { calendar: Calendar; month: string; isList: boolean; change: Change }) {
  const { t } = useWords();
  const obligations = (
    <GoLink className="th-button-link" to={paths.systemRegister('obligation')}>
      {t('calendar.toObligations')}
    </GoLink>
  );
  const empty = (
    <EmptyState icon="calendar" title={t('calendar.emptyTitle')} text={t('calendar.emptyText')} clause="4.2" actions={obligations} />
  );
  if (isList) return <CalendarList items={calendar.items} empty={empty} />;
  return (
    <>
      <MonthPage calendar={calendar} month={month} toList={() => change({ view: 'list' })} />
      {calendar.items.length === 0 && empty}
    </>
  );
}

/** Month, view and filters. */
function Bar({ month, isList, fields, change }: { month: string; isList: boolean; fields: Fields; change: Change }) {
  const { t, language } = useWords();
  return (
    <div className={styles.bar}>
      <span className="th-row">
        <Button
          aria-label={t('calendar.before')}
          icon={<Icon name="chevronLeft" />}
          onClick={() => change({ month: monthBeside(month, -1) })}
        />
        <strong className={styles.month}>{monthName(month, language)}</strong>
        <Button
          aria-label={t('calendar.after')}
          icon={<Icon name="chevronRight" />}
          onClick={() => change({ month: monthBeside(month, 1) })}
        />
        <Button onClick={() => change({ month: null })}>{t('calendar.thisMonth')}</Button>
      </span>
      <Segmented
        aria-label={t('calendar.view.label')}
        value={isList ? 'list' : 'month'}
        options={(['month', 'list'] as const).map((value) => ({ value, label: t(`calendar.view.${value}`) }))}
        onChange={(value) => change({ view: value === 'list' ? 'list' : null })}
      />
      <Select
        aria-label={t('calendar.subsystem')}
        className={styles.select ?? ''}
        value={subsystemOf(fields.subsystem) ?? ''}
        options={['' as const, ...subsystems].map((value) => ({
          value,
          label: value === '' ? t('calendar.anySubsystem') : t(`shell.group.${value}`),
        }))}
        onChange={(subsystem) => change({ subsystem })}
      />
      <Select
        aria-label={t('common.kind')}
        className={styles.select ?? ''}
        value={kindOf(fields.kind) ?? ''}
        options={['' as const, ...datedKinds].map((value) => ({
          value,
          label: value === '' ? t('calendar.anyKind') : t(`calendar.kind.${value}`),
        }))}
        onChange={(kind) => change({ kind })}
      />
      <Checkbox checked={fields.mine === '1'} onChange={(event) => change({ mine: event.target.checked ? '1' : null })}>
        {t('calendar.mine')}
      </Checkbox>
    </div>
  );
}

/** How many stand how; one of them filters. */
function Standings({ calendar, only, change }: { calendar: Calendar; only: string | null; change: Change }) {
  const { t } = useWords();
  return (
    <CountedFilter
      label={t('calendar.standings')}
      choices={dueStandings.map((one) => ({
        value: one,
        label: t(`calendar.standing.${one}`),
        count: calendar.counts[one],
        mark: { tone: standingTones[one], icon: standingIcons[one] },
      }))}
      only={only}
      choose={(standing) => change({ standing })}
    />
  );
}

/** What is not known, said plainly. */
function Gaps({ calendar }: { calendar: Calendar }) {
  const { t, say } = useWords();
  return (
    <>
      {calendar.more && <p className="th-quiet">{t('calendar.moreThanShown')}</p>}
      {calendar.gaps.length > 0 && (
        <details className={styles.gaps}>
          <summary>{t('calendar.gaps', { count: calendar.gaps.length })}</summary>
          <ul>
            {calendar.gaps.map((one) => (
              <li key={one.en}>
                <Prose text={say(one)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
