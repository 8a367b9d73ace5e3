import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { carryOverEndpoints } from '../../../../contract/carry-over.ts';
import { useAsk } from '../../../api/queries.ts';
import { DerivationDrawer } from '../../../parts/DerivationDrawer.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { useGo } from '../../../ui/GoLink.tsx';
import { Waiting } from '../../../ui/Page.tsx';

const noNames = new Map<string, string>();

/** The derivation of a figure of the carry-over, over its page. */
export function CarryOverDerivation() {
  const { entityId } = useAddress('entityId');
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const node = search.node === undefined ? '' : String(search.node);
  const view = useAsk(carryOverEndpoints.readCarryOver, { params: { entityId } });
  const router = useRouter();
  const go = useGo();
  const record = useMemo(
    () =>
      view.data && {
        ...{ year: 2025, nodeId: node, derivation: view.data.derivation, conventions: view.data.conventions, findings: [] },
        ...{ frozen: null, data: [], approvals: [] },
      },
    [view.data, node],
  );
  const waiting = view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />;
  return (
    <DerivationDrawer
      view={record}
      place={{ unitId: null, year: 2025, names: noNames }}
      waiting={waiting}
      onClose={() => (router.history.canGoBack() ? router.history.back() : go(paths.carryOver(entityId), { replace: true }))}
    />
  );
}
