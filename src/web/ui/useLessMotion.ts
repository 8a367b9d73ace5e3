import { useSyncExternalStore } from 'react';

const asked = window.matchMedia('(prefers-reduced-motion: reduce)');

function onChange(changed: () => void): () => void {
  asked.addEventListener('change', changed);
  return () => asked.removeEventListener('change', changed);
}

/** Whether the person's system asks for less motion (WCAG 2.2, 2.3.3). */
export function useLessMotion(): boolean {
  return useSyncExternalStore(onChange, () => asked.matches);
}
