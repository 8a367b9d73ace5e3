import { EmptyState } from '../../parts/EmptyState.tsx';
import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { useWords } from '../../words/language.ts';
import type { InventoryView } from './model.ts';

/** Through whose hands an inventory went, the latest first. */
export function MoveTable({ moves }: { moves: InventoryView['moves'] }) {
  const { t } = useWords();
  if (moves.length === 0) return <EmptyState title={t('inventory.noMoves')} text={t('inventory.noMovesText')} />;
  return (
    <PlainTable
      rows={[...moves].reverse()}
      rowKey={(one) => String(one.no)}
      columns={[
        { key: 'deed', title: t('inventory.deedTitle'), show: (one) => t(`inventory.deed.${one.deed}`) },
        { key: 'state', title: t('common.state'), show: (one) => t(`inventory.state.${one.state}`) },
        { key: 'who', title: t('inventory.who'), show: (one) => <WhoWhen name={one.by.name} at={one.at} /> },
        { key: 'reason', title: t('common.reason'), show: (one) => one.reason },
        { key: 'hash', title: t('inventory.hash'), show: (one) => <HashText sha256={one.sha256} /> },
      ]}
    />
  );
}
