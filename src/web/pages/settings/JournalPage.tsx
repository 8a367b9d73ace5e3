import { App, Select } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { identityEndpoints } from '../../../contract/identity.ts';
import { jobEndpoints } from '../../../contract/jobs.ts';
import { journalEndpoints } from '../../../contract/journal.ts';
import { roles } from '../../../contract/roles.ts';
import { instantsOfDay } from '../../../kernel/calendar/today.ts';
import { call } from '../../api/call.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { HashText, InstantLabel, PersonName } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { DayField } from '../../ui/DayField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { changesOf } from './changes.ts';
import { deedKinds, useDeedName } from './deed-name.ts';
import { SignedLog } from './SignedLog.tsx';
import './settings.css';

type Entry = ReplyOf<typeof journalEndpoints.listHistory>['items'][number];

/** The history: who did what, when, in which role, with what before and after (clause 7.4). */
export function JournalPage() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const filter = filterOf(fields);
  const pages = usePages((window) => call(journalEndpoints.listHistory, { query: { ...filter, ...window } }));
  const page = useAsk(journalEndpoints.listHistory, { query: { ...filter, ...pages.window } });
  const columns = useColumns();
  return (
    <>
      <PageHead title={t('shell.page.journal')} clause="7.4" summary={t('settings.journalSummary')} extra={<VerifyJournal />} />
      <JournalState />
      <SignedLog />
      <Section flush>
        <Answer of={page} rows={10}>
          {(list) => (
            <TableView<Entry>
              name={t('shell.page.journal')}
              rows={list.items}
              columns={columns}
              rowKey={(entry) => entry.leafId}
              filtered
              expand={(entry) => <EntryMore entry={entry} onlyThis={() => change({ objectId: entry.objectId, offset: null })} />}
              paging={pages.paging(list.total)}
              filters={<Filters fields={fields} change={(parts) => change({ ...parts, offset: null })} />}
            />
          )}
        </Answer>
      </Section>
    </>
  );
}

/** What the address asks of the history; whole days of the organization's own time. */
function filterOf(fields: Readonly<Record<string, string>>) {
  return {
    ...(fields.kind ? { kind: fields.kind } : {}),
    ...(fields.actorId ? { actorId: fields.actorId } : {}),
    ...(fields.objectId ? { objectId: fields.objectId } : {}),
    ...(fields.from ? { from: instantsOfDay(fields.from).first } : {}),
    ...(fields.to ? { to: instantsOfDay(fields.to).last } : {}),
  };
}

function VerifyJournal() {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const verify = useDeed(jobEndpoints.startJob, [jobEndpoints.listJobs]);
  return (
    <RightDeed
      action="job.run"
      icon={<Icon name="verification" size={15} />}
      loading={verify.isPending}
      onClick={() =>
        verify.mutate(
          { body: { kind: 'journal.verify', input: {} } },
          { onSuccess: () => message.success(t('settings.verifyStarted')), onError: (fault) => message.error(words(fault).title) },
        )
      }
    >
      {t('settings.verifyJournal')}
    </RightDeed>
  );
}

function JournalState() {
  const { t } = useWords();
  const state = useAsk(journalEndpoints.readJournalState, {});
  if (!state.data) return null;
  return (
    <Section>
      <KeyValues
        columns={3}
        items={[
          { label: t('settings.journalOwn'), value: <span className="th-num">{group(String(state.data.ownEntries))}</span> },
          { label: t('settings.journalSize'), value: <span className="th-num">{group(String(state.data.size))}</span> },
          { label: t('settings.journalWaiting'), value: <span className="th-num">{state.data.waiting}</span> },
          { label: t('settings.journalLast'), value: <InstantLabel at={state.data.lastAt} /> },
        ]}
      />
    </Section>
  );
}

