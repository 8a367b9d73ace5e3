import { Fragment, useEffect, useId, useRef } from 'react';
import { GridBubble } from './GridBubble.tsx';
import { GridLineView, type LineSelection } from './GridLineView.tsx';
import styles from './grid.module.css';
import type { DataGridProps } from './grid-types.ts';
import { rectOf } from './selection.ts';
import { useGridInput } from './useGridInput.ts';

/**
 * A grid that is worked in like a spreadsheet and read like a table: a real `<table role="grid">` with frozen head, first columns and total.
 * One text field sits in the active cell. It knows no domain; what a text means, what may be changed and what is saved is its user's.
 */
export function DataGrid(props: DataGridProps) {
  const { lines, columns, faces, selection, words } = props;
  const { editing, bubble, handlers } = useGridInput(props);
  const bubbleId = useId();
  const frame = useRef<HTMLElement>(null);
  // An active cell chosen from outside (an address, a link to a field) is brought into sight without taking the focus.
  useEffect(() => {
    const cell = frame.current?.querySelector(`td[data-row="${selection.active.row}"][data-col="${selection.active.col}"]`);
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selection.active.row, selection.active.col]);
  const rect = rectOf(selection);
  const selectedIn = (row: number): LineSelection | null => {
    const active = selection.active.row === row ? selection.active.col : null;
    if ((row < rect.top || row > rect.bottom) && active === null) return null;
    return { from: rect.left, to: rect.right, active, editing: active === null ? null : (editing?.text ?? null) };
  };
  const width = columns.length + 3;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section ref={frame} className={styles.frame} aria-label={words.label} tabIndex={0}>
      <table
        className={styles.grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that takes keys; HTML has no element of its own
        role="grid"
        aria-label={words.label}
        aria-rowcount={lines.length + 1}
        aria-colcount={width}
        aria-multiselectable="true"
      >
        <colgroup>
          <col className={styles.colTitle} />
          <col className={styles.colUnit} />
          {columns.map((column) => (
            <col key={column.key} />
          ))}
          <col className={styles.colTotal} />
        </colgroup>
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
                className={`${styles.columnHead} ${column.tone === 'current' ? styles.current : ''} ${col >= rect.left && col <= rect.right ? styles.columnSelected : ''}`}
              >
                {column.header}
              </th>
            ))}
            <th scope="col" className={`${styles.corner} ${styles.total}`} aria-colindex={width}>
              {words.totalColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <Fragment key={line.key}>
              {line.group && line.group.key !== lines[index - 1]?.group?.key ? (
                <tr className={styles.group}>
                  <th scope="rowgroup" className={styles.groupHead} colSpan={2}>
                    {line.group.title}
                  </th>
                  <td colSpan={columns.length + 1} />
                </tr>
              ) : null}
              <GridLineView
                line={line}
                index={index}
                columns={columns}
                faces={faces}
                selected={selectedIn(index)}
                handlers={handlers}
                bubbleId={bubbleId}
                words={words}
              />
            </Fragment>
          ))}
        </tbody>
      </table>
      <GridBubble id={bubbleId} bubble={bubble} words={words} />
    </section>
  );
}
