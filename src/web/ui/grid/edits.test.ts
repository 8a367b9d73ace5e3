import { describe, expect, it } from 'vitest';
import { cleared, copied, type EditResult, filledDown, filledRight, inverse, pasted, type SheetView, typed } from './edits.ts';
import { at, extendTo } from './selection.ts';

// Rows a, b, c; columns 1–4; column 4 is locked.
const texts: Readonly<Record<string, string>> = { a1: '1', a2: '2', b1: '3', a4: '9' };
const sheet: SheetView = {
  rowKeys: ['a', 'b', 'c'],
  colKeys: ['1', '2', '3', '4'],
  textAt: (row, col) => texts[`${'abc'[row]}${col + 1}`] ?? '',
  lockedWhy: (_, col) => (col === 3 ? 'approved' : null),
};
const done = (result: EditResult) => result.edits.map((e) => `${e.rowKey}${e.colKey}=${e.text}`).join(' ');
const block = (row: number, col: number, toRow: number, toCol: number) => extendTo(at(row, col), { row: toRow, col: toCol });

describe('paste', () => {
  const cases: [string, ReturnType<typeof at>, string, string][] = [
    ['one cell', at(1, 1), '5', 'b2=5'],
    ['a block', at(1, 1), '5\t6\r\n7\t8\r\n', 'b2=5 b3=6 c2=7 c3=8'],
    ['one cell fills the selection', block(1, 1, 2, 2), '5', 'b2=5 b3=5 c2=5 c3=5'],
    ['a row is repeated over the selection', block(1, 1, 2, 2), '5\t6', 'b2=5 b3=6 c2=5 c3=6'],
    ['a block that does not fit lands whole', block(1, 1, 1, 2), '5\t6\t\n7\t8\t', 'b2=5 b3=6 c2=7 c3=8'],
    ['an empty cell empties', at(0, 0), '\t5', 'a1= a2=5'],
    ['what is equal stays untouched', at(0, 0), '1\t5', 'a2=5'],
  ];
  it.each(cases)('%s', (_, selection, text, expected) => {
    expect(done(pasted(sheet, selection, text))).toBe(expected);
  });

  it('counts what fell outside and what is locked', () => {
    const result = pasted(sheet, at(2, 2), '5\t6\t7\n8\t9\t10');
    expect(done(result)).toBe('c3=5');
    expect(result).toMatchObject({ locked: 1, outside: 4, changed: 1 });
    expect(result.selection).toMatchObject({ start: { row: 2, col: 2 }, end: { row: 2, col: 3 } });
  });

  it('turns a column of months into a row', () => {
    expect(done(pasted(sheet, at(1, 0), '5\n6\n7', true))).toBe('b1=5 b2=6 b3=7');
  });
});

describe('copy, clear, fill', () => {
  it('copies the selection as a block', () => {
    expect(copied(sheet, block(0, 0, 1, 1))).toBe('1\t2\r\n3\t');
  });
  it('clears what is filled and leaves the locked', () => {
    const result = cleared(sheet, block(0, 0, 1, 3));
    expect(done(result)).toBe('a1= a2= b1=');
    expect(result.locked).toBe(1);
  });
  const fills: [string, EditResult, string][] = [
    ['down over a block', filledDown(sheet, block(0, 0, 2, 1)), 'b1=1 b2=2 c1=1 c2=2'],
    ['down into one cell takes the one above', filledDown(sheet, at(2, 0)), 'c1=3'],
    ['right over a block', filledRight(sheet, block(0, 0, 1, 2)), 'a2=1 a3=1 b2=3 b3=3'],
    ['right into one cell takes the one on the left', filledRight(sheet, at(0, 2)), 'a3=2'],
    ['typed into the active cell', typed(sheet, block(0, 0, 1, 1), '7', false), 'a1=7'],
    ['typed into all that is selected', typed(sheet, block(0, 0, 1, 1), '7', true), 'a1=7 a2=7 b1=7 b2=7'],
  ];
  it.each(fills)('%s', (_, result, expected) => {
    expect(done(result)).toBe(expected);
  });
  it('knows the way back', () => {
    const result = pasted(sheet, at(0, 0), '7\t8\t9');
    expect(inverse(sheet, result.edits)).toEqual([
      { rowKey: 'a', colKey: '1', text: '1' },
      { rowKey: 'a', colKey: '2', text: '2' },
      { rowKey: 'a', colKey: '3', text: '' },
    ]);
  });
});
