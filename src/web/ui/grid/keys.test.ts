import { describe, expect, it } from 'vitest';
import { commandOf, type KeyFacts, type Mode } from './keys.ts';

/** `C-S-ArrowDown`: control, shift, key. */
function press(name: string): KeyFacts {
  const parts = name.split('-');
  const key = parts.at(-1) ?? '';
  const has = (letter: string) => parts.slice(0, -1).includes(letter);
  return { key, ctrlKey: has('C'), metaKey: has('M'), shiftKey: has('S'), altKey: has('A'), isComposing: has('I') };
}

const cases: [Mode, string, unknown][] = [
  ['ready', 'ArrowRight', { kind: 'move', motion: 'right', extend: false }],
  ['ready', 'S-ArrowDown', { kind: 'move', motion: 'down', extend: true }],
  ['ready', 'C-S-ArrowDown', { kind: 'move', motion: 'edge_down', extend: true }],
  ['ready', 'Home', { kind: 'move', motion: 'row_start', extend: false }],
  ['ready', 'C-End', { kind: 'move', motion: 'grid_end', extend: false }],
  ['ready', 'PageDown', { kind: 'move', motion: 'page_down', extend: false }],
  ['ready', 'Tab', { kind: 'advance', key: 'tab', backwards: false }],
  ['ready', 'S-Tab', { kind: 'advance', key: 'tab', backwards: true }],
  ['ready', 'S-Enter', { kind: 'advance', key: 'enter', backwards: true }],
  ['ready', 'F2', { kind: 'edit' }],
  ['ready', 'S-F2', { kind: 'open' }],
  ['ready', 'A-Enter', { kind: 'open' }],
  ['ready', 'Delete', { kind: 'clear' }],
  ['ready', 'Backspace', { kind: 'clear' }],
  ['ready', 'C-d', { kind: 'fill_down' }],
  ['ready', 'C-r', { kind: 'fill_right' }],
  ['ready', 'C-z', { kind: 'undo' }],
  ['ready', 'M-z', { kind: 'undo' }],
  ['ready', 'C-y', { kind: 'redo' }],
  ['ready', 'C-S-Z', { kind: 'redo' }],
  ['ready', 'C-S-V', { kind: 'paste_turned' }],
  ['ready', 'C-a', { kind: 'select_all' }],
  ['ready', 'Escape', null],
  ['ready', '7', null],
  ['ready', 'C-c', null],
  ['ready', 'C-v', null],
  ['ready', 'I-7', null],
  ['typing', 'ArrowDown', { kind: 'move', motion: 'down', extend: false }],
  ['typing', 'Home', null],
  ['typing', 'Enter', { kind: 'advance', key: 'enter', backwards: false }],
  ['typing', 'C-Enter', { kind: 'commit_everywhere' }],
  ['typing', 'Escape', { kind: 'cancel' }],
  ['typing', 'F2', { kind: 'edit' }],
  ['typing', 'Delete', null],
  ['typing', 'C-z', null],
  ['caret', 'ArrowLeft', null],
  ['caret', 'C-a', null],
  ['caret', 'Tab', { kind: 'advance', key: 'tab', backwards: false }],
  ['caret', 'I-Enter', null],
];

describe('keys', () => {
  it.each(cases)('%s %s', (mode, name, command) => {
    expect(commandOf(press(name), mode)).toEqual(command);
  });
});
