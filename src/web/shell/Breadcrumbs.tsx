import { useRouterState } from '@tanstack/react-router';
import { GoLink } from '../ui/GoLink.tsx';
import { useWords } from '../words/language.ts';
import { placeOf } from './navigation.ts';

/** Group › page; the page is a link when one stands deeper than it. */
export function Breadcrumbs() {
  const { t } = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const place = placeOf(pathname);
  if (!place || place.group.pages.length === 1) return null;
  const deeper = pathname !== place.page.to;
  return (
    <nav className="th-breadcrumbs" aria-label={t('shell.breadcrumbs')}>
      <ol>
        <li>{t(`shell.group.${place.group.key}`)}</li>
        <li {...(deeper ? {} : { 'aria-current': 'page' as const })}>
          {deeper ? <GoLink to={place.page.to}>{t(`shell.page.${place.page.key}`)}</GoLink> : t(`shell.page.${place.page.key}`)}
        </li>
      </ol>
    </nav>
  );
}
