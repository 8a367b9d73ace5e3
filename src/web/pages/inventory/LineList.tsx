import { inventoryLineEndpoints as e } from '../../../contract/inventory-lines.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { useWords } from '../../words/language.ts';
import type { InventoryView, Source } from './model.ts';

/** The lines of a source, versions and withdrawn ones too: who, when, how much. */
export function LineList({ view, source }: { view: InventoryView; source: Source }) {
  const { t } = useWords();
  const asked = useAsk(e.readLines, { params: { inventoryId: view.id, sourceId: source.id }, query: { history: 'yes', offset: 0 } });
  return (
    <>
      <h3>{t('inventory.lines')}</h3>
      <Answer of={asked} rows={3}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="th-quiet">{t('inventory.noLines')}</p>
          ) : (
            <>
              <PlainTable
                rows={items}
                rowKey={(one) => `${one.id} ${one.version}`}
                columns={[
                  { key: 'month', title: t('inventory.month'), show: (one) => one.month ?? t('inventory.wholePeriod') },
                  {
                    key: 'amount',
                    title: t('inventory.amount'),
                    show: (one) =>
                      one.withdrawn ? (
                        <span className="th-quiet">{t('inventory.withdrawn')}</span>
                      ) : (
                        <Quantity value={one.amount} unit={one.unit} />
                      ),
                    className: 'th-right',
                  },
                  { key: 'version', title: t('inventory.version'), show: (one) => one.version, className: 'th-right' },
                  { key: 'who', title: t('inventory.who'), show: (one) => <WhoWhen name={one.by.name} at={one.at} /> },
                  { key: 'note', title: t('inventory.note'), show: (one) => one.note },
                  { key: 'evidence', title: t('inventory.evidence'), show: (one) => one.evidence.map((file) => file.title).join('; ') },
                ]}
              />
              {total > items.length && <p className="th-quiet th-small">{t('inventory.linesMore', { n: total - items.length })}</p>}
            </>
          )
        }
      </Answer>
    </>
  );
}
