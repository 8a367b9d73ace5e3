import type { ClipboardEvent } from 'react';
import { cleared, copied, type EditResult, filledDown, filledRight, type SheetView, typed } from './edits.ts';
import type { Bubble } from './GridBubble.tsx';
import type { DataGridProps, EditKind } from './grid-types.ts';
import type { GridCommand } from './keys.ts';
import { advance, at, move, type Selection, sameCell, wholeGrid } from './selection.ts';
import { faceAt } from './sheet-view.ts';

/** What is being typed; with the caret in the text the arrows move in it, while typing they leave the cell. */
export interface Editing {
  readonly text: string;
  readonly mode: 'typing' | 'caret';
}

/** What input looks at when something happens: always the newest, though the handlers are made once. */
export interface Live {
  props: DataGridProps;
  sheet: SheetView;
  editing: Editing | null;
}

export interface InputState {
  readonly live: { readonly current: Live };
  readonly field: { current: HTMLInputElement | null };
  /** The field is to be focused when the active cell has moved. */
  readonly wantsFocus: { current: boolean };
  /** The next paste swaps rows and columns. */
  readonly turned: { current: boolean };
  readonly setEditing: (editing: Editing | null) => void;
  readonly setBubble: (bubble: Bubble | null) => void;
}

export type GridActions = ReturnType<typeof makeActions>;

/** What can be done in the grid, by whatever key, press or menu. */
export function makeActions({ live, field, wantsFocus, setEditing }: InputState) {
  const go = (selection: Selection) => {
    wantsFocus.current = true;
    live.current.props.onSelect(selection);
    // Only the corner moved: the field is the same and no effect will run.
    if (document.activeElement !== field.current && sameCell(live.current.props.selection.active, selection.active)) field.current?.focus();
  };
  const apply = (result: EditResult, kind: EditKind) => {
    const { props, sheet } = live.current;
    if (result.edits.length === 0 && result.locked > 0)
      props.onLocked(sheet.lockedWhy(result.selection.active.row, result.selection.active.col) ?? '');
    else props.onEdit(result, kind);
    go(result.selection);
    return true;
  };
  const edit = (mode: 'typing' | 'caret') => {
    const { props, editing } = live.current;
    const face = faceAt(props, props.selection.active);
    if (face?.lockedWhy) return props.onLocked(face.lockedWhy);
    setEditing({ text: editing?.text ?? face?.text ?? '', mode });
    const input = field.current;
    if (input) requestAnimationFrame(() => input.setSelectionRange(input.value.length, input.value.length));
  };
  const commit = (everywhere: boolean) => {
    const { editing, props, sheet } = live.current;
    if (!editing) return;
    live.current.editing = null;
    setEditing(null);
    const result = typed(sheet, props.selection, editing.text, everywhere);
    if (result.edits.length > 0) props.onEdit(result, 'type');
    else if (result.locked > 0) props.onLocked(sheet.lockedWhy(props.selection.active.row, props.selection.active.col) ?? '');
  };
  const open = (row: number, col: number) => {
    const { props } = live.current;
    const line = props.lines[row];
    const column = props.columns[col];
    if (!line || !column) return;
    props.onSelect(at(row, col));
    props.onOpen(line.key, column.key);
  };
  const copy = (event: ClipboardEvent<HTMLInputElement>) => {
    if (live.current.editing) return false;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copied(live.current.sheet, live.current.props.selection));
    return true;
  };
  return { go, apply, edit, commit, open, copy };
}

/** Does what a key asks for; true when the key was the grid's. */
export function obey(command: GridCommand, { live, setEditing }: InputState, actions: GridActions): boolean {
  const { go, apply, commit } = actions;
  const { props, sheet } = live.current;
  const { selection } = props;
  const extent = { rows: props.lines.length, cols: props.columns.length };
  switch (command.kind) {
    case 'move':
      commit(false);
      go(move(selection, command.motion, command.extend, extent, (row, col) => sheet.textAt(row, col) !== ''));
      return true;
    case 'advance': {
      commit(false);
      const next = advance(selection, command.key, command.backwards, extent);
      if (next) go(next);
      return next !== null;
    }
    case 'commit_everywhere':
      commit(true);
      return true;
    case 'edit':
      actions.edit('caret');
      return true;
    case 'cancel':
      setEditing(null);
      return true;
    case 'clear':
      return apply(cleared(sheet, selection), 'clear');
    case 'fill_down':
      return apply(filledDown(sheet, selection), 'fill');
    case 'fill_right':
      return apply(filledRight(sheet, selection), 'fill');
    case 'undo':
      props.onUndo();
      return true;
    case 'redo':
      props.onRedo();
      return true;
    case 'select_all':
      go(wholeGrid(selection, extent));
      return true;
    case 'open':
      actions.open(selection.active.row, selection.active.col);
      return true;
    default:
      return false;
  }
}
