import { useSyncExternalStore } from 'react';

/** A question to the browser about its window or its person, asked once; a part that uses the answer is drawn anew when it changes. */
export function mediaHook(query: string): () => boolean {
  const asked = window.matchMedia(query);
  function onChange(changed: () => void): () => void {
    asked.addEventListener('change', changed);
    return () => asked.removeEventListener('change', changed);
  }
  return () => useSyncExternalStore(onChange, () => asked.matches);
}
