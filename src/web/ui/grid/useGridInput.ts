import {
  type ChangeEvent,
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { cellKey } from './drafts.ts';
import { cleared, copied, type EditResult, filledDown, filledRight, pasted, type SheetView, typed } from './edits.ts';
import { type Bubble, hasSomethingToSay } from './GridBubble.tsx';
import type { DataGridProps, EditKind } from './grid-types.ts';
import { commandOf, type GridCommand } from './keys.ts';
import { advance, at, extendTo, move, type Selection, wholeGrid } from './selection.ts';

/** What a cell does with the mouse and the keys; one stable object for the whole grid. */
export interface CellInputHandlers {
  readonly field: (element: HTMLInputElement | null) => void;
  readonly press: (event: MouseEvent<HTMLTableCellElement>) => void;
  readonly twice: (event: MouseEvent<HTMLTableCellElement>) => void;
  readonly hover: (event: MouseEvent<HTMLTableCellElement>) => void;
  readonly leave: () => void;
  readonly key: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly type: (event: ChangeEvent<HTMLInputElement>) => void;
  readonly copy: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly cut: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly paste: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly focus: (event: FocusEvent<HTMLInputElement>) => void;
  readonly blur: () => void;
  readonly openLine: (row: number) => void;
  readonly openCell: (row: number, col: number) => void;
}

interface Editing {
  readonly text: string;
  readonly mode: 'typing' | 'caret';
}

interface Live {
  props: DataGridProps;
  sheet: SheetView;
  editing: Editing | null;
}

export function sheetOf({ lines, columns, faces }: Pick<DataGridProps, 'lines' | 'columns' | 'faces'>): SheetView {
  const faceAt = (row: number, col: number) => faces.get(cellKey(lines[row]?.key ?? '', columns[col]?.key ?? ''));
  return {
    rowKeys: lines.map((line) => line.key),
    colKeys: columns.map((column) => column.key),
    textAt: (row, col) => faceAt(row, col)?.text ?? '',
    lockedWhy: (row, col) => faceAt(row, col)?.lockedWhy ?? null,
  };
}

export function useGridInput(props: DataGridProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [bubble, setBubble] = useState<Bubble | null>(null);
  const { lines, columns, faces } = props;
  const sheet = useMemo(() => sheetOf({ lines, columns, faces }), [lines, columns, faces]);
  // Handlers are made once; what they look at is kept here, so that a row is not drawn again because a handler is new.
  const live = useRef<Live>({ props, sheet, editing });
  live.current = { props, sheet, editing };
  const field = useRef<HTMLInputElement | null>(null);
  const wantsFocus = useRef(false);
  const turned = useRef(false);
  const { row, col } = props.selection.active;

  // The field moves with the active cell; without this the focus would stay behind in a cell that is gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active cell is what it waits for
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    field.current?.focus({ preventScroll: true });
    field.current?.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [row, col]);

  const mode = editing?.mode ?? 'ready';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active cell is what it waits for
  useLayoutEffect(() => {
    if (mode === 'ready' && document.activeElement === field.current) field.current?.select();
  }, [mode, row, col]);

  const [handlers] = useState<CellInputHandlers>(() => makeHandlers({ live, field, wantsFocus, turned, setEditing, setBubble }));
  return { editing, bubble, handlers };
}

interface Parts {
  readonly live: { readonly current: Live };
  readonly field: { current: HTMLInputElement | null };
  readonly wantsFocus: { current: boolean };
  readonly turned: { current: boolean };
  readonly setEditing: (editing: Editing | null) => void;
  readonly setBubble: (bubble: Bubble | null) => void;
}

