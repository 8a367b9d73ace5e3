import { describe, expect, it } from 'vitest';
import { advance, at, cellsOf, extendTo, type Motion, move, rectOf, wholeGrid } from './selection.ts';

// 4 rows × 6 columns; x is a filled cell.
const picture = ['xxx..x', '......', 'x.x...', '.....x'];
const extent = { rows: 4, cols: 6 };
const filled = (row: number, col: number) => picture[row]?.[col] === 'x';

describe('moving', () => {
  const cases: [string, [number, number], Motion, [number, number]][] = [
    ['right', [0, 0], 'right', [0, 1]],
    ['left at the border stays', [0, 0], 'left', [0, 0]],
    ['down', [0, 0], 'down', [1, 0]],
    ['down at the border stays', [3, 2], 'down', [3, 2]],
    ['home', [2, 4], 'row_start', [2, 0]],
    ['end', [2, 1], 'row_end', [2, 5]],
    ['ctrl-home', [2, 4], 'grid_start', [0, 0]],
    ['ctrl-end', [0, 0], 'grid_end', [3, 5]],
    ['ctrl-right inside a run goes to its end', [0, 0], 'edge_right', [0, 2]],
    ['ctrl-right at the end of a run jumps the gap', [0, 2], 'edge_right', [0, 5]],
    ['ctrl-right from an empty cell goes to the next filled', [0, 3], 'edge_right', [0, 5]],
    ['ctrl-right without any goes to the border', [1, 1], 'edge_right', [1, 5]],
    ['ctrl-down over a gap', [0, 0], 'edge_down', [2, 0]],
    ['ctrl-up to the border', [3, 1], 'edge_up', [0, 1]],
    ['ctrl-left to the border', [1, 4], 'edge_left', [1, 0]],
    ['page down stops at the border', [0, 3], 'page_down', [3, 3]],
  ];
  it.each(cases)('%s', (_, [row, col], motion, [toRow, toCol]) => {
    expect(move(at(row, col), motion, false, extent, filled)).toEqual(at(toRow, toCol));
  });

  it('extends with shift: the active cell stays, the far corner moves', () => {
    const once = move(at(1, 1), 'right', true, extent, filled);
    const twice = move(once, 'down', true, extent, filled);
    expect(twice.active).toEqual({ row: 1, col: 1 });
    expect(rectOf(twice)).toEqual({ top: 1, left: 1, bottom: 2, right: 2 });
    expect(rectOf(extendTo(twice, { row: 0, col: 0 }))).toEqual({ top: 0, left: 0, bottom: 1, right: 1 });
    expect(rectOf(wholeGrid(twice, extent))).toEqual({ top: 0, left: 0, bottom: 3, right: 5 });
  });

  it('lists the cells of a block row by row', () => {
    expect(cellsOf({ top: 0, left: 1, bottom: 1, right: 2 }).map((c) => `${c.row}${c.col}`)).toEqual(['01', '02', '11', '12']);
  });
});

describe('tab and enter', () => {
  const cases: [string, [number, number], 'tab' | 'enter', boolean, [number, number] | null][] = [
    ['tab', [0, 0], 'tab', false, [0, 1]],
    ['tab at the end of a row', [0, 5], 'tab', false, [1, 0]],
    ['tab at the end of the grid leaves it', [3, 5], 'tab', false, null],
    ['shift-tab at the start of the grid leaves it', [0, 0], 'tab', true, null],
    ['shift-tab', [1, 0], 'tab', true, [0, 5]],
    ['enter', [0, 2], 'enter', false, [1, 2]],
    ['enter in the last row stays', [3, 2], 'enter', false, [3, 2]],
    ['shift-enter', [2, 2], 'enter', true, [1, 2]],
  ];
  it.each(cases)('%s', (_, [row, col], key, backwards, to) => {
    expect(advance(at(row, col), key, backwards, extent)).toEqual(to === null ? null : at(to[0], to[1]));
  });

  it('goes round a selected block', () => {
    const block = extendTo(at(0, 0), { row: 1, col: 1 });
    const seen = (key: 'tab' | 'enter') => {
      let here: ReturnType<typeof advance> = block;
      return Array.from({ length: 4 }, () => {
        here = here && advance(here, key, false, extent);
        return `${here?.active.row}${here?.active.col}`;
      });
    };
    expect(seen('tab')).toEqual(['01', '10', '11', '00']);
    expect(seen('enter')).toEqual(['10', '01', '11', '00']);
  });
});
