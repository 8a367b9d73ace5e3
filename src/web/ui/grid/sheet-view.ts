import { cellKey } from './drafts.ts';
import type { SheetView } from './edits.ts';
import type { CellFace, DataGridProps } from './grid-types.ts';
import type { CellAt } from './selection.ts';

type Shown = Pick<DataGridProps, 'lines' | 'columns' | 'faces'>;

/** What is shown, as the edits look at it. */
export function sheetOf(shown: Shown): SheetView {
  return {
    rowKeys: shown.lines.map((line) => line.key),
    colKeys: shown.columns.map((column) => column.key),
    textAt: (row, col) => faceAt(shown, { row, col })?.text ?? '',
    lockedWhy: (row, col) => faceAt(shown, { row, col })?.lockedWhy ?? null,
  };
}

export function faceAt({ lines, columns, faces }: Shown, { row, col }: CellAt): CellFace | undefined {
  return faces.get(cellKey(lines[row]?.key ?? '', columns[col]?.key ?? ''));
}
