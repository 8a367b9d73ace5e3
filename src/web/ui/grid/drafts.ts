import type { CellEdit } from './edits.ts';

/**
 * What has been typed and is not yet the server's: a small state machine for saving by itself. Nothing typed is ever lost: a cell leaves this
 * list only when the server has confirmed exactly this text, or when its writer takes the other one's.
 */
export interface Draft {
  readonly text: string;
  /** The version of the cell the writer saw; another one in the meantime is a conflict. */
  readonly seenVersion: number;
  /** `invalid` cannot be sent as it is; `refused` was sent and not taken; `conflict` was overtaken by somebody else. */
  readonly state: 'waiting' | 'saving' | 'invalid' | 'refused' | 'conflict';
  /** Counts the edits of this cell, so that an answer about an older text does not clear a newer one. */
  readonly stamp: number;
  readonly why: string | null;
}

export type Drafts = ReadonlyMap<string, Draft>;
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'attention';

export const noDrafts: Drafts = new Map();

export function cellKey(rowKey: string, colKey: string): string {
  return `${colKey} ${rowKey}`;
}

export function splitKey(key: string): { readonly rowKey: string; readonly colKey: string } {
  const gap = key.indexOf(' ');
  return { colKey: key.slice(0, gap), rowKey: key.slice(gap + 1) };
}

export interface Known {
  /** Text and version of the cell on the server. */
  readonly textOf: (rowKey: string, colKey: string) => string;
  readonly versionOf: (rowKey: string, colKey: string) => number;
  /** Null when the text can be sent; otherwise why not. */
  readonly faultOf: (rowKey: string, text: string) => string | null;
}

export function edited(drafts: Drafts, edits: readonly CellEdit[], known: Known): Drafts {
  const next = new Map(drafts);
  for (const edit of edits) {
    const key = cellKey(edit.rowKey, edit.colKey);
    const before = next.get(key);
    // Back to what the server holds: nothing is left to save, unless an older text of this cell is just on its way.
    if (edit.text === known.textOf(edit.rowKey, edit.colKey) && before?.state !== 'saving' && before?.state !== 'conflict') {
      next.delete(key);
      continue;
    }
    const why = known.faultOf(edit.rowKey, edit.text);
    next.set(key, {
      text: edit.text,
      seenVersion: before && before.state !== 'conflict' ? before.seenVersion : known.versionOf(edit.rowKey, edit.colKey),
      state: why === null ? 'waiting' : 'invalid',
      stamp: (before?.stamp ?? 0) + 1,
      why,
    });
  }
  return next;
}

export interface Batch {
  readonly cells: readonly { readonly key: string; readonly text: string; readonly seenVersion: number; readonly stamp: number }[];
}

/** What goes to the server next; null when nothing waits or something is on its way. */
export function taken(drafts: Drafts): { readonly drafts: Drafts; readonly batch: Batch } | null {
  const entries = [...drafts];
  if (entries.some(([, draft]) => draft.state === 'saving')) return null;
  const cells = entries
    .filter(([, draft]) => draft.state === 'waiting')
    .map(([key, draft]) => ({ key, text: draft.text, seenVersion: draft.seenVersion, stamp: draft.stamp }));
  if (cells.length === 0) return null;
  const sent = new Set(cells.map((cell) => cell.key));
  return { batch: { cells }, drafts: new Map(entries.map(([key, draft]) => [key, sent.has(key) ? { ...draft, state: 'saving' } : draft])) };
}

/** The server has it. What was typed over in the meantime waits again, now on top of the new version. */
export function confirmed(drafts: Drafts, batch: Batch, versionOf: (key: string) => number): Drafts {
  const next = new Map(drafts);
  for (const cell of batch.cells) {
    const draft = next.get(cell.key);
    if (draft === undefined) continue;
    if (draft.stamp === cell.stamp) next.delete(cell.key);
    else next.set(cell.key, { ...draft, seenVersion: versionOf(cell.key) });
  }
  return next;
}

/** The server could not be reached: everything waits again and nothing is lost. */
export function postponed(drafts: Drafts, batch: Batch): Drafts {
  return back(drafts, batch, () => ({ state: 'waiting', why: null }));
}

/**
 * The server said no. The block is saved as a whole or not at all, so the cells it named keep its words and the others wait again; when it
 * named none, all carry them.
 */
export function refused(drafts: Drafts, batch: Batch, named: ReadonlyMap<string, string>, otherwise: string): Drafts {
  return back(drafts, batch, (key) => {
    const why = named.get(key) ?? (named.size === 0 ? otherwise : null);
    return why === null ? { state: 'waiting', why: null } : { state: 'refused', why };
  });
}

/** Somebody else wrote first. Cells whose version moved on wait for a choice; the others are sent again. */
export function overtaken(drafts: Drafts, batch: Batch, versionOf: (key: string) => number, why: string): Drafts {
  const moved = new Set(batch.cells.filter((cell) => versionOf(cell.key) !== cell.seenVersion).map((cell) => cell.key));
  return back(drafts, batch, (key) => (moved.has(key) || moved.size === 0 ? { state: 'conflict', why } : { state: 'waiting', why: null }));
}

/** The choice after a conflict: `mine` is written on top of the version seen now, `theirs` drops what was typed. */
export function settled(drafts: Drafts, key: string, choice: 'mine' | 'theirs', version: number): Drafts {
  const next = new Map(drafts);
  const draft = next.get(key);
  if (choice === 'theirs' || draft === undefined) next.delete(key);
  else next.set(key, { ...draft, state: 'waiting', why: null, seenVersion: version, stamp: draft.stamp + 1 });
  return next;
}

export function saveState(drafts: Drafts, unreachable: boolean): SaveState {
  const states = new Set([...drafts.values()].map((draft) => draft.state));
  if (states.has('saving')) return 'saving';
  if (states.has('waiting')) return unreachable ? 'failed' : 'waiting';
  return states.size > 0 ? 'attention' : 'saved';
}

/** The cells that do not go on by themselves: somebody has to mend them or decide. */
export function stuckCells(drafts: Drafts): readonly { readonly rowKey: string; readonly colKey: string }[] {
  return [...drafts].filter(([, draft]) => draft.state !== 'waiting' && draft.state !== 'saving').map(([key]) => splitKey(key));
}

function back(drafts: Drafts, batch: Batch, fate: (key: string) => Pick<Draft, 'state' | 'why'>): Drafts {
  const next = new Map(drafts);
  for (const cell of batch.cells) {
    const draft = next.get(cell.key);
    if (draft === undefined || draft.state !== 'saving') continue;
    next.set(cell.key, { ...draft, ...fate(cell.key) });
  }
  return next;
}
