import { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { useWords } from '../../words/language.ts';
import type { Line } from './LineTable.tsx';
import type { InventoryView } from './model.ts';

/** What a line said before, version by version, with who changed it and why; the newest first. */
export function LineVersions({ view, line }: { view: InventoryView; line: Line }) {
  const { t } = useWords();
  const query = { history: 'yes' as const, lineId: line.id, offset: 0, limit: 50 };
  const asked = useAsk(l.readLines, { params: { inventoryId: view.id, sourceId: line.sourceId }, query });
  return (
    <section aria-label={t('inventoryLines.versions')}>
      <h4>{t('inventoryLines.versions')}</h4>
      <Answer of={asked} rows={2}>
        {({ items }) => (
          <PlainTable
            rows={[...items].sort((a, b) => b.version - a.version)}
            rowKey={(one) => String(one.version)}
            columns={[
              { key: 'version', title: t('inventory.version'), show: (one) => one.version },
              {
                key: 'amount',
                title: t('inventory.amount'),
                className: 'th-right',
                show: (one) => (one.withdrawn ? t('inventory.withdrawn') : <Quantity value={one.amount} unit={one.unit} digits={2} />),
              },
              {
                key: 'emission',
                title: t('inventory.emissionT'),
                className: 'th-right',
                show: (one) => (one.emission === null ? '—' : <Quantity value={one.emission} unit="" digits={4} />),
              },
              { key: 'reason', title: t('inventoryLines.reason'), show: (one) => one.reason || (one.withdrawn ? one.note : '—') },
              { key: 'who', title: t('inventory.who'), show: (one) => <WhoWhen name={one.by.name} at={one.at} /> },
            ]}
          />
        )}
      </Answer>
    </section>
  );
}
