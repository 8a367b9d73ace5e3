import { parseBlock, printBlock, transposed } from './block.ts';
import { type CellAt, cellsOf, isSingle, type Rect, rectOf, type Selection } from './selection.ts';

/** One cell gets another text. The grid knows cells by row and column key, so that an edit survives a change of order. */
export interface CellEdit {
  readonly rowKey: string;
  readonly colKey: string;
  readonly text: string;
}

/** What the edits of this file look at. `lockedWhy` is null where a cell may be changed. */
export interface SheetView {
  readonly rowKeys: readonly string[];
  readonly colKeys: readonly string[];
  readonly textAt: (row: number, col: number) => string;
  readonly lockedWhy: (row: number, col: number) => string | null;
}

export interface EditResult {
  readonly edits: readonly CellEdit[];
  /** What is selected afterwards. */
  readonly selection: Selection;
  /** Cells of the block that fell outside the grid, and those that may not be changed: never dropped in silence. */
  readonly outside: number;
  readonly locked: number;
  /** Cells that hold another text now. */
  readonly changed: number;
}

export function copied(sheet: SheetView, selection: Selection): string {
  const rect = rectOf(selection);
  const rows: string[][] = [];
  for (let row = rect.top; row <= rect.bottom; row += 1) {
    rows.push([]);
    for (let col = rect.left; col <= rect.right; col += 1) rows.at(-1)?.push(sheet.textAt(row, col));
  }
  return printBlock(rows);
}

/**
 * A block lands with its upper left corner on the selection's; one cell, or a block that fits the selection a whole number of times, fills the
 * selection. `turned` swaps rows and columns first, for ledgers whose months run down.
 */
export function pasted(sheet: SheetView, selection: Selection, text: string, turned = false): EditResult {
  const read = parseBlock(text);
  const block = turned ? transposed(read) : read;
  const rect = rectOf(selection);
  const height = block.length;
  const width = block[0]?.length ?? 0;
  const tiles = (size: number, span: number) => (span > size && span % size === 0 ? span : size);
  const fits = !isSingle(selection) && (rect.bottom - rect.top + 1) % height === 0 && (rect.right - rect.left + 1) % width === 0;
  const target: Rect = {
    top: rect.top,
    left: rect.left,
    bottom: rect.top + (fits ? tiles(height, rect.bottom - rect.top + 1) : height) - 1,
    right: rect.left + (fits ? tiles(width, rect.right - rect.left + 1) : width) - 1,
  };
  return put(sheet, selection, target, (cell) => block[(cell.row - rect.top) % height]?.[(cell.col - rect.left) % width] ?? '');
}

export function cleared(sheet: SheetView, selection: Selection): EditResult {
  return put(sheet, selection, rectOf(selection), () => '');
}

/** The first row of the selection into the rows below it; of a single cell, the cell above it into it. */
export function filledDown(sheet: SheetView, selection: Selection): EditResult {
  const rect = rectOf(selection);
  const source = rect.top === rect.bottom ? Math.max(0, rect.top - 1) : rect.top;
  return put(sheet, selection, { ...rect, top: rect.top === rect.bottom ? rect.top : rect.top + 1 }, (cell) =>
    sheet.textAt(source, cell.col),
  );
}

/** The first column of the selection into the columns right of it; of a single cell, the cell left of it into it. */
export function filledRight(sheet: SheetView, selection: Selection): EditResult {
  const rect = rectOf(selection);
  const source = rect.left === rect.right ? Math.max(0, rect.left - 1) : rect.left;
  return put(sheet, selection, { ...rect, left: rect.left === rect.right ? rect.left : rect.left + 1 }, (cell) =>
    sheet.textAt(cell.row, source),
  );
}

/** One cell, or with Ctrl+Enter the whole selection, gets the typed text. */
export function typed(sheet: SheetView, selection: Selection, text: string, everywhere: boolean): EditResult {
  const { row, col } = selection.active;
  const target = everywhere ? rectOf(selection) : { top: row, left: col, bottom: row, right: col };
  return { ...put(sheet, selection, target, () => text), selection };
}

function put(sheet: SheetView, selection: Selection, target: Rect, textFor: (cell: CellAt) => string): EditResult {
  const edits: CellEdit[] = [];
  let outside = 0;
  let locked = 0;
  for (const cell of cellsOf(target)) {
    const rowKey = sheet.rowKeys[cell.row];
    const colKey = sheet.colKeys[cell.col];
    if (rowKey === undefined || colKey === undefined) {
      outside += 1;
      continue;
    }
    const text = textFor(cell);
    // An unchanged cell is left alone: pasting a whole year over a locked month refuses only what would really change.
    if (text.trim() === sheet.textAt(cell.row, cell.col).trim()) continue;
    if (sheet.lockedWhy(cell.row, cell.col) !== null) locked += 1;
    else edits.push({ rowKey, colKey, text: text.trim() });
  }
  const end = {
    row: Math.min(Math.max(target.bottom, target.top), sheet.rowKeys.length - 1),
    col: Math.min(Math.max(target.right, target.left), sheet.colKeys.length - 1),
  };
  const start = rectOf(selection);
  const after: Selection = { active: selection.active, start: { row: start.top, col: start.left }, end };
  return { edits, selection: { ...after, active: { row: start.top, col: start.left } }, outside, locked, changed: edits.length };
}

/** What undoing needs: the same cells with the text they had. */
export function inverse(sheet: SheetView, edits: readonly CellEdit[]): CellEdit[] {
  const rowOf = new Map(sheet.rowKeys.map((key, index) => [key, index]));
  const colOf = new Map(sheet.colKeys.map((key, index) => [key, index]));
  return edits.map((edit) => ({ ...edit, text: sheet.textAt(rowOf.get(edit.rowKey) ?? -1, colOf.get(edit.colKey) ?? -1) }));
}
