import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { FigureLink } from './FigureLink.tsx';
import { type Frameworks, type InventoryView, type Source, type SourceResult, sourceTones } from './model.ts';

interface Row {
  readonly source: Source;
  readonly result: SourceResult | undefined;
}

/** Sources of a frozen version with their activity, factor and figure; a figure opens the months and lines behind it. */
export function FrozenSources({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  const results = new Map(view.result.bySource.map((one) => [one.sourceId, one]));
  const entities = new Map(view.entities.map((one) => [one.id, one.name]));
  const titles = new Map(books.categories.map((one) => [one.code, one.title]));
  const rows: Row[] = view.sources.map((source) => ({ source, result: results.get(source.id) }));
  const none = { zh: '', en: '' };
  const columns: Column<Row>[] = [
    { key: 'code', title: t('inventory.code'), text: ({ source }) => source.code, nowrap: true, sort: 'text' },
    { key: 'name', title: t('inventory.source'), text: ({ source }) => say(source.name), sort: 'text' },
    {
      key: 'category',
      title: t('inventory.category'),
      text: ({ source }) => `${source.category} ${say(titles.get(source.category) ?? none)}`,
      sort: 'text',
    },
    { key: 'entity', title: t('inventory.entity'), text: ({ source }) => say(entities.get(source.entityId) ?? none) },
    {
      key: 'amount',
      title: t('inventory.amount'),
      align: 'right',
      sort: 'number',
      text: ({ result }) => result?.amount ?? '',
      show: ({ source, result }) => <Quantity value={result?.amount ?? null} unit={source.unit} />,
    },
    {
      key: 'factor',
      title: t('inventory.factor'),
      text: ({ source }) => (source.factor ? `${say(source.factor.name)} ${source.factor.version}` : t('inventory.noFactor')),
      show: ({ source }) =>
        source.factor ? (
          <span title={source.factor.source}>
            {say(source.factor.name)} <span className="th-quiet th-small">{source.factor.version}</span>
          </span>
        ) : (
          <span className="th-quiet">{t('inventory.noFactor')}</span>
        ),
    },
    {
      key: 'emission',
      title: t('inventory.emissionT'),
      align: 'right',
      sort: 'number',
      text: ({ result }) => result?.emission ?? '',
      show: ({ source, result }) => (result ? <FigureLink value={result.emission} of="source" id={source.id} /> : null),
    },
    {
      key: 'state',
      title: t('common.state'),
      text: ({ result }) => (result ? t(`inventory.sourceState.${result.state}`) : ''),
      show: ({ result }) => (result ? <Tag tone={sourceTones[result.state]}>{t(`inventory.sourceState.${result.state}`)}</Tag> : null),
      nowrap: true,
    },
  ];
  const title = t('inventory.sourcesTitle', { n: view.sources.length, lines: view.lineCount });
  return (
    <Section title={title} flush>
      <TableView name={t('inventory.tab.sources')} rows={rows} columns={columns} rowKey={({ source }) => source.id} />
    </Section>
  );
}
