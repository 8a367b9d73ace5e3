import type { ReactNode } from 'react';

export interface PlainColumn<Row> {
  readonly key: string;
  /** Without any title the table has no head. */
  readonly title?: string;
  readonly show: (row: Row) => ReactNode;
  readonly className?: string;
}

/** A short table inside a text or a form: nothing to sort, filter or export. */
export function PlainTable<Row>({
  columns,
  rows,
  rowKey,
  rowClass,
  className,
}: {
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowClass?: (row: Row) => string | undefined;
  className?: string;
}) {
  return (
    <table className={className === undefined ? 'th-plain-table' : `th-plain-table ${className}`}>
      {columns.some((column) => column.title !== undefined) && (
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} className={column.className}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={rowClass?.(row)}>
            {columns.map((column) => (
              <td key={column.key} className={column.className}>
                {column.show(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
