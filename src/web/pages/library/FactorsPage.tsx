import { Select } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { call } from '../../api/call.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { SpanLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { DayField } from '../../ui/DayField.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { FactorDrawer } from './FactorDrawer.tsx';
import { LibraryTabs } from './LibraryTabs.tsx';
import { shownQuantities, useQuantityName } from './quantity-name.ts';
import './library.css';

export type Factor = ReplyOf<typeof libraryEndpoints.listFactors>['items'][number];

/** Search over all published factors; `?factorId=` opens one beside the list. */
export function FactorsPage() {
  const { t, say } = useWords();
  const [fields, change] = useSearchFields();
  const filter = {
    ...(fields.search ? { search: fields.search } : {}),
    ...(fields.publicationId ? { publicationId: fields.publicationId } : {}),
    ...(fields.quantity ? { quantity: fields.quantity } : {}),
    ...(fields.gas ? { gas: fields.gas } : {}),
    ...(fields.validOn ? { validOn: fields.validOn } : {}),
  };
  const pages = usePages((window) => call(libraryEndpoints.listFactors, { query: { ...filter, ...window } }));
  const page = useAsk(libraryEndpoints.listFactors, { query: { ...filter, ...pages.window } });
  const publications = useAsk(libraryEndpoints.listPublications, {});
  const titleOf = (id: string) => {
    const publication = publications.data?.items.find((one) => one.id === id);
    return publication ? say(publication.title) : id;
  };
  const columns = useColumns(titleOf);
  return (
    <>
      <PageHead title={t('shell.page.factors')} clause="A.8" summary={t('library.factorsSummary')} />
      <LibraryTabs />
      <Section flush>
        <Answer of={page} rows={10}>
          {(list) => (
            <TableView<Factor>
              name={t('shell.page.factors')}
              rows={list.items}
              columns={columns}
              rowKey={(factor) => factor.id}
              loading={page.isFetching && page.isPlaceholderData}
              filtered={Object.keys(filter).length > 0}
              onOpen={(factor) => change({ factorId: factor.id })}
              paging={pages.paging(list.total)}
              filters={
                <Filters
                  fields={fields}
                  change={(parts) => change({ ...parts, offset: null })}
                  publications={publications.data?.items ?? []}
                />
              }
              empty={<EmptyState title={t('library.factorsEmpty')} text={t('library.factorsEmptyText')} clause="A.8" />}
            />
          )}
        </Answer>
      </Section>
      <FactorDrawer
        factorId={fields.factorId ?? null}
        onClose={() => change({ factorId: null })}
        onShow={(factorId) => change({ factorId })}
      />
    </>
  );
}

function useColumns(titleOf: (publicationId: string) => string): Column<Factor>[] {
  const { t, say, language } = useWords();
  const quantityName = useQuantityName();
  return [
    {
      key: 'name',
      title: t('library.name'),
      text: (factor) => say(factor.name),
      show: (factor) => (
        <>
          <strong className="th-medium">
            <Prose text={say(factor.name)} />
          </strong>{' '}
          <span className="th-small th-quiet">
            <Prose text={say(factor.category)} />
          </span>
        </>
      ),
    },
    {
      key: 'otherName',
      title: language === 'zh' ? t('common.nameEn') : t('common.nameZh'),
      text: (factor) => (language === 'zh' ? factor.name.en : factor.name.zh),
      exportOnly: true,
    },
    {
      key: 'quantity',
      title: t('library.quantity'),
      text: (factor) => quantityName(factor.quantity),
      show: (factor) => <Prose text={quantityName(factor.quantity)} />,
    },
    { key: 'gas', title: t('library.gas'), text: (factor) => factor.gas, show: (factor) => <Prose text={factor.gas} /> },
    {
      key: 'value',
      title: t('common.value'),
      align: 'right',
      text: (factor) => factor.value,
      show: (factor) => <Quantity value={factor.value} unit={factor.unit} />,
    },
    { key: 'unit', title: t('common.unit'), text: (factor) => factor.unit, exportOnly: true },
    { key: 'region', title: t('library.region'), text: (factor) => factor.region },
    {
      key: 'validity',
      title: t('library.validity'),
      text: (factor) => `${factor.validFrom ?? ''}/${factor.validTo ?? ''}`,
      show: (factor) => <SpanLabel from={factor.validFrom} to={factor.validTo} />,
    },
    {
      key: 'publication',
      title: t('library.publication'),
      text: (factor) => titleOf(factor.publicationId),
      show: (factor) => <span className="th-clip">{titleOf(factor.publicationId)}</span>,
    },
    { key: 'source', title: t('common.source'), text: (factor) => factor.source, exportOnly: true },
  ];
}

type Publications = ReplyOf<typeof libraryEndpoints.listPublications>['items'];

function Filters({
  fields,
  change,
  publications,
}: {
  fields: Readonly<Record<string, string>>;
  change: (parts: Readonly<Record<string, string | null>>) => void;
  publications: Publications;
}) {
  const { t, say } = useWords();
  const quantityName = useQuantityName();
  const chosen = (name: string) => (fields[name] ? { value: fields[name] } : {});
  return (
    <>
      <SearchField wide value={fields.search ?? ''} placeholder={t('library.searchHint')} onSearch={(search) => change({ search })} />
      <Select<string>
        allowClear
        className="th-filter"
        popupMatchSelectWidth={420}
        placeholder={t('library.publication')}
        aria-label={t('library.publication')}
        showSearch={{ optionFilterProp: 'label' }}
        {...chosen('publicationId')}
        options={publications.map((publication) => ({ value: publication.id, label: `${say(publication.title)} ${publication.edition}` }))}
        onChange={(publicationId) => change({ publicationId: publicationId ?? null })}
      />
      <Select<string>
        allowClear
        className="th-filter"
        placeholder={t('library.quantity')}
        aria-label={t('library.quantity')}
        {...chosen('quantity')}
        options={shownQuantities.map((quantity) => ({ value: quantity, label: quantityName(quantity) }))}
        onChange={(quantity) => change({ quantity: quantity ?? null })}
      />
      <Select<string>
        allowClear
        className="th-filter-short"
        placeholder={t('library.gas')}
        aria-label={t('library.gas')}
        {...chosen('gas')}
        options={['CO2', 'CH4', 'N2O', 'CO2e'].map((gas) => ({ value: gas, label: <Prose text={gas} /> }))}
        onChange={(gas) => change({ gas: gas ?? null })}
      />
      <span className="th-filter-day">
        <span className="th-quiet">{t('library.validOn')}</span>
        <DayField label={t('library.validOn')} value={fields.validOn ?? null} onChange={(day) => change({ validOn: day })} />
      </span>
    </>
  );
}
