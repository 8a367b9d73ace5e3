import type { ReactNode } from 'react';
import { citation } from '../../../../contract/citations.ts';
import { DayLabel, PersonName } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Prose } from '../../../parts/Unit.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { ClauseMark } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { type Item, standingTones } from './model.ts';

/** The same as a table: what is due, how it stands, where, whose it is and where the day comes from. */
export function CalendarList({ items, empty }: { items: readonly Item[]; empty: ReactNode }) {
  const { t } = useWords();
  return <TableView<Item> name={t('shell.page.calendar')} rows={items} columns={useColumns()} rowKey={(one) => one.key} empty={empty} />;
}

function useColumns(): Column<Item>[] {
  const { t, say } = useWords();
  const place = (one: Item) => (one.entity ? say(one.entity.name) : t('calendar.wholeOrganization'));
  return [
    { key: 'due', title: t('calendar.due'), text: (one) => one.due, sort: 'text', nowrap: true, show: (one) => <Due item={one} /> },
    {
      key: 'standing',
      title: t('common.state'),
      text: (one) => t(`calendar.standing.${one.standing}`),
      nowrap: true,
      show: (one) => <Tag tone={standingTones[one.standing]}>{t(`calendar.standing.${one.standing}`)}</Tag>,
    },
    { key: 'item', title: t('calendar.item'), text: (one) => say(one.title), sort: 'text', show: (one) => <What item={one} /> },
    { key: 'kind', title: t('common.kind'), text: (one) => t(`calendar.kind.${one.kind}`), sort: 'text', nowrap: true },
    { key: 'where', title: t('calendar.where'), text: place, sort: 'text' },
    {
      key: 'who',
      title: t('calendar.who'),
      text: (one) => one.owner?.name ?? t('calendar.byRight'),
      show: (one) => (one.owner ? <PersonName name={one.owner.name} /> : <span className="th-quiet">{t('calendar.byRight')}</span>),
    },
    { key: 'source', title: t('calendar.source'), text: (one) => say(citation(one.source ?? '')), show: (one) => <Source item={one} /> },
  ];
}

function Due({ item }: { item: Item }) {
  const { t } = useWords();
  const left = item.daysLeft;
  return (
    <>
      <DayLabel day={item.due} />
      <span className="th-quiet th-small th-block">
        {item.standing === 'done'
          ? item.doneOn && t('calendar.doneOn', { day: item.doneOn })
          : left < 0
            ? t('common.daysOver', { count: -left })
            : left === 0
              ? t('common.dueToday')
              : t('common.daysLeft', { count: left })}
      </span>
    </>
  );
}

function What({ item }: { item: Item }) {
  const { t, say } = useWords();
  return (
    <>
      <GoLink to={item.path}>
        <Prose text={say(item.title)} />
      </GoLink>
      {item.workingDay !== item.due && item.standing !== 'done' && (
        <span className="th-quiet th-small th-block">{t('calendar.workingDay', { day: item.workingDay })}</span>
      )}
      {item.hardStop && (
        <span className="th-small th-block">
          <Tag tone={item.standing === 'done' ? 'plain' : 'warn'}>{t('calendar.hardStop')}</Tag> {say(item.hardStop)}
        </span>
      )}
    </>
  );
}

function Source({ item }: { item: Item }) {
  const { say } = useWords();
  return (
    <>
      {item.clause && <ClauseMark clause={item.clause} />}
      {item.source && <span className="th-quiet th-small th-block">{say(citation(item.source))}</span>}
    </>
  );
}
