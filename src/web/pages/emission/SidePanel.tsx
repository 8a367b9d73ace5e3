import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import styles from './emission.module.css';

/** What stands beside the grid without covering it; Esc inside it closes it. */
export function SidePanel({ title, sub, onClose, children }: { title: string; sub?: ReactNode; onClose: () => void; children: ReactNode }) {
  const { t } = useWords();
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = panel.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close.current();
    };
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside ref={panel} className={styles.panel} aria-label={title}>
      <div className={styles.panelHead}>
        <div>
          <h2>{title}</h2>
          {sub}
        </div>
        <Button type="text" size="small" aria-label={t('common.close')} icon={<Icon name="close" />} onClick={onClose} />
      </div>
      <div className={styles.panelBody}>{children}</div>
    </aside>
  );
}
