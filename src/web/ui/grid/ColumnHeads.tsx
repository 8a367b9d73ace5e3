import styles from './grid.module.css';
import type { GridColumn, GridWords } from './grid-types.ts';

interface Props {
  readonly columns: readonly GridColumn[];
  readonly words: GridWords;
  /** First and last selected column. */
  readonly from: number;
  readonly to: number;
}

/** The frozen head of the grid; the heads over the selection are marked. */
export function ColumnHeads({ columns, words, from, to }: Props) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={`${styles.corner} ${styles.lineHead}`} aria-colindex={1}>
          {words.firstColumn}
          {words.headNote ? <span className={styles.headNote}>{words.headNote}</span> : null}
        </th>
        <th scope="col" className={`${styles.corner} ${styles.unit}`} aria-colindex={2}>
          {words.unitColumn}
        </th>
        {columns.map((column, col) => (
          <th
            key={column.key}
            scope="col"
            aria-label={column.title}
            aria-colindex={col + 3}
            className={`${styles.columnHead} ${column.tone === 'current' ? styles.current : ''} ${col >= from && col <= to ? styles.columnSelected : ''}`}
          >
            {column.header}
          </th>
        ))}
        <th scope="col" className={`${styles.corner} ${styles.total}`} aria-colindex={columns.length + 3}>
          {words.totalColumn}
        </th>
      </tr>
    </thead>
  );
}
