import { Select } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { lcaChanges } from '../../../contract/lca-products.ts';
import { call } from '../../api/call.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { Choice } from './DatabaseLists.tsx';
import { amountText, type Database, percentText } from './model.ts';

type Reply = ReplyOf<typeof e.compareLcaDatabases>;
type Row = Reply['items'][number];

const tones: Readonly<Record<Row['change'], Tone>> = { added: 'good', removed: 'bad', changed: 'warn', moved: 'info' };

/** What this edition changed against another one: data sets, and the results that moved. */
export function Changes({ database }: { database: Pick<Database, 'id' | 'no' | 'name'> }) {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const all = useAsk(e.listLcaDatabases, { query: { limit: 200 } });
  return (
    <Answer of={all} rows={4}>
      {({ items }) => {
        const others = items.filter((one) => one.id !== database.id && one.state !== 'rejected');
        const older = others.filter((one) => one.no < database.no);
        const likely = older.find((one) => one.name === database.name) ?? older[0] ?? others[0];
        const since = others.find((one) => one.id === fields.since) ?? likely;
        if (!since)
          return (
            <Section>
              <EmptyState title={t('lcaDatabases.nothingToCompare')} text={t('lcaDatabases.nothingToCompareText')} clause="A.8" />
            </Section>
          );
        return (
          <>
            <div className="th-row">
              <span>{t('lcaDatabases.since')}</span>
              <Select
                value={since.id}
                aria-label={t('lcaDatabases.since')}
                popupMatchSelectWidth={false}
                options={others.map((one) => ({ value: one.id, label: `${one.no} · ${one.name} ${one.edition}` }))}
                onChange={(to) => change({ since: to, offset: null })}
              />
            </div>
            <Compared key={since.id} databaseId={database.id} since={since.id} />
          </>
        );
      }}
    </Answer>
  );
}

const percent = (share: number | null): string => (share === null ? '–' : `${share > 0 ? '+' : ''}${percentText(share)}`);

function useColumns(databaseId: string, since: string): (reply: Reply) => Column<Row>[] {
  const { t } = useWords();
  return ({ indicator }) => [
    {
      key: 'change',
      title: t('lcaDatabases.change'),
      text: (one) => t(`lcaDatabases.changeOf.${one.change}`),
      show: (one) => <Tag tone={tones[one.change]}>{t(`lcaDatabases.changeOf.${one.change}`)}</Tag>,
      nowrap: true,
    },
    {
      key: 'name',
      title: t('lcaDatabases.process'),
      text: (one) => one.name,
      show: (one) => (
        <GoLink to={one.after === null ? paths.lcaProcess(since, one.before ?? 0) : paths.lcaProcess(databaseId, one.after)}>
          {one.name}
        </GoLink>
      ),
    },
    { key: 'location', title: t('lcaDatabases.location'), text: (one) => one.location, nowrap: true },
    {
      key: 'before',
      title: t('lcaDatabases.valueBefore', { unit: indicator.unit }),
      text: (one) => (one.valueBefore === null ? '' : amountText(one.valueBefore)),
      align: 'right',
    },
    {
      key: 'after',
      title: t('lcaDatabases.valueAfter', { unit: indicator.unit }),
      text: (one) => (one.valueAfter === null ? '' : amountText(one.valueAfter)),
      align: 'right',
    },
    { key: 'unit', title: t('lcaDatabases.per'), text: (one) => one.unit, nowrap: true },
    { key: 'relative', title: t('lcaDatabases.movedBy'), text: (one) => percent(one.relative), align: 'right', nowrap: true },
  ];
}

function Compared({ databaseId, since }: { databaseId: string; since: string }) {
  const { t, say } = useWords();
  const [fields] = useSearchFields();
  const params = { databaseId };
  const kind = lcaChanges.find((one) => one === fields.change);
  const asked = { since, ...(kind ? { change: kind } : {}) };
  const pages = usePages((window) => call(e.compareLcaDatabases, { params, query: { ...asked, ...window } }));
  const page = useAsk(e.compareLcaDatabases, { params, query: { ...asked, ...pages.window } });
  const columns = useColumns(databaseId, since);
  return (
    <Answer of={page} rows={8}>
      {(reply) => (
        <>
          <Section>
            <KeyValues
              columns={3}
              items={[
                ...([...lcaChanges, 'same'] as const).map((key) => ({
                  label: t(`lcaDatabases.changeOf.${key}`),
                  value: String(reply.counts[key]),
                })),
                {
                  label: t('lcaDatabases.flowChanges'),
                  value: `+${reply.counts.flowsAdded} −${reply.counts.flowsRemoved} ~${reply.counts.flowsChanged}`,
                },
              ]}
            />
            <p className="th-quiet">{t('lcaDatabases.changesText', { name: say(reply.indicator.name) })}</p>
          </Section>
          <Section flush>
            <TableView<Row>
              name={t('lcaDatabases.tab.changes')}
              rows={reply.items}
              columns={columns(reply)}
              rowKey={(one) => `${one.change} ${one.processId}`}
              loading={page.isFetching && page.isPlaceholderData}
              filtered={kind !== undefined}
              paging={pages.paging(reply.total)}
              filters={
                <Choice
                  field="change"
                  label={t('lcaDatabases.change')}
                  options={lcaChanges.map((value) => ({ value, label: t(`lcaDatabases.changeOf.${value}`) }))}
                />
              }
              empty={<EmptyState title={t('lcaDatabases.noChange')} text={t('lcaDatabases.noChangeText')} />}
            />
          </Section>
        </>
      )}
    </Answer>
  );
}