function useColumns(): Column<Entry>[] {
  const { t, say, language } = useWords();
  const deedName = useDeedName();
  const people = useAsk(identityEndpoints.listPeople, {});
  const actorOf = (entry: Entry) => {
    const person = language === 'en' ? people.data?.items.find((one) => one.id === entry.actorId) : undefined;
    return person?.nameEn || entry.actorName;
  };
  const roleName = (role: string) => {
    if (role === 'system') return t('settings.system');
    if (role === 'person') return t('settings.personSelf');
    const known = Object.entries(roles).find(([code]) => code === role);
    return known ? say(known[1]) : role;
  };
  return [
    { key: 'index', title: t('settings.index'), align: 'right', text: (entry) => String(entry.index ?? ''), width: 70 },
    { key: 'at', title: t('common.time'), text: (entry) => entry.at, show: (entry) => <InstantLabel at={entry.at} />, width: 150 },
    { key: 'actor', title: t('settings.actor'), text: actorOf, show: (entry) => <PersonName name={actorOf(entry)} /> },
    { key: 'role', title: t('settings.actorRole'), text: (entry) => roleName(entry.actorRole) },
    {
      key: 'kind',
      title: t('settings.deed'),
      text: (entry) => deedName(entry.kind),
      show: (entry) => <strong className="th-medium">{deedName(entry.kind)}</strong>,
    },
    { key: 'objectType', title: t('settings.object'), text: (entry) => entry.objectType, show: (entry) => <code>{entry.objectType}</code> },
    { key: 'objectId', title: t('settings.objectId'), text: (entry) => entry.objectId, exportOnly: true },
    { key: 'reason', title: t('common.reason'), text: (entry) => entry.reason ?? '' },
    {
      key: 'leaf',
      title: t('settings.leafHash'),
      text: (entry) => entry.leafSha256,
      show: (entry) => <HashText sha256={entry.leafSha256} />,
    },
  ];
}

/** Field by field: what was, what is. */
function EntryMore({ entry, onlyThis }: { entry: Entry; onlyThis: () => void }) {
  const { t } = useWords();
  const changes = changesOf(entry.before, entry.content);
  return (
    <div className="th-entry-more">
      <PlainTable
        rows={changes}
        rowKey={(change) => change.field}
        rowClass={(change) => (change.same ? 'th-quiet' : undefined)}
        columns={[
          { key: 'field', title: t('settings.field'), show: (change) => <code>{change.field}</code> },
          {
            key: 'before',
            title: t('settings.before'),
            show: (change) => (entry.before === null ? <span className="th-quiet">{t('settings.noBefore')}</span> : change.before),
          },
          {
            key: 'after',
            title: t('settings.after'),
            show: (change) => <span className={change.same ? undefined : 'th-medium'}>{change.after}</span>,
          },
        ]}
      />
      <p className="th-row th-small th-quiet">
        <span>
          {entry.objectType} <code>{entry.objectId}</code>
        </span>
        <span>
          {t('settings.contentHash')} <HashText sha256={entry.contentSha256} />
        </span>
        <button type="button" className="th-linkbutton" onClick={onlyThis}>
          {t('settings.onlyThisObject')}
        </button>
      </p>
    </div>
  );
}

function Filters({
  fields,
  change,
}: {
  fields: Readonly<Record<string, string>>;
  change: (parts: Readonly<Record<string, string | null>>) => void;
}) {
  const { t, nameOf } = useWords();
  const deedName = useDeedName();
  const people = useAsk(identityEndpoints.listPeople, {});
  const chosen = (name: string) => (fields[name] ? { value: fields[name] } : {});
  return (
    <>
      <Select<string>
        allowClear
        className="th-filter"
        placeholder={t('settings.deed')}
        aria-label={t('settings.deed')}
        showSearch={{ optionFilterProp: 'label' }}
        {...chosen('kind')}
        options={deedKinds.map((kind) => ({ value: kind, label: deedName(kind) }))}
        onChange={(kind) => change({ kind: kind ?? null })}
      />
      <Select<string>
        allowClear
        className="th-filter"
        placeholder={t('settings.actor')}
        aria-label={t('settings.actor')}
        showSearch={{ optionFilterProp: 'label' }}
        {...chosen('actorId')}
        options={(people.data?.items ?? []).map((person) => ({
          value: person.id,
          label: nameOf(person),
        }))}
        onChange={(actorId) => change({ actorId: actorId ?? null })}
      />
      <span className="th-filter-day">
        <DayField label={t('settings.since')} value={fields.from ?? null} onChange={(day) => change({ from: day })} />
        {'\u2013'}
        <DayField label={t('settings.until')} value={fields.to ?? null} onChange={(day) => change({ to: day })} />
      </span>
      {fields.objectId && (
        <button type="button" className="th-linkbutton" onClick={() => change({ objectId: null })}>
          {t('common.clearFilters')}
        </button>
      )}
    </>
  );
}
