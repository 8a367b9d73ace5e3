import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useSession } from '../api/session.ts';
import { Icon } from '../ui/Icon.tsx';
import { Waiting } from '../ui/Page.tsx';
import { useWords } from '../words/language.ts';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import { usePreferences } from './preferences.tsx';
import { Sider } from './Sider.tsx';
import { TopBar } from './TopBar.tsx';
import { useNarrow } from './useNarrow.ts';

const DerivationOver = lazy(async () => ({ default: (await import('../pages/emission/DerivationDrawer.tsx')).DerivationOver }));

/** What stands around every page: sider (on narrow windows a button of the top bar), top bar, breadcrumbs, and the page in the middle. */
export function AppShell() {
  const { t } = useWords();
  const { preferences } = usePreferences();
  const session = useSession();
  const narrow = useNarrow();
  const main = useRef<HTMLElement>(null);
  const asked = useRouterState({ select: (state) => state.location.search.derivation });
  const derivation = typeof asked === 'string' ? asked : null;
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  // A new page begins at its top, for the eye and for the screen reader.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is the trigger, not a value read inside
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
  }, [pathname]);
  return (
    <div className={preferences.siderCollapsed ? 'th-shell th-shell-collapsed' : 'th-shell'}>
      <a className="th-skip" href="#main">
        {t('shell.skip')}
      </a>
      {!narrow && <Sider />}
      <div className="th-shell-right">
        <TopBar />
        <main id="main" ref={main} className="th-main" tabIndex={-1}>
          {session?.organization.isDemo && (
            <div className="th-demo-line">
              <Icon name="info" size={14} />
              {t('shell.demoBanner')}
            </div>
          )}
          <Breadcrumbs />
          <Suspense fallback={<Waiting rows={8} />}>
            <Outlet />
          </Suspense>
          <Suspense fallback={null}>{derivation && <DerivationOver asked={derivation} />}</Suspense>
        </main>
      </div>
    </div>
  );
}
