import { HashText } from '../../parts/Labels.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { ClauseMark } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import styles from './inventory.module.css';

/** Head of a room of an inventory: what it is, which clause asks for it, which frozen version it speaks of, what can be done here. */
export function RoomHead({
  title,
  clause,
  summary,
  of,
  extra,
}: {
  title: string;
  clause: string;
  summary: string;
  /** Left out where the room speaks of no single version. */
  of?: { readonly version: number; readonly sha256: string | null };
  extra?: React.ReactNode;
}) {
  const { t } = useWords();
  return (
    <header className={styles.roomHead}>
      <div className={styles.roomText}>
        <h2>
          {title}
          <ClauseMark clause={clause} />
          {of?.sha256 && (
            <>
              <Tag tone="info">{t('inventoryBeside.version', { version: of.version })}</Tag>
              <HashText sha256={of.sha256} />
            </>
          )}
          {of && of.sha256 === null && <Tag tone="plain">{t('inventoryBeside.notFrozen')}</Tag>}
        </h2>
        <p className="th-quiet">{summary}</p>
      </div>
      {extra && <div className="th-row">{extra}</div>}
    </header>
  );
}
