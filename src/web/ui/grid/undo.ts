/** What was done and can be undone, newest last. */
export interface History<Step> {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export const stepLimit = 200;

export function emptyHistory<Step>(): History<Step> {
  return { past: [], future: [] };
}

/** A new step makes what was undone before unreachable, as everywhere. */
export function did<Step>(history: History<Step>, step: Step): History<Step> {
  return { past: [...history.past, step].slice(-stepLimit), future: [] };
}

export function undo<Step>(history: History<Step>): { readonly history: History<Step>; readonly step: Step } | null {
  const step = history.past.at(-1);
  return step === undefined ? null : { step, history: { past: history.past.slice(0, -1), future: [...history.future, step] } };
}

export function redo<Step>(history: History<Step>): { readonly history: History<Step>; readonly step: Step } | null {
  const step = history.future.at(-1);
  return step === undefined ? null : { step, history: { past: [...history.past, step], future: history.future.slice(0, -1) } };
}
