import { App } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import { cellKey } from '../../ui/grid/drafts.ts';
import { type EditResult, inverse } from '../../ui/grid/edits.ts';
import type { EditKind } from '../../ui/grid/grid-types.ts';
import { at } from '../../ui/grid/selection.ts';
import { sheetOf } from '../../ui/grid/useGridInput.ts';
import { PageHead } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { useBeside } from './address.ts';
import { CellPanel } from './CellPanel.tsx';
import styles from './emission.module.css';
import { GridToolbar } from './GridToolbar.tsx';
import { facesOf, indexGrid, type MonthGrid, rowsInOrder } from './grid-model.ts';
import { linesOf, useColumns, useGridWords } from './grid-parts.tsx';
import { MonthPanel } from './MonthPanel.tsx';
import { useFaceWords } from './useFaceWords.ts';
import { type GridPlace, keptDrafts, useMonthSheet } from './useMonthSheet.ts';

/** The grid with its toolbar, and beside it the panel of a cell or a month; the grid stays where it is. */
export function MonthGridView({ grid, place }: { grid: MonthGrid; place: GridPlace }) {
  const { t, say, language } = useWords();
  const { message } = App.useApp();
  const index = useMemo(() => indexGrid(grid), [grid]);
  const faceWords = useFaceWords();
  const sheet = useMonthSheet(place, index);
  const faces = useMemo(() => facesOf(index, sheet.drafts, faceWords), [index, sheet.drafts, faceWords]);
  const [allRows, setAllRows] = useState(false);
  const rows = useMemo(
    () => rowsInOrder(grid.rows, allRows, (key) => grid.cells.some((cell) => cell.rowKey === key && cell.value !== null)),
    [grid, allRows],
  );
  const gridWords = useGridWords(say(grid.unitName), place.year);
  const { beside, show } = useBeside();
  // biome-ignore lint/correctness/useExhaustiveDependencies: all wording follows the language
  const lines = useMemo(() => linesOf(rows, { t, say, language }), [rows, language]);
  const [selection, setSelection] = useState(() =>
    at(
      Math.max(
        0,
        rows.findIndex((row) => row.key === beside.row),
      ),
      Math.max(
        0,
        grid.months.findIndex((month) => month.month === (beside.month ?? firstOpen(grid))),
      ),
    ),
  );
  const columns = useColumns(grid, place, beside.row === null ? beside.month : null, (month) => {
    setSelection((now) =>
      at(
        now.active.row,
        Math.max(
          0,
          grid.months.findIndex((one) => one.month === month),
        ),
      ),
    );
    show({ month });
  });
  useRestored(sheet, place);
  useCellInAddress(beside, grid, show);

  const activeRow = rows[selection.active.row]?.key ?? null;
  const activeMonth = grid.months[selection.active.col]?.month ?? null;
  const inPanel = beside.row !== null && beside.month !== null;

  const onEdit = (result: EditResult, kind: EditKind) => {
    sheet.edit(result.edits, inverse(sheetOf({ lines, columns, faces }), result.edits));
    if (kind !== 'type') tellResult(result, kind);
  };
  const tellResult = (result: EditResult, kind: EditKind) => {
    const faults = result.edits.filter((edit) => sheet.known.faultOf(edit.rowKey, edit.text) !== null).length;
    const parts = [
      kind === 'paste' ? t('emission.grid.pasted', { n: result.changed }) : '',
      faults > 0 ? t('emission.grid.withFaults', { n: faults }) : '',
      result.outside > 0 ? t('emission.grid.outside', { n: result.outside }) : '',
      result.locked > 0 ? t('emission.grid.lockedSkipped', { n: result.locked }) : '',
    ].filter((part) => part !== '');
    if (parts.length > 0)
      void message.open({ type: parts.length > 1 ? 'warning' : 'success', content: parts.join(t('emission.grid.gap')) });
  };
  const undo = () => void message.info(step(sheet.undo(), 'undone', 'nothingToUndo'));
  const redo = () => void message.info(step(sheet.redo(), 'redone', 'nothingToRedo'));
  const step = (edits: readonly unknown[], some: 'undone' | 'redone', none: 'nothingToUndo' | 'nothingToRedo') =>
    edits.length > 0 ? t(`emission.grid.${some}`, { n: edits.length }) : t(`emission.grid.${none}`);
  const goTo = (rowKey: string, month: string) => {
    if (!rows.some((row) => row.key === rowKey)) setAllRows(true);
    const row = rowsInOrder(grid.rows, allRows || !rows.some((r) => r.key === rowKey), () => false).findIndex((r) => r.key === rowKey);
    const col = grid.months.findIndex((m) => m.month === month);
    if (row >= 0 && col >= 0) setSelection(at(row, col));
    show({ row: rowKey, month });
  };

  return (
    <div className={styles.page}>
      <PageHead
        title={`${say(grid.unitName)} · ${t('emission.months')}`}
        clause="A.8"
        summary={t('emission.monthsSummary', { method: say(grid.method.title), version: grid.method.version })}
      />
      <GridToolbar
        grid={grid}
        place={place}
        sheet={sheet}
        onUndo={undo}
        onRedo={redo}
        allRows={allRows}
        hidden={grid.rows.length - rows.length}
        onAllRows={setAllRows}
        onNext={() => {
          const [key] = [...sheet.drafts].find(([, draft]) => draft.state !== 'waiting' && draft.state !== 'saving') ?? [];
          const [month, ...rest] = (key ?? '').split(' ');
          if (month) goTo(rest.join(' '), month);
        }}
      />
      <div className={styles.work}>
        <DataGrid
          lines={lines}
          columns={columns}
          faces={faces}
          selection={selection}
          onSelect={(next) => {
            setSelection(next);
            const row = rows[next.active.row]?.key;
            const month = grid.months[next.active.col]?.month;
            // An open panel follows the selection; a closed one stays closed.
            if (inPanel && row && month && (row !== beside.row || month !== beside.month)) show({ row, month });
          }}
          onEdit={onEdit}
          onUndo={undo}
          onRedo={redo}
          onOpen={(row, month) => show({ row, month })}
          onLocked={(why) => void message.warning(why)}
          words={gridWords}
        />
        {inPanel && beside.row && beside.month ? (
          <CellPanel
            key={cellKey(beside.row, beside.month)}
            index={index}
            place={place}
            rowKey={beside.row}
            month={beside.month}
            draft={sheet.drafts.get(cellKey(beside.row, beside.month))}
            onChoose={(choice) => sheet.choose(cellKey(beside.row ?? activeRow ?? '', beside.month ?? activeMonth ?? ''), choice)}
            onClose={() => show({})}
          />
        ) : beside.month ? (
          <MonthPanel
            key={beside.month}
            index={index}
            place={place}
            month={beside.month}
            unsaved={sheet.state !== 'saved'}
            onGo={goTo}
            onClose={() => show({})}
          />
        ) : null}
      </div>
    </div>
  );
}

/** The month somebody most likely comes for: the first that is still open. */
function firstOpen(grid: MonthGrid): string | undefined {
  return grid.months.find((month) => month.state === 'draft')?.month;
}

/** What an earlier visit could not save comes back once, and says so. */
function useRestored(sheet: ReturnType<typeof useMonthSheet>, place: GridPlace): void {
  const { t } = useWords();
  const { message } = App.useApp();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the grid is first shown
  useEffect(() => {
    const kept = keptDrafts(place, sheet.known);
    if (kept.size === 0) return;
    sheet.restore(kept);
    void message.info(t('emission.save.restored', { n: kept.size }));
  }, []);
}

/** A link that names a cell by its id is turned into the place of the cell. */
function useCellInAddress(
  { cellId }: ReturnType<typeof useBeside>['beside'],
  grid: MonthGrid,
  show: ReturnType<typeof useBeside>['show'],
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each id in the address
  useEffect(() => {
    const cell = cellId ? grid.cells.find((one) => one.cellId === cellId) : undefined;
    if (cell) show({ row: cell.rowKey, month: cell.month });
  }, [cellId]);
}
