import { App } from 'antd';
import { useEffect } from 'react';
import { type CellEdit, type EditResult, inverse } from '../../ui/grid/edits.ts';
import type { DataGridProps, EditKind } from '../../ui/grid/grid-types.ts';
import { sheetOf } from '../../ui/grid/sheet-view.ts';
import { useWords } from '../../words/language.ts';
import { type GridPlace, keptDrafts, type MonthSheet } from './useMonthSheet.ts';

/** What is done to the sheet, each with a word of what came of it. */
export type GridEditing = Pick<DataGridProps, 'onEdit' | 'onUndo' | 'onRedo' | 'onLocked'>;

/** Edits, undo and redo on the sheet as it is shown, told to the person who did them. */
export function useGridEditing(sheet: MonthSheet, shown: Pick<DataGridProps, 'lines' | 'columns' | 'faces'>): GridEditing {
  const { t } = useWords();
  const { message } = App.useApp();
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
  const tellStep = (edits: readonly CellEdit[], some: 'undone' | 'redone', none: 'nothingToUndo' | 'nothingToRedo') =>
    void message.info(edits.length > 0 ? t(`emission.grid.${some}`, { n: edits.length }) : t(`emission.grid.${none}`));
  return {
    onEdit: (result, kind) => {
      sheet.edit(result.edits, inverse(sheetOf(shown), result.edits));
      if (kind !== 'type') tellResult(result, kind);
    },
    onUndo: () => tellStep(sheet.undo(), 'undone', 'nothingToUndo'),
    onRedo: () => tellStep(sheet.redo(), 'redone', 'nothingToRedo'),
    onLocked: (why) => void message.warning(why),
  };
}

/** What an earlier visit could not save comes back once, and says so. */
export function useRestoredDrafts(sheet: MonthSheet, place: GridPlace): void {
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
