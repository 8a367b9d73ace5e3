import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { DerivationDrawer } from '../../../parts/DerivationDrawer.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { paths } from '../../../paths.ts';
import { useGo } from '../../../ui/GoLink.tsx';
import { Waiting } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useAccounting } from './AccountingPage.tsx';

/** The derivation of an amount of the books, over its page: movements, cost flow, entries. */
export function AccountingDerivation() {
  const [{ node }] = useSearchFields();
  const view = useAccounting();
  const router = useRouter();
  const go = useGo();
  const year = view.data?.year ?? 0;
  const names = useMemo(
    () =>
      new Map(
        (view.data?.classes ?? []).map(
          ({ class: held }) => [`class=${held.id}`, `${held.programme} ${held.vintage} ${held.project}`.trim()] as const,
        ),
      ),
    [view.data],
  );
  const record = useMemo(
    () =>
      view.data?.derivation
        ? {
            ...{ year: view.data.year, nodeId: node ?? '', derivation: view.data.derivation, conventions: view.data.conventions },
            ...{ findings: [], frozen: null, data: [], approvals: [] },
          }
        : undefined,
    [view.data, node],
  );
  const waiting = view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />;
  return (
    <DerivationDrawer
      view={record}
      place={{ unitId: null, year, names }}
      waiting={waiting}
      onClose={() => (router.history.canGoBack() ? router.history.back() : go(paths.accounting(), { replace: true }))}
    />
  );
}
