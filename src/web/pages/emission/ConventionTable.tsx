import { type Convention, conventionKey, together } from '../../parts/conventions.ts';
import { Confidence } from '../../parts/DerivationNodeView.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { TableView } from '../../parts/TableView.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';

/** Defaults and customs that the result rests on, with source and confidence; the same one for many months stands once. */
export function ConventionTable({ items, year }: { items: readonly Convention[]; year: number }) {
  const { t, say } = useWords();
  const { cite, word } = useMethodWords();
  const shownValue = ({ value, unit }: Convention) => (unit === '' ? word(value ?? '') : (value ?? ''));
  const rows = together(items);
  if (rows.length === 0) return null;
  return (
    <Section title={t('emission.result.conventions')}>
      <TableView
        name={`conventions-${year}`}
        rows={rows}
        rowKey={({ item }) => conventionKey(item)}
        columns={[
          {
            key: 'title',
            title: t('emission.result.convention'),
            text: ({ item }) => say(item.title),
          },
          {
            key: 'value',
            title: t('emission.result.value'),
            text: ({ item }) => `${shownValue(item)} ${item.unit === '1' ? '' : item.unit}`.trim(),
            show: ({ item: row }) => (
              <span className="th-num th-nowrap">
                {shownValue(row)} <Unit symbol={row.unit} />
              </span>
            ),
            align: 'right',
          },
          { key: 'from', title: t('emission.result.origin'), text: ({ item }) => t(`emission.derivation.origin.${item.from}`) },
          { key: 'times', title: t('emission.result.times'), text: ({ times }) => String(times), align: 'right' },
          { key: 'source', title: t('common.source'), text: ({ item }) => (item.source === 'input' ? '' : cite(item.source)) },
          {
            key: 'confidence',
            title: t('emission.result.confidence'),
            text: ({ item }) => item.confidence,
            show: ({ item }) => <Confidence level={item.confidence} />,
          },
        ]}
      />
    </Section>
  );
}
