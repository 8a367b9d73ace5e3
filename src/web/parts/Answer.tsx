import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '../api/call.ts';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Waiting } from '../ui/Page.tsx';
import { useWords } from '../words/language.ts';
import { RefusalNotice } from './RefusalNotice.tsx';

/** What a query brought: a skeleton while it is on its way, the refusal when it failed, otherwise its content. Old content stays while it is asked again. */
export function Answer<T>({ of, rows, children }: { of: UseQueryResult<T, Error>; rows?: number; children: (data: T) => ReactNode }) {
  const { t } = useWords();
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) {
    // Asking again does not help against a 403 or 404: the way out is elsewhere.
    const settled = of.error instanceof Problem && (of.error.status === 403 || of.error.status === 404);
    return (
      <RefusalNotice
        problem={of.error}
        {...(settled
          ? { extra: <GoLink to={paths.workbench()}>{t('shell.error.toWorkbench')}</GoLink> }
          : { onRetry: () => void of.refetch() })}
      />
    );
  }
  return <Waiting {...(rows ? { rows } : {})} />;
}
