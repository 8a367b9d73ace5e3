import { Outlet, useRouterState } from '@tanstack/react-router';
import { useMemo } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { LinkTabs } from '../../parts/LinkTabs.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { PageHead } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { FigureDrawer } from './FigureLink.tsx';
import { FrozenBar } from './FrozenBar.tsx';
import type { Frameworks, InventoryView } from './model.ts';
import { frozenRooms, ownRooms, ShownInventory } from './room.ts';
import { StateBar } from './StateBar.tsx';

/** One inventory with its rooms in one row of tabs, each at an address of its own. A GWP set in the address is a what-if and changes nothing. */
export function InventoryPage() {
  const { inventoryId, version } = useAddress('inventoryId', 'version');
  const [{ gwp }] = useSearchFields();
  const books = useAsk(e.readFrameworks, {});
  const query = { ...(gwp ? { gwpSet: gwp } : {}), ...(version === '' ? {} : { version: Number(version) }) };
  const asked = useAsk(e.readInventory, { params: { inventoryId }, query });
  return (
    <Answer of={books} rows={8}>
      {(frameworks) => (
        <Answer of={asked} rows={8}>
          {(view) => <Rooms view={view} books={frameworks} />}
        </Answer>
      )}
    </Answer>
  );
}

function Rooms({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  const shown = useMemo(() => ({ view, books }), [view, books]);
  const tabs = useTabs(view);
  const here = useHere(view);
  const frozen = view.shownVersion;
  const room = tabs.find((one) => one.key === here)?.name ?? '';
  return (
    <ShownInventory value={shown}>
      <PageHead
        title={view.name}
        named={`${room} · ${view.name}`}
        clause="A.8"
        summary={t('inventory.headline', {
          entity: say(view.entityName),
          from: view.from,
          to: view.to,
          approach: t(`inventory.approach.${view.settings.approach}`),
          set: view.gwpSet,
        })}
      />
      {frozen === null ? <StateBar view={view} /> : <FrozenBar view={view} version={frozen} />}
      <LinkTabs name={t('inventoryBeside.tabs')} tabs={tabs} here={here} />
      <Outlet />
      <FigureDrawer
        inventoryId={view.id}
        year={view.year}
        gwpSet={view.gwpSet === view.settings.gwpSet ? null : view.gwpSet}
        version={frozen}
      />
    </ShownInventory>
  );
}

/** In the order of the work: the figures, what they are made of, how good they are, what is told of them, what became of them. */
function useTabs({ id, shownVersion }: InventoryView) {
  const { t } = useWords();
  if (shownVersion !== null)
    return frozenRooms.map((key) => ({ key, name: t(`inventory.tab.${key}`), to: paths.inventoryVersion(id, shownVersion, key) }));
  return [
    ...ownRooms.map((key) => ({ key, name: t(`inventory.tab.${key}`), to: paths.inventoryOf(id, key) })),
    { key: 'quality', name: t('inventory.tab.quality'), to: paths.inventoryQuality(id) },
    { key: 'methods', name: t('inventory.tab.methods'), to: paths.inventoryMethods(id) },
    { key: 'base-year', name: t('inventory.tab.baseYear'), to: paths.inventoryBaseYear(id) },
    { key: 'report', name: t('inventory.tab.report'), to: paths.inventoryReport(id) },
    { key: 'versions', name: t('inventory.tab.history'), to: paths.inventoryVersions(id) },
  ];
}

/** The room of the address: its last part, or `tab` where rooms share one. */
function useHere({ id, shownVersion }: InventoryView): string {
  const [{ tab }] = useSearchFields();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const shared: readonly string[] = shownVersion === null ? ownRooms : frozenRooms;
  const own = pathname.split('/').at(-1) ?? '';
  if (shownVersion === null && own !== id) return own;
  return shared.find((one) => one === tab) ?? 'result';
}
