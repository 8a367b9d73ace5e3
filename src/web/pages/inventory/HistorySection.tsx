import { EmptyState } from '../../parts/EmptyState.tsx';
import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { InventoryView } from './model.ts';

/** Through whose hands the inventory went, what is frozen, and what differs from it now. */
export function HistorySection({ view }: { view: InventoryView }) {
  const { t, say } = useWords();
  const { frozen } = view;
  return (
    <>
      <Section title={t('inventory.frozen')}>
        {frozen ? (
          <KeyValues
            columns={2}
            items={[
              { label: t('inventory.version'), value: String(frozen.version) },
              { label: t('inventory.hash'), value: <HashText sha256={frozen.sha256} /> },
              { label: t('inventory.totalLocation'), value: <Quantity value={frozen.emission} unit="tCO2e" digits={2} /> },
              { label: t('inventory.totalMarket'), value: <Quantity value={frozen.emissionMarket} unit="tCO2e" digits={2} /> },
            ]}
          />
        ) : (
          <p className="th-quiet">{t('inventory.notFrozen')}</p>
        )}
        {view.changedSince.length > 0 && (
          <>
            <h3>{t('inventory.changedSince')}</h3>
            <ul>
              {view.changedSince.map((one) => (
                <li key={one.en}>{say(one)}</li>
              ))}
            </ul>
          </>
        )}
      </Section>
      <Section title={t('inventory.tab.history')}>
        {view.moves.length === 0 ? (
          <EmptyState title={t('inventory.noMoves')} text={t('inventory.noMovesText')} />
        ) : (
          <PlainTable
            rows={[...view.moves].reverse()}
            rowKey={(one) => String(one.no)}
            columns={[
              { key: 'deed', title: t('inventory.deedTitle'), show: (one) => t(`inventory.deed.${one.deed}`) },
              { key: 'state', title: t('common.state'), show: (one) => t(`inventory.state.${one.state}`) },
              { key: 'who', title: t('inventory.who'), show: (one) => <WhoWhen name={one.by.name} at={one.at} /> },
              { key: 'reason', title: t('common.reason'), show: (one) => one.reason },
              { key: 'hash', title: t('inventory.hash'), show: (one) => <HashText sha256={one.sha256} /> },
            ]}
          />
        )}
      </Section>
    </>
  );
}
