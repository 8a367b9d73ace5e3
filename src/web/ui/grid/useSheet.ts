import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type Batch,
  confirmed,
  type Drafts,
  edited,
  type Known,
  noDrafts,
  overtaken,
  postponed,
  refused,
  saveState,
  settled,
  splitKey,
  taken,
} from './drafts.ts';
import type { CellEdit } from './edits.ts';
import { did, emptyHistory, type History, redo, undo } from './undo.ts';

/** What came of sending a batch; the rest of the sheet's life depends on nothing else. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly versionOf: (key: string) => number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly named: ReadonlyMap<string, string>; readonly otherwise: string }
  | { readonly kind: 'overtaken'; readonly versionOf: (key: string) => number; readonly why: string };

interface Step {
  readonly back: readonly CellEdit[];
  readonly forth: readonly CellEdit[];
}

const pauseMs = 600;
const retryMs = [3_000, 6_000, 12_000, 30_000] as const;

/** Drafts, undo and saving by itself for a grid: one batch on its way at a time, in the order of typing. */
export function useSheet(known: Known, save: (batch: Batch) => Promise<SaveOutcome>) {
  const [drafts, setDrafts] = useState<Drafts>(noDrafts);
  const [history, setHistory] = useState<History<Step>>(emptyHistory);
  const [misses, setMisses] = useState(0);
  const live = useRef({ drafts, history, known, save, sending: false });
  live.current.known = known;
  live.current.save = save;

  const hold = useCallback((next: Drafts) => {
    live.current.drafts = next;
    setDrafts(next);
  }, []);

  const flush = useCallback(async () => {
    const next = live.current.sending ? null : taken(live.current.drafts);
    if (!next) return;
    live.current.sending = true;
    hold(next.drafts);
    const outcome = await live.current.save(next.batch);
    live.current.sending = false;
    hold(settle(live.current.drafts, next.batch, outcome));
    setMisses((count) => (outcome.kind === 'unreachable' ? count + 1 : 0));
  }, [hold]);

  const waiting = [...drafts.values()].some((draft) => draft.state === 'waiting');
  // biome-ignore lint/correctness/useExhaustiveDependencies: every further edit puts the moment of saving off
  useEffect(() => {
    if (!waiting) return;
    const pause = misses === 0 ? pauseMs : (retryMs[Math.min(misses, retryMs.length) - 1] ?? pauseMs);
    const timer = setTimeout(() => void flush(), pause);
    return () => clearTimeout(timer);
  }, [waiting, drafts, misses, flush]);

  const unsaved = drafts.size > 0;
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);

  const put = useCallback((edits: readonly CellEdit[]) => hold(edited(live.current.drafts, edits, live.current.known)), [hold]);
  const keep = useCallback((next: History<Step>) => {
    live.current.history = next;
    setHistory(next);
  }, []);

  return {
    drafts,
    state: saveState(drafts, misses > 0),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit: (edits: readonly CellEdit[], back: readonly CellEdit[]) => {
      if (edits.length === 0) return;
      keep(did(live.current.history, { back, forth: edits }));
      put(edits);
    },
    undo: (): readonly CellEdit[] => {
      const step = undo(live.current.history);
      if (!step) return [];
      keep(step.history);
      put(step.step.back);
      return step.step.back;
    },
    redo: (): readonly CellEdit[] => {
      const step = redo(live.current.history);
      if (!step) return [];
      keep(step.history);
      put(step.step.forth);
      return step.step.forth;
    },
    choose: (key: string, choice: 'mine' | 'theirs') => {
      const { rowKey, colKey } = splitKey(key);
      hold(settled(live.current.drafts, key, choice, live.current.known.versionOf(rowKey, colKey)));
    },
    restore: (next: Drafts) => hold(next),
    flush,
  };
}

function settle(drafts: Drafts, batch: Batch, outcome: SaveOutcome): Drafts {
  if (outcome.kind === 'saved') return confirmed(drafts, batch, outcome.versionOf);
  if (outcome.kind === 'unreachable') return postponed(drafts, batch);
  if (outcome.kind === 'refused') return refused(drafts, batch, outcome.named, outcome.otherwise);
  return overtaken(drafts, batch, outcome.versionOf, outcome.why);
}
