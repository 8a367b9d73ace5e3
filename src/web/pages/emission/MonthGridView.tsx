import { useMemo } from 'react';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import { PageHead } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { BesidePanel } from './BesidePanel.tsx';
import styles from './emission.module.css';
import { GridToolbar } from './GridToolbar.tsx';
import { facesOf, indexGrid, type MonthGrid } from './grid-model.ts';
import { linesOf, useColumns, useGridWords } from './grid-parts.tsx';
import { useFaceWords } from './useFaceWords.ts';
import { useGridEditing, useRestoredDrafts } from './useGridEditing.ts';
import { useGridPosition } from './useGridPosition.ts';
import { type GridPlace, useMonthSheet } from './useMonthSheet.ts';

/** The grid with its toolbar, and beside it the panel of a cell or a month; the grid stays where it is. */
export function MonthGridView({ grid, place }: { grid: MonthGrid; place: GridPlace }) {
  const { t, say, language } = useWords();
  const index = useMemo(() => indexGrid(grid), [grid]);
  const sheet = useMonthSheet(place, index);
  const faceWords = useFaceWords();
  const faces = useMemo(() => facesOf(index, sheet.drafts, faceWords), [index, sheet.drafts, faceWords]);
  const position = useGridPosition(grid);
  const { rows, beside } = position;
  // biome-ignore lint/correctness/useExhaustiveDependencies: all wording follows the language
  const lines = useMemo(() => linesOf(rows, { t, say, language }), [rows, language]);
  const columns = useColumns(grid, place, beside.row === null ? beside.month : null, position.openMonth);
  const gridWords = useGridWords(say(grid.unitName), place.year);
  const editing = useGridEditing(sheet, { lines, columns, faces });
  useRestoredDrafts(sheet, place);

  return (
    <div className={styles.page}>
      <PageHead
        title={`${say(grid.unitName)} · ${t('emission.months')}`}
        clause="A.8"
        summary={t('emission.monthsSummary', { method: say(grid.method.title), version: grid.method.version })}
      />
      <GridToolbar grid={grid} place={place} sheet={sheet} editing={editing} position={position} />
      <div className={styles.work}>
        <DataGrid
          lines={lines}
          columns={columns}
          faces={faces}
          selection={position.selection}
          onSelect={position.select}
          onOpen={position.openCell}
          {...editing}
          words={gridWords}
        />
        <BesidePanel index={index} place={place} sheet={sheet} position={position} />
      </div>
    </div>
  );
}
