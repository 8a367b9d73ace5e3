import { memo } from 'react';
import { cellKey } from './drafts.ts';
import { GridCellView } from './GridCellView.tsx';
import styles from './grid.module.css';
import type { CellInputHandlers } from './grid-handlers.ts';
import type { CellFace, GridColumn, GridLine, GridWords } from './grid-types.ts';

export interface LineSelection {
  readonly from: number;
  readonly to: number;
  readonly active: number | null;
  readonly editing: string | null;
}

interface Props {
  readonly line: GridLine;
  readonly index: number;
  readonly columns: readonly GridColumn[];
  readonly faces: ReadonlyMap<string, CellFace>;
  readonly selected: LineSelection | null;
  readonly handlers: CellInputHandlers;
  readonly bubbleId: string;
  readonly words: GridWords;
}

const emptyFace: CellFace = { text: '', shown: '', tag: null, mark: null, status: null, severity: null, messages: [], lockedWhy: null };

/** One row. It is drawn again only when its own faces or its part of the selection change. */
export const GridLineView = memo(function GridLineView({ line, index, columns, faces, selected, handlers, bubbleId, words }: Props) {
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row" className={styles.lineHead} aria-colindex={1}>
        <button
          type="button"
          className={styles.lineButton}
          title={line.note ?? line.title}
          aria-label={words.openDetails(line.title)}
          onClick={() => handlers.openLine(index)}
        >
          <span className={styles.lineTitle}>{line.titleNode ?? line.title}</span>
          {line.required ? (
            <span className={styles.required} title={words.required} aria-hidden="true">
              *
            </span>
          ) : null}
        </button>
      </th>
      <td className={styles.unit} aria-colindex={2}>
        {line.unitNode}
      </td>
      {columns.map((column, col) => {
        const active = selected?.active === col;
        return (
          <GridCellView
            key={column.key}
            row={index}
            col={col}
            face={faces.get(cellKey(line.key, column.key)) ?? emptyFace}
            name={`${line.title} ${column.title}`}
            tone={column.tone}
            selected={selected !== null && col >= selected.from && col <= selected.to}
            active={active}
            editing={active ? (selected?.editing ?? null) : null}
            handlers={handlers}
            bubbleId={bubbleId}
            words={words}
          />
        );
      })}
      <td className={styles.total} aria-colindex={columns.length + 3}>
        {line.total}
      </td>
    </tr>
  );
}, sameLine);

function sameLine(before: Props, after: Props): boolean {
  const plain = (['line', 'index', 'columns', 'handlers', 'bubbleId', 'words'] as const).every((key) => before[key] === after[key]);
  if (!plain) return false;
  const [a, b] = [before.selected, after.selected];
  if (a !== b && (a?.from !== b?.from || a?.to !== b?.to || a?.active !== b?.active || a?.editing !== b?.editing)) return false;
  return (
    before.faces === after.faces ||
    before.columns.every(({ key }) => before.faces.get(cellKey(before.line.key, key)) === after.faces.get(cellKey(after.line.key, key)))
  );
}
