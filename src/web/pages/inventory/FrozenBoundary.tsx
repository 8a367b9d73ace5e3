import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { EntityTable } from './BoundarySection.tsx';
import type { InventoryView } from './model.ts';

/** Approach, GWP set, who answers for it and what for, and the entities with their shares, as a version was frozen. */
export function FrozenBoundary({ view }: { view: InventoryView }) {
  const { t } = useWords();
  const { settings } = view;
  return (
    <>
      <Section title={t('inventory.tab.boundary')}>
        <KeyValues
          columns={3}
          items={[
            { label: t('inventory.approachLabel'), value: t(`inventory.approach.${settings.approach}`) },
            { label: t('inventory.gwpSet'), value: settings.gwpSet },
            { label: t('inventory.responsible'), value: settings.responsible },
            { label: t('inventory.intendedUse'), value: settings.intendedUse, wide: true },
          ]}
        />
      </Section>
      <EntityTable view={view} />
    </>
  );
}
