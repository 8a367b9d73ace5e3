import { useEffect, useMemo, useState } from 'react';
import { at, type Selection } from '../../ui/grid/selection.ts';
import { type Beside, useBeside } from './address.ts';
import { type MonthGrid, type Row, rowsInOrder } from './grid-model.ts';

/** Where somebody stands in a unit's year. */
export interface GridPosition {
  /** The rows shown, in the order shown. */
  readonly rows: readonly Row[];
  readonly allRows: boolean;
  readonly setAllRows: (all: boolean) => void;
  readonly selection: Selection;
  readonly select: (next: Selection) => void;
  /** What is open beside the grid; the address holds it, so that a link shows the same. */
  readonly beside: Beside;
  /** Goes to a cell and opens it, even where its row is not shown yet. */
  readonly goTo: (rowKey: string, month: string) => void;
  readonly openCell: (rowKey: string, month: string) => void;
  readonly openMonth: (month: string) => void;
  readonly close: () => void;
}

/** The rows that are shown, the cell that is active, and what stands open beside the grid. */
export function useGridPosition(grid: MonthGrid): GridPosition {
  const { beside, show } = useBeside();
  const [allRows, setAllRows] = useState(false);
  const rows = useMemo(
    () => rowsInOrder(grid.rows, allRows, (key) => grid.cells.some((cell) => cell.rowKey === key && cell.value !== null)),
    [grid, allRows],
  );
  const [selection, setSelection] = useState(() =>
    at(Math.max(0, lineOf(rows, beside.row)), Math.max(0, columnOf(grid, beside.month ?? firstOpen(grid)))),
  );
  useCellInAddress(beside, grid, show);

  return {
    rows,
    allRows,
    setAllRows,
    selection,
    beside,
    select: (next) => {
      setSelection(next);
      const row = rows[next.active.row]?.key;
      const month = grid.months[next.active.col]?.month;
      // An open panel follows the selection; a closed one stays closed.
      const open = beside.row !== null && beside.month !== null;
      if (open && row && month && (row !== beside.row || month !== beside.month)) show({ row, month });
    },
    goTo: (rowKey, month) => {
      const hidden = lineOf(rows, rowKey) < 0;
      if (hidden) setAllRows(true);
      const row = lineOf(hidden ? rowsInOrder(grid.rows, true, () => true) : rows, rowKey);
      const col = columnOf(grid, month);
      if (row >= 0 && col >= 0) setSelection(at(row, col));
      show({ row: rowKey, month });
    },
    openCell: (row, month) => show({ row, month }),
    openMonth: (month) => {
      setSelection((now) => at(now.active.row, Math.max(0, columnOf(grid, month))));
      show({ month });
    },
    close: () => show({}),
  };
}

function lineOf(rows: readonly Row[], rowKey: string | null): number {
  return rows.findIndex((row) => row.key === rowKey);
}

function columnOf(grid: MonthGrid, month: string | undefined): number {
  return grid.months.findIndex((one) => one.month === month);
}

/** The month somebody most likely comes for: the first that is still open. */
function firstOpen(grid: MonthGrid): string | undefined {
  return grid.months.find((month) => month.state === 'draft')?.month;
}

/** A link that names a cell by its id is turned into the place of the cell. */
function useCellInAddress({ cellId }: Beside, grid: MonthGrid, show: (next: Partial<Beside>) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each id in the address
  useEffect(() => {
    const cell = cellId ? grid.cells.find((one) => one.cellId === cellId) : undefined;
    if (cell) show({ row: cell.rowKey, month: cell.month });
  }, [cellId]);
}
