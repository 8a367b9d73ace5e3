import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useDeed } from '../../api/queries.ts';
import { useRefusalWords } from '../../parts/Deed.tsx';
import { useDone } from '../../parts/use-done.ts';
import { type InventoryView, inventoryReads, type Settings } from './model.ts';

/** Saves a change of the settings as a new version; `why` says why it cannot be. */
export function useSettings(view: InventoryView, close: () => void = () => {}) {
  const words = useRefusalWords();
  const deed = useDeed(e.saveSettings, inventoryReads);
  const done = useDone(close);
  const why = view.mayEdit.refusal === null ? null : words(view.mayEdit.refusal);
  const save = (change: Partial<Settings>) =>
    deed.mutate(
      { params: { inventoryId: view.id }, body: { settings: { ...view.settings, ...change }, seenVersion: view.settingsVersion } },
      done,
    );
  return { save, deed, why };
}
