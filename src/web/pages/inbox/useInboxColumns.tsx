import { Button } from 'antd';
import type { InboxTab } from '../../../contract/inbox.ts';
import { DayLabel, InstantLabel, PersonName } from '../../parts/Labels.tsx';
import type { Column } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import { useDeedName } from '../settings/deed-name.ts';
import type { InboxItem } from './InboxPage.tsx';

/** Columns of a tab: what is or was to be done, about what, where, since when, until when, from whom. */
export function useInboxColumns(tab: InboxTab, putAway: (noticeId: string) => void): Column<InboxItem>[] {
  const { t, say } = useWords();
  const deedName = useDeedName();
  const isPast = tab === 'done' || tab === 'started';
  const deed = (one: InboxItem) => (one.deed ? say(one.deed) : deedName(one.kind ?? ''));
  const title = (one: InboxItem) => (one.title ? say(one.title) : t('inbox.gone'));
  const place = (one: InboxItem) => (one.entity ? say(one.entity.name) : '');
  const what: Column<InboxItem>[] = [
    { key: 'subsystem', title: t('calendar.subsystem'), text: (one) => t(`shell.group.${one.subsystem}`), nowrap: true },
    {
      key: 'deed',
      title: t(isPast ? 'inbox.did' : 'inbox.deed'),
      text: deed,
      nowrap: true,
      show: (one) => <Deed name={deed(one)} isNew={tab === 'copied' && one.isNew} />,
    },
    { key: 'what', title: t('inbox.what'), text: title, show: (one) => <What item={one} title={title(one)} /> },
    { key: 'where', title: t('inbox.where'), text: place },
  ];
  const when: Column<InboxItem> = {
    key: 'at',
    title: t('inbox.since'),
    text: (one) => one.at,
    nowrap: true,
    show: (one) => <InstantLabel at={one.at} />,
  };
  if (isPast) return [...what, when];
  return [
    ...what,
    {
      key: 'due',
      title: t('inbox.due'),
      text: (one) => one.due ?? '',
      nowrap: true,
      show: (one) => one.due && (one.overdue ? <Tag tone="bad">{one.due}</Tag> : <DayLabel day={one.due} />),
    },
    { key: 'by', title: t('inbox.by'), text: (one) => one.by ?? '', nowrap: true, show: (one) => one.by && <PersonName name={one.by} /> },
    when,
    {
      key: 'deeds',
      title: t('common.actions'),
      text: () => '',
      show: ({ noticeId, isNew }) =>
        noticeId !== null &&
        (tab === 'to_do' || isNew) && (
          <Button size="small" onClick={() => putAway(noticeId)}>
            {t('inbox.putAway')}
          </Button>
        ),
    },
  ];
}

function Deed({ name, isNew }: { name: string; isNew: boolean }) {
  const { t } = useWords();
  return (
    <>
      {name} {isNew && <Tag tone="info">{t('inbox.isNew')}</Tag>}
    </>
  );
}

function What({ item, title }: { item: InboxItem; title: string }) {
  if (item.path === null) return <span className="th-quiet">{title}</span>;
  return (
    <GoLink to={item.path} data-inbox="">
      <Prose text={title} />
    </GoLink>
  );
}
