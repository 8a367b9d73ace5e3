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
  settled,
  splitKey,
  taken,
} from './drafts.ts';
import type { CellEdit } from './edits.ts';

/** What came of sending a batch; the rest of the sheet's life depends on nothing else. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly versionOf: (key: string) => number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly named: ReadonlyMap<string, string>; readonly otherwise: string }
  | { readonly kind: 'overtaken'; readonly versionOf: (key: string) => number; readonly why: string };

const pauseMs = 600;
const retryMs = [3_000, 6_000, 12_000, 30_000] as const;

/** Drafts that save themselves after a pause: one batch on its way at a time, in the order of typing, again and again while nobody answers. */
export function useDraftSaving(known: Known, save: (batch: Batch) => Promise<SaveOutcome>) {
  const [drafts, setDrafts] = useState<Drafts>(noDrafts);
  const [misses, setMisses] = useState(0);
  const live = useRef({ drafts, known, save, sending: false });
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

  return {
    drafts,
    unreachable: misses > 0,
    put: (edits: readonly CellEdit[]) => hold(edited(live.current.drafts, edits, live.current.known)),
    choose: (key: string, choice: 'mine' | 'theirs') => {
      const { rowKey, colKey } = splitKey(key);
      hold(settled(live.current.drafts, key, choice, live.current.known.versionOf(rowKey, colKey)));
    },
    restore: hold,
    flush,
  };
}

function settle(drafts: Drafts, batch: Batch, outcome: SaveOutcome): Drafts {
  if (outcome.kind === 'saved') return confirmed(drafts, batch, outcome.versionOf);
  if (outcome.kind === 'unreachable') return postponed(drafts, batch);
  if (outcome.kind === 'refused') return refused(drafts, batch, outcome.named, outcome.otherwise);
  return overtaken(drafts, batch, outcome.versionOf, outcome.why);
}
