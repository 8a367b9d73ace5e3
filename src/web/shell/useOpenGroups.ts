import { useEffect, useState } from 'react';
import type { GroupKey } from './navigation.ts';
import { usePreferences } from './preferences.tsx';

/** Which groups of the sider stand open: the one of the shown page, unless it was closed there, and those the person left open. */
export function useOpenGroups(here: GroupKey | null) {
  const { preferences, change } = usePreferences();
  const [closedHere, setClosedHere] = useState(false);
  // Coming to another group opens it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the group is the trigger, not a value read inside
  useEffect(() => setClosedHere(false), [here]);
  const isOpen = (key: GroupKey) => (key === here ? !closedHere : preferences.siderOpen.includes(key));
  function toggle(key: GroupKey) {
    const opens = !isOpen(key);
    if (key === here) setClosedHere(!opens);
    change({ siderOpen: [...preferences.siderOpen.filter((one) => one !== key), ...(opens ? [key] : [])] });
  }
  return { isOpen, toggle };
}
