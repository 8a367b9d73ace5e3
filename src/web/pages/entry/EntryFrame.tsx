import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../shell/LanguageSwitch.tsx';
import { useWords } from '../../words/language.ts';
import './entry.css';

/** Around the pages before the door: the name of the product and the language, nothing else. */
export function EntryFrame({ children, wide }: { children: ReactNode; wide?: boolean }) {
  const { t } = useWords();
  return (
    <div className="th-entry">
      <header>
        <span className="th-brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span className="th-brand-name">
            <strong>{t('common.productLong')}</strong>
          </span>
        </span>
        <LanguageSwitch />
      </header>
      <main className={wide ? 'th-entry-wide' : 'th-entry-narrow'}>{children}</main>
    </div>
  );
}
