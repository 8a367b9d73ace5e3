import { useRef, useState } from 'react';
import type { CellEdit } from './edits.ts';
import { did, emptyHistory, type History, redo, undo } from './undo.ts';

interface Step {
  readonly back: readonly CellEdit[];
  readonly forth: readonly CellEdit[];
}

/** Steps that can be taken back and again; `put` writes the edits, which are answered so that they can be told. */
export function useUndoSteps(put: (edits: readonly CellEdit[]) => void) {
  const [history, setHistory] = useState<History<Step>>(emptyHistory);
  // Two steps in one moment: the second has to see what the first left behind.
  const live = useRef(history);
  const keep = (next: History<Step>) => {
    live.current = next;
    setHistory(next);
  };
  const walk = (way: typeof undo<Step>, side: keyof Step): readonly CellEdit[] => {
    const walked = way(live.current);
    if (!walked) return [];
    keep(walked.history);
    put(walked.step[side]);
    return walked.step[side];
  };
  return {
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit: (edits: readonly CellEdit[], back: readonly CellEdit[]) => {
      if (edits.length === 0) return;
      keep(did(live.current, { back, forth: edits }));
      put(edits);
    },
    undo: () => walk(undo, 'back'),
    redo: () => walk(redo, 'forth'),
  };
}
