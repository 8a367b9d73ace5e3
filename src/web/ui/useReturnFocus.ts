import { useEffect, useState } from 'react';

/** Gives the focus back to what held it when this part came, once it goes: whoever works by keyboard is where they were. */
export function useReturnFocus(): void {
  const [from] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (!(from instanceof HTMLElement)) return;
      // After the panel is gone; until then it keeps the focus inside.
      requestAnimationFrame(() => {
        if (from.isConnected) from.focus({ preventScroll: true });
      });
    },
    [from],
  );
}
