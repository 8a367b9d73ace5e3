import { Confidence } from '../../parts/DerivationNodeView.tsx';
import { TableView } from '../../parts/TableView.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { UnitYear } from './result-model.ts';

interface Item {
  readonly unit: string;
  readonly convention: UnitYear['conventions'][number];
}

/** Defaults and customs that the result rests on, with source and confidence; those of all units once. */
export function ConventionTable({ items, year }: { items: readonly Item[]; year: number }) {
  const { t, say } = useWords();
  const rows = [
    ...new Map(items.map((item) => [`${item.convention.symbol} ${JSON.stringify(item.convention.at)}`, item.convention])).values(),
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={t('emission.result.conventions')}>
      <TableView
        name={`conventions-${year}`}
        rows={rows}
        rowKey={(row) => `${row.symbol} ${JSON.stringify(row.at)}`}
        columns={[
          {
            key: 'title',
            title: t('emission.result.convention'),
            text: (row) => `${say(row.title)} ${Object.values(row.at).join(' ')}`.trim(),
          },
          {
            key: 'value',
            title: t('emission.result.value'),
            text: (row) => `${row.value ?? ''} ${row.unit === '1' ? '' : row.unit}`.trim(),
            show: (row) => (
              <span className="th-num th-nowrap">
                {row.value === 'true' || row.value === 'false' ? t(row.value === 'true' ? 'common.yes' : 'common.no') : row.value}{' '}
                <Unit symbol={row.unit} />
              </span>
            ),
            align: 'right',
          },
          { key: 'from', title: t('emission.result.origin'), text: (row) => t(`emission.derivation.origin.${row.from}`) },
          { key: 'source', title: t('common.source'), text: (row) => row.source },
          {
            key: 'confidence',
            title: t('emission.result.confidence'),
            text: (row) => row.confidence,
            show: (row) => <Confidence level={row.confidence} />,
          },
        ]}
      />
    </Section>
  );
}
