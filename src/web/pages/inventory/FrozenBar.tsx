import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import styles from './inventory.module.css';
import type { InventoryView } from './model.ts';

/** Says that a frozen version is shown, whose it is, and the ways out of it. */
export function FrozenBar({ view, version }: { view: InventoryView; version: number }) {
  const { t } = useWords();
  const approval = view.moves.findLast((one) => one.deed === 'approve');
  return (
    <div className={styles.frozen} role="note">
      <Tag tone="info">{t('inventoryBeside.version', { version })}</Tag>
      <span>{t('inventory.readOnly')}</span>
      {view.frozen && <HashText sha256={view.frozen.sha256} />}
      {approval && <WhoWhen name={approval.by.name} at={approval.at} />}
      <span className="th-grow" />
      <GoLink to={paths.inventoryVersions(view.id, { from: version })}>{t('inventory.changesSince')}</GoLink>
      <GoLink to={paths.inventoryOf(view.id)}>{t('inventory.asNow')}</GoLink>
    </div>
  );
}