function makeHandlers(parts: Parts): CellInputHandlers {
  const { live, field, wantsFocus, turned, setEditing, setBubble } = parts;
  const actions = makeActions(parts);
  let pressed = false;
  const release = () => {
    pressed = false;
  };
  return {
    field: (element) => {
      field.current = element;
    },
    press: (event) => {
      const cell = cellOf(event.currentTarget);
      const { props } = live.current;
      const same = sameCell(props.selection, cell);
      if (live.current.editing && same) return;
      // The browser would put the caret into the text; a press selects the cell.
      event.preventDefault();
      actions.commit(false);
      pressed = true;
      window.addEventListener('mouseup', release, { once: true });
      actions.go(event.shiftKey ? extendTo(props.selection, cell) : at(cell.row, cell.col));
    },
    twice: () => actions.edit('caret'),
    hover: (event) => {
      const cell = cellOf(event.currentTarget);
      if (pressed) actions.go(extendTo(live.current.props.selection, cell));
      const face = faceOf(live.current.props, cell);
      setBubble(hasSomethingToSay(face) ? { face, anchor: event.currentTarget } : null);
    },
    leave: () => setBubble(null),
    key: (event) => {
      const { editing } = live.current;
      const command = commandOf({ ...facts(event), isComposing: event.nativeEvent.isComposing }, editing?.mode ?? 'ready');
      if (!command) return;
      if (command.kind === 'paste_turned') {
        turned.current = true;
        return;
      }
      if (actions.obey(command)) event.preventDefault();
    },
    type: (event) => {
      const { editing } = live.current;
      setEditing({ text: event.target.value, mode: editing?.mode ?? 'typing' });
    },
    copy: (event) => actions.copy(event),
    cut: (event) => actions.copy(event) && actions.apply(cleared(live.current.sheet, live.current.props.selection), 'cut'),
    paste: (event) => {
      if (live.current.editing) return;
      event.preventDefault();
      const text = event.clipboardData.getData('text/plain');
      actions.apply(pasted(live.current.sheet, live.current.props.selection, text, turned.current), 'paste');
      turned.current = false;
    },
    focus: (event) => {
      if (!live.current.editing) event.currentTarget.select();
      const face = faceOf(live.current.props, live.current.props.selection.active);
      const anchor = event.currentTarget.closest('td');
      setBubble(anchor && hasSomethingToSay(face) ? { face, anchor } : null);
    },
    blur: () => {
      setBubble(null);
      actions.commit(false);
    },
    openLine: (row) => actions.open(row, live.current.props.selection.active.col),
    openCell: (row, col) => {
      wantsFocus.current = false;
      actions.open(row, col);
    },
  };
}

function makeActions({ live, field, wantsFocus, setEditing }: Parts) {
  const go = (selection: Selection) => {
    wantsFocus.current = true;
    live.current.props.onSelect(selection);
    // Only the corner moved: the field is the same and no effect will run.
    if (document.activeElement !== field.current && sameCell(live.current.props.selection, selection.active)) field.current?.focus();
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
    const face = faceOf(props, props.selection.active);
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
  const shared = { live, go, apply, edit, commit, open, setEditing };
  return { go, apply, edit, commit, open, copy, obey: (command: GridCommand) => obey(command, shared) };
}

interface Deeds {
  readonly live: { readonly current: Live };
  readonly go: (selection: Selection) => void;
  readonly apply: (result: EditResult, kind: EditKind) => boolean;
  readonly edit: (mode: 'typing' | 'caret') => void;
  readonly commit: (everywhere: boolean) => void;
  readonly open: (row: number, col: number) => void;
  readonly setEditing: (editing: Editing | null) => void;
}

/** True when the key was ours. */
function obey(command: GridCommand, { live, go, apply, edit, commit, open, setEditing }: Deeds): boolean {
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
      edit('caret');
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
      open(selection.active.row, selection.active.col);
      return true;
    default:
      return false;
  }
}

function facts(event: KeyboardEvent) {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  return { key, ctrlKey, metaKey, shiftKey, altKey };
}

function faceOf(props: DataGridProps, { row, col }: { row: number; col: number }) {
  return props.faces.get(cellKey(props.lines[row]?.key ?? '', props.columns[col]?.key ?? ''));
}

function cellOf(element: HTMLElement): { row: number; col: number } {
  return { row: Number(element.dataset.row), col: Number(element.dataset.col) };
}

function sameCell(selection: Selection, cell: { row: number; col: number }): boolean {
  return selection.active.row === cell.row && selection.active.col === cell.col;
}
