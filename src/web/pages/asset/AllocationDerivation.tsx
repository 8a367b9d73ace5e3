import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { assetEndpoints } from '../../../contract/asset.ts';
import { useAsk } from '../../api/queries.ts';
import { DerivationDrawer } from '../../parts/DerivationDrawer.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { useWorkplace } from '../../shell/workplace.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { Waiting } from '../../ui/Page.tsx';
import { nameIn, useWords } from '../../words/language.ts';

/** The derivation of a figure of the allocation, over its page: formula with numbers, inputs, benchmark with its source. */
export function AllocationDerivation() {
  const params = useAddress('entityId', 'year');
  const { node } = useSearch({ strict: false }) as { node?: string };
  const year = Number(params.year);
  const view = useAsk(assetEndpoints.readAllocationDerivation, {
    params: { entityId: params.entityId, year },
    query: { node: node ?? '' },
  });
  const { tree } = useWorkplace();
  const { language } = useWords();
  const router = useRouter();
  const go = useGo();
  const names = useMemo(
    () => new Map((tree.data?.units ?? []).map((unit) => [`unit=${unit.code}`, nameIn(language, unit)] as const)),
    [tree.data, language],
  );
  const record = useMemo(() => view.data && { ...view.data, frozen: null, data: [], approvals: [] }, [view.data]);
  const waiting = view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />;
  return (
    <DerivationDrawer
      view={record}
      place={{ unitId: null, year, names }}
      waiting={waiting}
      onClose={() => (router.history.canGoBack() ? router.history.back() : go(paths.allocation(params.entityId, year), { replace: true }))}
    />
  );
}
