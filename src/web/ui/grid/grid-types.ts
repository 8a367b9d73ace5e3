import type { ReactNode } from 'react';
import type { EditResult } from './edits.ts';
import type { Selection } from './selection.ts';

/** A row takes one kind of quantity; `unit` is the one meant when none is typed. */
export interface GridLine {
  readonly key: string;
  readonly title: string;
  readonly titleNode?: ReactNode;
  readonly note?: string | undefined;
  readonly required?: boolean;
  readonly unitNode: ReactNode;
  readonly total: ReactNode;
  /** Rows with the same group stand under one heading. */
  readonly group: { readonly key: string; readonly title: string } | null;
}

export interface GridColumn {
  readonly key: string;
  /** How a column is called where only words count: in labels and messages. */
  readonly title: string;
  readonly header: ReactNode;
  readonly tone?: 'current' | 'locked' | undefined;
}

/** How one cell looks. Made anew only when it changed, so that the other rows need not be drawn again. */
export interface CellFace {
  /** What is edited and copied: the number as given, with its unit where that is not the row's. */
  readonly text: string;
  readonly shown: string;
  /** A short remark before the number, such as another unit or a kind of origin. */
  readonly tag: { readonly text: string; readonly title: string } | null;
  readonly mark: { readonly count: number; readonly label: string; readonly missing: boolean } | null;
  readonly status: 'waiting' | 'saving' | 'invalid' | 'refused' | 'conflict' | null;
  readonly severity: 'error' | 'warning' | null;
  readonly messages: readonly string[];
  /** Why the cell cannot be changed; null where it can. */
  readonly lockedWhy: string | null;
}

export interface GridWords {
  readonly label: string;
  readonly firstColumn: string;
  /** What the figures in the heads of the columns are. */
  readonly headNote: ReactNode;
  readonly unitColumn: string;
  readonly totalColumn: string;
  readonly required: string;
  readonly openDetails: (row: string) => string;
  readonly empty: string;
  readonly locked: string;
  readonly status: Readonly<Record<NonNullable<CellFace['status']>, string>>;
  readonly severity: Readonly<Record<NonNullable<CellFace['severity']>, string>>;
}

export type EditKind = 'type' | 'paste' | 'cut' | 'clear' | 'fill';

export interface DataGridProps {
  readonly lines: readonly GridLine[];
  readonly columns: readonly GridColumn[];
  /** By `cellKey(row, column)`; a missing face is an empty cell that may be filled. */
  readonly faces: ReadonlyMap<string, CellFace>;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onEdit: (result: EditResult, kind: EditKind) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onOpen: (rowKey: string, colKey: string) => void;
  /** Told when somebody tries to change a cell that may not be changed. */
  readonly onLocked: (why: string) => void;
  readonly words: GridWords;
}
