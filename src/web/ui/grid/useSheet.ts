import { useEffect } from 'react';
import { type Batch, type Known, saveState } from './drafts.ts';
import { type SaveOutcome, useDraftSaving } from './useDraftSaving.ts';
import { useUndoSteps } from './useUndoSteps.ts';

/** Drafts, undo and saving by itself for a grid. */
export function useSheet(known: Known, save: (batch: Batch) => Promise<SaveOutcome>) {
  const { put, unreachable, ...saving } = useDraftSaving(known, save);
  const steps = useUndoSteps(put);
  useAskBeforeLeaving(saving.drafts.size > 0);
  return { ...saving, ...steps, state: saveState(saving.drafts, unreachable) };
}

/** The browser asks before a window with unsaved work is closed. */
function useAskBeforeLeaving(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
