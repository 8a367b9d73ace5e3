import type { ChangeEvent, ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent } from 'react';
import { cleared, pasted } from './edits.ts';
import { hasSomethingToSay } from './GridBubble.tsx';
import { type GridActions, type InputState, makeActions, obey } from './grid-actions.ts';
import { commandOf } from './keys.ts';
import { at, type CellAt, extendTo, sameCell } from './selection.ts';
import { faceAt } from './sheet-view.ts';

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

export function makeHandlers(state: InputState): CellInputHandlers {
  const actions = makeActions(state);
  return { ...pointerHandlers(state, actions), ...typingHandlers(state, actions), ...clipboardHandlers(state, actions) };
}

type Pointer = 'press' | 'twice' | 'hover' | 'leave' | 'openLine' | 'openCell';

function pointerHandlers({ live, wantsFocus, setBubble }: InputState, actions: GridActions): Pick<CellInputHandlers, Pointer> {
  let pressed = false;
  const release = () => {
    pressed = false;
  };
  return {
    press: (event) => {
      const cell = cellOf(event.currentTarget);
      const { props, editing } = live.current;
      if (editing && sameCell(props.selection.active, cell)) return;
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
      const { props } = live.current;
      if (pressed) actions.go(extendTo(props.selection, cell));
      const face = faceAt(props, cell);
      setBubble(hasSomethingToSay(face) ? { face, anchor: event.currentTarget } : null);
    },
    leave: () => setBubble(null),
    openLine: (row) => actions.open(row, live.current.props.selection.active.col),
    openCell: (row, col) => {
      wantsFocus.current = false;
      actions.open(row, col);
    },
  };
}

type Typing = 'field' | 'key' | 'type' | 'focus' | 'blur';

function typingHandlers(state: InputState, actions: GridActions): Pick<CellInputHandlers, Typing> {
  const { live, field, turned, setEditing, setBubble } = state;
  return {
    field: (element) => {
      field.current = element;
    },
    key: (event) => {
      const { editing } = live.current;
      const command = commandOf({ ...facts(event), isComposing: event.nativeEvent.isComposing }, editing?.mode ?? 'ready');
      if (!command) return;
      if (command.kind === 'paste_turned') {
        turned.current = true;
        return;
      }
      if (obey(command, state, actions)) event.preventDefault();
    },
    type: (event) => {
      const { editing } = live.current;
      setEditing({ text: event.target.value, mode: editing?.mode ?? 'typing' });
    },
    focus: (event) => {
      const { editing, props } = live.current;
      if (!editing) event.currentTarget.select();
      const face = faceAt(props, props.selection.active);
      const anchor = event.currentTarget.closest('td');
      setBubble(anchor && hasSomethingToSay(face) ? { face, anchor } : null);
    },
    blur: () => {
      setBubble(null);
      actions.commit(false);
    },
  };
}

function clipboardHandlers({ live, turned }: InputState, actions: GridActions): Pick<CellInputHandlers, 'copy' | 'cut' | 'paste'> {
  return {
    copy: (event) => actions.copy(event),
    cut: (event) => actions.copy(event) && actions.apply(cleared(live.current.sheet, live.current.props.selection), 'cut'),
    paste: (event) => {
      if (live.current.editing) return;
      event.preventDefault();
      const text = event.clipboardData.getData('text/plain');
      actions.apply(pasted(live.current.sheet, live.current.props.selection, text, turned.current), 'paste');
      turned.current = false;
    },
  };
}

function facts(event: KeyboardEvent) {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  return { key, ctrlKey, metaKey, shiftKey, altKey };
}

function cellOf(element: HTMLElement): CellAt {
  return { row: Number(element.dataset.row), col: Number(element.dataset.col) };
}
