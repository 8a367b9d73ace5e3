/** Where the reader is in the grid. Pure; rows and columns count from 0 and only cells that take data count. */
export interface CellAt {
  readonly row: number;
  readonly col: number;
}

/** `active` takes the keys; `start` and `end` are opposite corners of what is selected, and `active` is inside. */
export interface Selection {
  readonly active: CellAt;
  readonly start: CellAt;
  readonly end: CellAt;
}

export interface Rect {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Extent {
  readonly rows: number;
  readonly cols: number;
}

export type Motion =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'edge_left'
  | 'edge_right'
  | 'edge_up'
  | 'edge_down'
  | 'row_start'
  | 'row_end'
  | 'grid_start'
  | 'grid_end'
  | 'page_up'
  | 'page_down';

export type Filled = (row: number, col: number) => boolean;

const pageRows = 10;
const steps: Readonly<Partial<Record<Motion, readonly [number, number]>>> = {
  left: [0, -1],
  right: [0, 1],
  up: [-1, 0],
  down: [1, 0],
  edge_left: [0, -1],
  edge_right: [0, 1],
  edge_up: [-1, 0],
  edge_down: [1, 0],
  page_up: [-pageRows, 0],
  page_down: [pageRows, 0],
};

export function at(row: number, col: number): Selection {
  const cell = { row, col };
  return { active: cell, start: cell, end: cell };
}

export function rectOf(selection: Selection): Rect {
  const { start, end } = selection;
  return {
    top: Math.min(start.row, end.row),
    left: Math.min(start.col, end.col),
    bottom: Math.max(start.row, end.row),
    right: Math.max(start.col, end.col),
  };
}

export function isSingle(selection: Selection): boolean {
  return selection.start.row === selection.end.row && selection.start.col === selection.end.col;
}

export function contains(rect: Rect, row: number, col: number): boolean {
  return row >= rect.top && row <= rect.bottom && col >= rect.left && col <= rect.right;
}

export function sameCell(one: CellAt, other: CellAt): boolean {
  return one.row === other.row && one.col === other.col;
}

export function cellsOf(rect: Rect): CellAt[] {
  const cells: CellAt[] = [];
  for (let row = rect.top; row <= rect.bottom; row += 1) for (let col = rect.left; col <= rect.right; col += 1) cells.push({ row, col });
  return cells;
}

/** Arrows and the like; with `extend` the far corner moves and the active cell stays. */
export function move(selection: Selection, motion: Motion, extend: boolean, extent: Extent, filled: Filled): Selection {
  const target = destination(extend ? selection.end : selection.active, motion, extent, filled);
  return extend ? { active: selection.active, start: selection.active, end: target } : at(target.row, target.col);
}

export function extendTo(selection: Selection, cell: CellAt): Selection {
  return { active: selection.active, start: selection.active, end: cell };
}

export function wholeGrid(selection: Selection, extent: Extent): Selection {
  return { active: selection.active, start: { row: 0, col: 0 }, end: { row: extent.rows - 1, col: extent.cols - 1 } };
}

/**
 * Tab and Enter. Inside a selected block the active cell goes round the block; otherwise Tab goes on to the next row at the end of a row and is
 * null at the end of the grid, so that the keyboard can leave it; Enter stops at the last row.
 */
export function advance(selection: Selection, key: 'tab' | 'enter', backwards: boolean, extent: Extent): Selection | null {
  const by = backwards ? -1 : 1;
  const { row, col } = selection.active;
  if (!isSingle(selection)) {
    const active = roundBlock(rectOf(selection), selection.active, key, by);
    return { ...selection, active };
  }
  if (key === 'enter') return at(clamp(row + by, extent.rows), col);
  const index = row * extent.cols + col + by;
  if (index < 0 || index >= extent.rows * extent.cols) return null;
  return at(Math.floor(index / extent.cols), index % extent.cols);
}

function roundBlock(rect: Rect, cell: CellAt, key: 'tab' | 'enter', by: number): CellAt {
  const height = rect.bottom - rect.top + 1;
  const width = rect.right - rect.left + 1;
  const row = cell.row - rect.top;
  const col = cell.col - rect.left;
  const index = ((key === 'tab' ? row * width + col : col * height + row) + by + height * width) % (height * width);
  return key === 'tab'
    ? { row: rect.top + Math.floor(index / width), col: rect.left + (index % width) }
    : { row: rect.top + (index % height), col: rect.left + Math.floor(index / height) };
}

function destination(from: CellAt, motion: Motion, extent: Extent, filled: Filled): CellAt {
  const last = { row: extent.rows - 1, col: extent.cols - 1 };
  if (motion === 'row_start') return { row: from.row, col: 0 };
  if (motion === 'row_end') return { row: from.row, col: last.col };
  if (motion === 'grid_start') return { row: 0, col: 0 };
  if (motion === 'grid_end') return last;
  const [down, right] = steps[motion] ?? [0, 0];
  if (motion.startsWith('edge_')) return edge(from, down, right, extent, filled);
  return { row: clamp(from.row + down, extent.rows), col: clamp(from.col + right, extent.cols) };
}

/** As in a spreadsheet: to the end of the filled run, or over the gap to the next filled cell, or to the border. */
function edge(from: CellAt, down: number, right: number, extent: Extent, filled: Filled): CellAt {
  const inside = (cell: CellAt) => cell.row >= 0 && cell.row < extent.rows && cell.col >= 0 && cell.col < extent.cols;
  const next = (cell: CellAt): CellAt => ({ row: cell.row + down, col: cell.col + right });
  const full = (cell: CellAt) => filled(cell.row, cell.col);
  let here = from;
  const alongRun = full(from) && inside(next(from)) && full(next(from));
  while (inside(next(here)) && (alongRun ? full(next(here)) : true)) {
    here = next(here);
    if (!alongRun && full(here)) break;
  }
  return here;
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}
