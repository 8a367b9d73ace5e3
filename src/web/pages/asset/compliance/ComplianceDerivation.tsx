import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { complianceEndpoints } from '../../../../contract/compliance.ts';
import { useAsk } from '../../../api/queries.ts';
import { DerivationDrawer } from '../../../parts/DerivationDrawer.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { useGo } from '../../../ui/GoLink.tsx';
import { Waiting } from '../../../ui/Page.tsx';

/** The derivation of a figure of the compliance year, over its page: rule, limit, what counts. */
export function ComplianceDerivation() {
  const params = useAddress('entityId', 'year');
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const node = search.node === undefined ? '' : String(search.node);
  const year = Number(params.year);
  const view = useAsk(complianceEndpoints.readCompliance, { params: { entityId: params.entityId, year } });
  const router = useRouter();
  const go = useGo();
  const names = useMemo(
    () =>
      new Map(
        (view.data?.offered ?? []).map(
          ({ class: held }) => [`unit=${held.id}`, `${held.programme} ${held.vintage} ${held.project}`.trim()] as const,
        ),
      ),
    [view.data],
  );
  const record = useMemo(
    () =>
      view.data?.derivation
        ? {
            ...{ year, nodeId: node, derivation: view.data.derivation, conventions: view.data.conventions, findings: [] },
            ...{ frozen: null, data: [], approvals: [] },
          }
        : undefined,
    [view.data, node, year],
  );
  const waiting = view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />;
  return (
    <DerivationDrawer
      view={record}
      place={{ unitId: null, year, names }}
      waiting={waiting}
      onClose={() => (router.history.canGoBack() ? router.history.back() : go(paths.compliance(params.entityId, year), { replace: true }))}
    />
  );
}
