import { useParams } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { PageHead } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { InventoryLinks } from './BesideHead.tsx';
import { BoundarySection } from './BoundarySection.tsx';
import { ExclusionsSection } from './ExclusionsSection.tsx';
import { FigureDrawer } from './FigureLink.tsx';
import { HistorySection } from './HistorySection.tsx';
import type { Frameworks, InventoryView } from './model.ts';
import { ResultSection } from './ResultSection.tsx';
import { Scope2Section } from './Scope2Section.tsx';
import { SignificanceSection } from './SignificanceSection.tsx';
import { SourcesSection } from './SourcesSection.tsx';
import { StateBar } from './StateBar.tsx';

const tabs = ['result', 'sources', 'boundary', 'scope2', 'significance', 'exclusions', 'history'] as const;
type TabKey = (typeof tabs)[number];

/** One inventory: result first, then what it is made of. A GWP set in the address is a what-if and changes nothing. */
export function InventoryPage() {
  const { inventoryId = '' } = useParams({ strict: false }) as { inventoryId?: string };
  const [{ gwp }] = useSearchFields();
  const books = useAsk(e.readFrameworks, {});
  const asked = useAsk(e.readInventory, { params: { inventoryId }, query: gwp ? { gwpSet: gwp } : {} });
  return (
    <Answer of={books} rows={8}>
      {(frameworks) => (
        <Answer of={asked} rows={8}>
          {(view) => <Page view={view} books={frameworks} />}
        </Answer>
      )}
    </Answer>
  );
}

function Page({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  const [{ tab }, change] = useSearchFields();
  const active: TabKey = tabs.find((one) => one === tab) ?? 'result';
  const body: Readonly<Record<TabKey, () => React.ReactNode>> = {
    result: () => <ResultSection view={view} books={books} />,
    sources: () => <SourcesSection view={view} books={books} />,
    boundary: () => <BoundarySection view={view} />,
    scope2: () => <Scope2Section view={view} />,
    significance: () => <SignificanceSection view={view} books={books} />,
    exclusions: () => <ExclusionsSection view={view} books={books} />,
    history: () => <HistorySection view={view} />,
  };
  return (
    <>
      <PageHead
        title={view.name}
        clause="A.8"
        summary={t('inventory.headline', {
          entity: say(view.entityName),
          from: view.from,
          to: view.to,
          approach: t(`inventory.approach.${view.settings.approach}`),
          set: view.gwpSet,
        })}
      />
      <InventoryLinks inventoryId={view.id} />
      <StateBar view={view} />
      <Tabs
        activeKey={active}
        onChange={(key) => change({ tab: key === 'result' ? null : key })}
        items={tabs.map((key) => ({ key, label: t(`inventory.tab.${key}`) }))}
      />
      {body[active]()}
      <FigureDrawer inventoryId={view.id} year={view.year} gwpSet={view.gwpSet === view.settings.gwpSet ? null : view.gwpSet} />
    </>
  );
}
