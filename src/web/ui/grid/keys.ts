import type { Motion } from './selection.ts';

/** What a key asks for; null when the key belongs to the text field or the browser. */
export type GridCommand =
  | { readonly kind: 'move'; readonly motion: Motion; readonly extend: boolean }
  | { readonly kind: 'advance'; readonly key: 'tab' | 'enter'; readonly backwards: boolean }
  | { readonly kind: 'commit_everywhere' }
  | { readonly kind: 'edit' | 'cancel' | 'clear' | 'fill_down' | 'fill_right' | 'undo' | 'redo' | 'select_all' | 'open' | 'paste_turned' };

export interface KeyFacts {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** An input method is composing: every key is its own. */
  readonly isComposing: boolean;
}

/** `ready`: the cell is selected. `typing`: text was typed over it, arrows leave it. `caret`: the text is being edited, arrows move inside it. */
export type Mode = 'ready' | 'typing' | 'caret';

const arrows: Readonly<Record<string, readonly [Motion, Motion]>> = {
  ArrowLeft: ['left', 'edge_left'],
  ArrowRight: ['right', 'edge_right'],
  ArrowUp: ['up', 'edge_up'],
  ArrowDown: ['down', 'edge_down'],
  Home: ['row_start', 'grid_start'],
  End: ['row_end', 'grid_end'],
};
const letters: Readonly<Record<string, 'fill_down' | 'fill_right' | 'redo' | 'select_all'>> = {
  d: 'fill_down',
  r: 'fill_right',
  y: 'redo',
  a: 'select_all',
};

export function commandOf(event: KeyFacts, mode: Mode): GridCommand | null {
  if (event.isComposing) return null;
  const control = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter') return enter(event, control, mode);
  if (event.key === 'Tab') return control || event.altKey ? null : { kind: 'advance', key: 'tab', backwards: event.shiftKey };
  if (event.key === 'Escape') return mode === 'ready' ? null : { kind: 'cancel' };
  if (event.key === 'F2') return event.shiftKey ? { kind: 'open' } : mode === 'ready' || mode === 'typing' ? { kind: 'edit' } : null;
  if (mode === 'caret' || event.altKey) return null;
  const arrow = arrows[event.key];
  if (arrow) {
    if (mode === 'typing' && (event.key === 'Home' || event.key === 'End')) return null;
    return { kind: 'move', motion: control ? arrow[1] : arrow[0], extend: event.shiftKey };
  }
  return mode === 'ready' ? ready(event, control) : null;
}

function enter(event: KeyFacts, control: boolean, mode: Mode): GridCommand | null {
  if (event.altKey) return mode === 'ready' ? { kind: 'open' } : null;
  if (control) return mode === 'ready' ? null : { kind: 'commit_everywhere' };
  return { kind: 'advance', key: 'enter', backwards: event.shiftKey };
}

function ready(event: KeyFacts, control: boolean): GridCommand | null {
  if (event.key === 'Delete' || event.key === 'Backspace') return { kind: 'clear' };
  if (event.key === 'PageUp') return { kind: 'move', motion: 'page_up', extend: event.shiftKey };
  if (event.key === 'PageDown') return { kind: 'move', motion: 'page_down', extend: event.shiftKey };
  if (!control) return null;
  const letter = event.key.toLowerCase();
  if (letter === 'z') return { kind: event.shiftKey ? 'redo' : 'undo' };
  // The browser still pastes; the grid only needs to know how the block shall lie.
  if (letter === 'v' && event.shiftKey) return { kind: 'paste_turned' };
  const known = letters[letter];
  return known && !event.shiftKey ? { kind: known } : null;
}
