import { App, Button, Tabs } from 'antd';
import { type Subsystem, subsystems } from '../../../contract/calendar.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inboxEndpoints as e, type InboxTab, inboxTabs } from '../../../contract/inbox.ts';
import { call } from '../../api/call.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { CountedFilter } from '../../parts/CountedFilter.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { TableView } from '../../parts/TableView.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { useInboxColumns } from './useInboxColumns.tsx';

type Inbox = ReplyOf<typeof e.readInbox>;
export type InboxItem = Inbox['items'][number];

const tabOf = (text: string | undefined): InboxTab => inboxTabs.find((one) => one === text) ?? 'to_do';
const subsystemOf = (text: string | undefined): Subsystem | null => subsystems.find((one) => one === text) ?? null;

/** 收件箱: 待办, 已办, 我发起的, 抄送我的 over every module; each line opens what it is about. */
export function InboxPage() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const tab = tabOf(fields.tab);
  const subsystem = subsystemOf(fields.subsystem);
  const filter = { tab, ...(subsystem === null ? {} : { subsystem }) };
  const pages = usePages((window) => call(e.readInbox, { query: { ...filter, ...window } }));
  const asked = useAsk(e.readInbox, { query: { ...filter, ...pages.window } });
  const counts = asked.data?.counts;
  const label = (one: InboxTab) => {
    const count = one === 'to_do' ? counts?.to_do : one === 'copied' ? counts?.copied : undefined;
    return count ? `${t(`inbox.tab.${one}`)} ${count}` : t(`inbox.tab.${one}`);
  };
  return (
    <>
      <PageHead title={t('shell.page.inbox')} clause="5.3" summary={t('inbox.summary')} />
      <Section>
        <Tabs
          aria-label={t('inbox.tabs')}
          activeKey={tab}
          onChange={(to) => change({ tab: to === 'to_do' ? null : to, subsystem: null, offset: null })}
          items={inboxTabs.map((one) => ({ key: one, label: label(one) }))}
        />
        <Answer of={asked} rows={10}>
          {(inbox) => (
            <>
              <Subsystems inbox={inbox} only={subsystem} choose={(one) => change({ subsystem: one, offset: null })} />
              <List inbox={inbox} tab={tab} filtered={subsystem !== null} paging={pages.paging(inbox.total)} />
              {inbox.more && <p className="th-quiet">{t('inbox.more')}</p>}
            </>
          )}
        </Answer>
      </Section>
    </>
  );
}

function Subsystems({ inbox, only, choose }: { inbox: Inbox; only: Subsystem | null; choose: (one: Subsystem | null) => void }) {
  const { t } = useWords();
  const all = subsystems.reduce((sum, one) => sum + inbox.bySubsystem[one], 0);
  if (all === 0) return null;
  const choices = subsystems.flatMap((one) =>
    inbox.bySubsystem[one] > 0 ? [{ value: one, label: t(`shell.group.${one}`), count: inbox.bySubsystem[one] }] : [],
  );
  return (
    <CountedFilter
      label={t('inbox.subsystems')}
      choices={[{ value: null, label: t('inbox.all'), count: all }, ...choices]}
      only={only}
      choose={choose}
    />
  );
}

interface ListProps {
  readonly inbox: Inbox;
  readonly tab: InboxTab;
  readonly filtered: boolean;
  readonly paging: ReturnType<ReturnType<typeof usePages<InboxItem>>['paging']>;
}

function List({ inbox, tab, filtered, paging }: ListProps) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const see = useDeed(e.seeNotices, [e.readInbox]);
  const putAway = (noticeIds: string[]) => see.mutate({ body: { noticeIds } }, { onError: (fault) => message.error(words(fault).title) });
  const columns = useInboxColumns(tab, (id) => putAway([id]));
  const notices = inbox.items.flatMap((one) => (one.noticeId !== null && (tab === 'to_do' || one.isNew) ? [one.noticeId] : []));
  const all = notices.length > 1 && (
    <Button size="small" loading={see.isPending} onClick={() => putAway(notices)}>
      {t('inbox.putAllAway')}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys go to the links inside, which are reached by tabulator as well
    <div onKeyDown={(event) => moveFocus(event)}>
      <TableView<InboxItem>
        name={t(`inbox.tab.${tab}`)}
        rows={inbox.items}
        columns={columns}
        rowKey={(one) => one.key}
        paging={paging}
        filtered={filtered}
        toolbar={all}
        empty={<EmptyState icon="bell" title={t(`inbox.empty.${tab}`)} text={t(`inbox.emptyText.${tab}`)} clause="5.3" />}
      />
      {inbox.items.length > 0 && <p className="th-quiet th-small">{t('inbox.keys')}</p>}
    </div>
  );
}

/** Up and down go from line to line by their links; Enter is the link's own. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-inbox]')];
  const at = links.findIndex((one) => one === document.activeElement);
  const next = links[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), links.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
