import { useRouterState } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';

/** The parts of the library as one row of links. */
export function LibraryTabs() {
  const { t } = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const tabs = [
    { to: paths.factors(), name: t('shell.page.factors') },
    { to: paths.ownFactors(), name: t('shell.page.ownFactors') },
    { to: paths.gwp(), name: t('shell.page.gwp') },
    { to: paths.publications(), name: t('shell.page.publications') },
  ];
  return (
    <nav className="th-tabs" aria-label={t('shell.page.library')}>
      {tabs.map((tab) => (
        <GoLink key={tab.to} to={tab.to} {...(pathname === tab.to ? { 'aria-current': 'page' as const } : {})}>
          {tab.name}
        </GoLink>
      ))}
    </nav>
  );
}
