import { useState } from 'react';

interface Edited<State> {
  readonly past: readonly State[];
  readonly now: State;
  readonly future: readonly State[];
  readonly at: number;
}

const most = 200;
/** What is typed in one go is one step back. */
const pauseMs = 700;

/** What stands in the editor, with the way back and forth before it is saved. */
export function useEdits<State>(start: State) {
  const [edited, setEdited] = useState<Edited<State>>({ past: [], now: start, future: [], at: 0 });
  return {
    now: edited.now,
    canUndo: edited.past.length > 0,
    canRedo: edited.future.length > 0,
    set: (now: State) => {
      const at = performance.now();
      setEdited((one) => ({
        past: at - one.at < pauseMs && one.past.length > 0 ? one.past : [...one.past, one.now].slice(-most),
        ...{ now, future: [], at },
      }));
    },
    undo: () =>
      setEdited((one) => {
        const before = one.past.at(-1);
        return before === undefined ? one : { past: one.past.slice(0, -1), now: before, future: [one.now, ...one.future], at: 0 };
      }),
    redo: () =>
      setEdited((one) => {
        const [next, ...future] = one.future;
        return next === undefined ? one : { past: [...one.past, one.now], now: next, future, at: 0 };
      }),
  };
}
