import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Waiting } from '../ui/Page.tsx';
import { RefusalNotice } from './RefusalNotice.tsx';

/** What a query brought: a skeleton while it is on its way, the refusal when it failed, otherwise its content. Old content stays while it is asked again. */
export function Answer<T>({ of, rows, children }: { of: UseQueryResult<T, Error>; rows?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) return <RefusalNotice problem={of.error} onRetry={() => void of.refetch()} />;
  return <Waiting {...(rows ? { rows } : {})} />;
}
