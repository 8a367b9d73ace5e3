import { Select } from 'antd';
import type { ReactNode } from 'react';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { call } from '../../api/call.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import type { FlowRow, ProcessRow } from './model.ts';

/** A filter of a list whose choice stands in the address. */
export function Choice({ field, label, options }: { field: string; label: string; options: readonly { value: string; label: string }[] }) {
  const [fields, change] = useSearchFields();
  return (
    <Select
      allowClear
      showSearch={options.length > 10}
      className="th-filter"
      placeholder={label}
      aria-label={label}
      value={fields[field] ?? null}
      options={[...options]}
      popupMatchSelectWidth={false}
      onChange={(to: string | null | undefined) => change({ [field]: to ?? null, offset: null })}
    />
  );
}

interface FoundProps<Row extends object> {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly turning: boolean;
  readonly narrowed: boolean;
  readonly paging: Parameters<typeof TableView<Row>>[0]['paging'];
  readonly placeholder: string;
  readonly nothing: string;
  readonly children?: ReactNode;
}

/** Rows of a database that are searched on the server; `children` are further filters. */
export function Found<Row extends object>({ name, rows, columns, rowKey, turning, narrowed, paging, ...words }: FoundProps<Row>) {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  return (
    <TableView<Row>
      name={name}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      loading={turning}
      filtered={narrowed}
      {...(paging === undefined ? {} : { paging })}
      filters={
        <>
          <SearchField
            wide
            value={fields.search ?? ''}
            placeholder={words.placeholder}
            onSearch={(search) => change({ search, offset: null })}
          />
          {words.children}
        </>
      }
      empty={<EmptyState title={words.nothing} text={t('lcaDatabases.nothingFoundText')} />}
    />
  );
}

/** Name with the Chinese one below, where a database gives it. */
export function InBoth({ name, nameZh }: { name: string; nameZh: string | null }) {
  return (
    <>
      {name}
      {nameZh && <span className="th-small th-quiet"> {nameZh}</span>}
    </>
  );
}

export function Processes({ databaseId }: { databaseId: string }) {
  const { t } = useWords();
  const [fields] = useSearchFields();
  const params = { databaseId };
  const filter = { ...(fields.search ? { search: fields.search } : {}), ...(fields.location ? { location: fields.location } : {}) };
  const pages = usePages((window) => call(e.listLcaProcesses, { params, query: { ...filter, ...window } }));
  const page = useAsk(e.listLcaProcesses, { params, query: { ...filter, ...pages.window } });
  const columns: Column<ProcessRow>[] = [
    {
      key: 'name',
      title: t('lcaDatabases.process'),
      text: (one) => one.name,
      show: (one) => (
        <GoLink to={paths.lcaProcess(databaseId, one.number)}>
          <InBoth {...one} />
        </GoLink>
      ),
    },
    {
      key: 'product',
      title: t('lcaDatabases.product'),
      text: (one) => (one.product === '' ? '' : `${one.product} (${one.unit})`),
    },
    { key: 'location', title: t('lcaDatabases.location'), text: (one) => one.location, nowrap: true },
    { key: 'category', title: t('lcaDatabases.category'), text: (one) => one.category },
    { key: 'kind', title: t('lcaDatabases.kind'), text: (one) => t(`lcaDatabases.kindOf.${one.kind}`), nowrap: true },
    { key: 'exchanges', title: t('lcaDatabases.exchanges'), text: (one) => String(one.exchanges), align: 'right' },
  ];
  return (
    <Section flush>
      <Answer of={page} rows={10}>
        {(list) => (
          <Found<ProcessRow>
            name={t('lcaDatabases.tab.processes')}
            rows={list.items}
            columns={columns}
            rowKey={(one) => String(one.number)}
            turning={page.isFetching && page.isPlaceholderData}
            narrowed={Object.keys(filter).length > 0}
            paging={pages.paging(list.total)}
            placeholder={t('lcaDatabases.search')}
            nothing={t('lcaDatabases.nothingFound')}
          >
            <Choice
              field="location"
              label={t('lcaDatabases.location')}
              options={list.locations.map((value) => ({ value, label: value }))}
            />
          </Found>
        )}
      </Answer>
    </Section>
  );
}

const flowKinds = ['product', 'elementary', 'waste'] as const;

export function Flows({ databaseId }: { databaseId: string }) {
  const { t } = useWords();
  const [fields] = useSearchFields();
  const params = { databaseId };
  const kind = flowKinds.find((one) => one === fields.kind);
  const filter = { ...(fields.search ? { search: fields.search } : {}), ...(kind ? { kind } : {}) };
  const pages = usePages((window) => call(e.listLcaFlows, { params, query: { ...filter, ...window } }));
  const page = useAsk(e.listLcaFlows, { params, query: { ...filter, ...pages.window } });
  const columns: Column<FlowRow>[] = [
    { key: 'name', title: t('lcaDatabases.flow'), text: (one) => one.name, show: (one) => <InBoth {...one} /> },
    { key: 'kind', title: t('lcaDatabases.kind'), text: (one) => t(`lcaDatabases.flowKindOf.${one.kind}`), nowrap: true },
    { key: 'category', title: t('lcaDatabases.category'), text: (one) => one.category },
    { key: 'cas', title: 'CAS', text: (one) => one.cas, nowrap: true },
    { key: 'unit', title: t('common.unit'), text: (one) => one.unit, nowrap: true },
    { key: 'location', title: t('lcaDatabases.location'), text: (one) => one.location, nowrap: true },
  ];
  return (
    <Section flush>
      <Answer of={page} rows={10}>
        {(list) => (
          <Found<FlowRow>
            name={t('lcaDatabases.tab.flows')}
            rows={list.items}
            columns={columns}
            rowKey={(one) => String(one.number)}
            turning={page.isFetching && page.isPlaceholderData}
            narrowed={Object.keys(filter).length > 0}
            paging={pages.paging(list.total)}
            placeholder={t('lcaDatabases.searchFlows')}
            nothing={t('lcaDatabases.noFlows')}
          >
            <Choice
              field="kind"
              label={t('lcaDatabases.kind')}
              options={flowKinds.map((value) => ({ value, label: t(`lcaDatabases.flowKindOf.${value}`) }))}
            />
          </Found>
        )}
      </Answer>
    </Section>
  );
}
