import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Density } from '../theme.ts';
import type { GroupKey } from './navigation.ts';

interface Preferences {
  readonly density: Density;
  /** Headline numbers in 10⁴ t (万吨). */
  readonly bigUnit: boolean;
  readonly siderCollapsed: boolean;
  /** Groups of the sider this person left open. */
  readonly siderOpen: readonly GroupKey[];
  /** Which role's home the workbench shows, for who holds several. */
  readonly home: string | null;
}

const defaults: Preferences = { density: 'standard', bigUnit: false, siderCollapsed: false, siderOpen: ['emission'], home: null };
const storageKey = 'tanheng.preferences';

const Context = createContext<{ preferences: Preferences; change: (part: Partial<Preferences>) => void }>({
  preferences: defaults,
  change: () => undefined,
});

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...defaults, ...kept } : defaults;
  } catch {
    return defaults;
  }
}

/** How this person likes to see things; kept in the browser, never on the server. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, set] = useState(read);
  const value = useMemo(
    () => ({
      preferences,
      change: (part: Partial<Preferences>) => {
        const next = { ...preferences, ...part };
        set(next);
        try {
          localStorage.setItem(storageKey, JSON.stringify(next));
        } catch {
          // Holds until the page is closed then.
        }
      },
    }),
    [preferences],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function usePreferences() {
  return useContext(Context);
}
