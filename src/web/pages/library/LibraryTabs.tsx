import { useRouterState } from '@tanstack/react-router';
import { LinkTabs } from '../../parts/LinkTabs.tsx';
import { paths } from '../../paths.ts';
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
  return <LinkTabs name={t('shell.page.library')} here={pathname} tabs={tabs.map((tab) => ({ ...tab, key: tab.to }))} />;
}
