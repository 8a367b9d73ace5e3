import { Fragment, useEffect, useId, useRef } from 'react';
import { ColumnHeads } from './ColumnHeads.tsx';
import { GridBubble } from './GridBubble.tsx';
import { GridLineView, type LineSelection } from './GridLineView.tsx';
import styles from './grid.module.css';
import type { DataGridProps } from './grid-types.ts';
import { rectOf, type Selection } from './selection.ts';
import { useGridInput } from './useGridInput.ts';

/**
 * A grid that is worked in like a spreadsheet and read like a table: a real `<table role="grid">` with frozen head, first columns and total.
 * One text field sits in the active cell. It knows no domain; what a text means, what may be changed and what is saved is its user's.
 */
export function DataGrid(props: DataGridProps) {
  const { lines, columns, faces, selection, words } = props;
  const { editing, bubble, handlers } = useGridInput(props);
  const bubbleId = useId();
  const frame = useActiveInSight(selection);
  const rect = rectOf(selection);
  const selectedIn = (row: number): LineSelection | null => {
    const active = selection.active.row === row ? selection.active.col : null;
    if ((row < rect.top || row > rect.bottom) && active === null) return null;
    return { from: rect.left, to: rect.right, active, editing: active === null ? null : (editing?.text ?? null) };
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section ref={frame} className={styles.frame} aria-label={words.label} tabIndex={0}>
      <table
        className={styles.grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that takes keys; HTML has no element of its own
        role="grid"
        aria-label={words.label}
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length + 3}
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
        <ColumnHeads columns={columns} words={words} from={rect.left} to={rect.right} />
        <tbody>
          {lines.map((line, index) => (
            <Fragment key={line.key}>
              {line.group && line.group.key !== lines[index - 1]?.group?.key ? (
                <GroupHead title={line.group.title} columns={columns.length} />
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

function GroupHead({ title, columns }: { title: string; columns: number }) {
  return (
    <tr className={styles.group}>
      <th scope="rowgroup" className={styles.groupHead} colSpan={2}>
        {title}
      </th>
      <td colSpan={columns + 1} />
    </tr>
  );
}

/** An active cell chosen from outside (an address, a link to a field) is brought into sight without taking the focus. */
function useActiveInSight({ active: { row, col } }: Selection) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const cell = frame.current?.querySelector(`td[data-row="${row}"][data-col="${col}"]`);
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [row, col]);
  return frame;
}
