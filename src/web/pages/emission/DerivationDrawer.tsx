import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { useAsk } from '../../api/queries.ts';
import { DerivationDrawer } from '../../parts/DerivationDrawer.tsx';
import type { IndexNames } from '../../parts/derivation-tree.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { useWorkplace } from '../../shell/workplace.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { Waiting } from '../../ui/Page.tsx';
import { nameIn, useWords } from '../../words/language.ts';

function useAsked() {
  // Of the drawer that is shown: when it is left the address is ahead of it.
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const text = (name: string) => (search[name] === undefined ? undefined : String(search[name]));
  return { node: text('node') ?? '', calculationId: text('calculationId') };
}

/** Units and fuel streams by the keys a method knows them by: their codes. */
function useIndexNames(): IndexNames {
  const { tree } = useWorkplace();
  const { language } = useWords();
  return useMemo(() => {
    const units = tree.data?.units ?? [];
    return new Map([
      ...units.map((unit) => [`unit=${unit.code}`, nameIn(language, unit)] as const),
      ...units.flatMap((unit) =>
        unit.fuelStreams.map(
          (stream) => [`${stream.fuelKind}=${stream.fuelKind === 'coal' ? stream.code : stream.fuel}`, nameIn(language, stream)] as const,
        ),
      ),
    ]);
  }, [tree.data, language]);
}

/** Back to where the drawer was opened from; a link opened directly has only the page below it. */
function useLeave(below: string): () => void {
  const router = useRouter();
  const go = useGo();
  return () => (router.history.canGoBack() ? router.history.back() : go(below, { replace: true }));
}

/**
 * The derivation of a number over any page, named by the search field `derivation`: `unit:<id>:<year>:<node>` or `entity:<id>:<year>:<node>`. The page below
 * stays as it is.
 */
export function DerivationOver({ asked }: { asked: string }) {
  const [kind = '', id = '', year = '', ...node] = asked.split(':');
  const place = { year: Number(year), node: node.join(':') };
  if (kind === 'unit') return <UnitOver unitId={id} {...place} />;
  return kind === 'entity' ? <EntityOver entityId={id} {...place} /> : null;
}

/** Takes the search field away again and leaves the rest of the address. */
function useLeaveOver(): () => void {
  const router = useRouter();
  return () => {
    const search = new URLSearchParams(router.state.location.searchStr);
    search.delete('derivation');
    const tail = search.toString();
    router.history.replace(tail === '' ? router.state.location.pathname : `${router.state.location.pathname}?${tail}`);
  };
}

function UnitOver({ unitId, year, node }: { unitId: string; year: number; node: string }) {
  const view = useAsk(emissionEndpoints.readDerivation, { params: { unitId, year }, query: { node } });
  const names = useIndexNames();
  const waiting = view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />;
  return <DerivationDrawer view={view.data} place={{ unitId, year, names }} waiting={waiting} onClose={useLeaveOver()} />;
}

function EntityOver({ entityId, year, node }: { entityId: string; year: number; node: string }) {
  const view = useAsk(emissionEndpoints.readEntityDerivation, { params: { entityId, year }, query: { node } });
  const names = useIndexNames();
  const waiting = view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />;
  return <DerivationDrawer view={view.data} place={{ unitId: null, year, names }} waiting={waiting} onClose={useLeaveOver()} />;
}

/** The derivation of a number of a unit, over the unit's month grid. */
export function UnitDerivationDrawer() {
  const params = useAddress('unitId', 'year');
  const year = Number(params.year);
  const { node, calculationId } = useAsked();
  const view = useAsk(emissionEndpoints.readDerivation, {
    params: { unitId: params.unitId, year },
    query: { node, ...(calculationId ? { calculationId } : {}) },
  });
  const names = useIndexNames();
  const leave = useLeave(paths.monthGrid(params.unitId, year));
  return (
    <DerivationDrawer
      view={view.data}
      place={{ unitId: params.unitId, year, names }}
      waiting={view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />}
      onClose={leave}
    />
  );
}

/** The derivation of a number of an entity, over its annual result. */
export function EntityDerivationDrawer() {
  const params = useAddress('entityId', 'year');
  const year = Number(params.year);
  const { node } = useAsked();
  const view = useAsk(emissionEndpoints.readEntityDerivation, { params: { entityId: params.entityId, year }, query: { node } });
  const names = useIndexNames();
  const leave = useLeave(paths.annualResult(params.entityId, year));
  return (
    <DerivationDrawer
      view={view.data}
      place={{ unitId: null, year, names }}
      waiting={view.isError ? <RefusalNotice problem={view.error} onRetry={() => void view.refetch()} /> : <Waiting rows={8} />}
      onClose={leave}
    />
  );
}
