import { cellKey } from '../../ui/grid/drafts.ts';
import { CellPanel } from './CellPanel.tsx';
import type { GridIndex } from './grid-model.ts';
import { MonthPanel } from './MonthPanel.tsx';
import type { GridPosition } from './useGridPosition.ts';
import type { GridPlace, MonthSheet } from './useMonthSheet.ts';

interface Props {
  readonly index: GridIndex;
  readonly place: GridPlace;
  readonly sheet: MonthSheet;
  readonly position: GridPosition;
}

/** What the address opens beside the grid: a cell, a month, or nothing. */
export function BesidePanel({ index, place, sheet, position }: Props) {
  const { row, month } = position.beside;
  if (month === null) return null;
  if (row === null) {
    return (
      <MonthPanel
        key={month}
        index={index}
        place={place}
        month={month}
        unsaved={sheet.state !== 'saved'}
        onGo={position.goTo}
        onClose={position.close}
      />
    );
  }
  const key = cellKey(row, month);
  return (
    <CellPanel
      key={key}
      index={index}
      place={place}
      rowKey={row}
      month={month}
      draft={sheet.drafts.get(key)}
      onChoose={(choice) => sheet.choose(key, choice)}
      onClose={position.close}
    />
  );
}
