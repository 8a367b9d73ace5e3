import { Button, Dropdown, Table, type TableProps, Tooltip } from 'antd';
import { type Key, type ReactNode, useEffect, useRef, useState } from 'react';
import { csv, fileName } from '../format/csv.ts';
import { group } from '../format/number.ts';
import { downloadText } from '../ui/download.ts';
import { Icon } from '../ui/Icon.tsx';
import { today } from '../ui/today.ts';
import { useWords } from '../words/language.ts';
import { Prose } from './Unit.tsx';

/** A column: what is shown, and what is exported for it. `text` also is what is sorted by. */
export interface Column<Row> {
  readonly key: string;
  /** Gas formulas in it are lowered in print and exported as they are written. */
  readonly title: string;
  readonly show?: (row: Row) => ReactNode;
  readonly text: (row: Row) => string;
  readonly align?: 'right' | 'center';
  readonly width?: number | string;
  readonly sort?: 'text' | 'number';
  /** Only in the export (a second language, an id). */
  readonly exportOnly?: boolean;
  readonly fixed?: 'left' | 'right';
  /** Short words that should not break. */
  readonly nowrap?: boolean;
  /** What the title means, in its tooltip. */
  readonly hint?: string;
}

interface Paging {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly go: (offset: number, limit: number) => void;
  /** All rows of the present filter, for the export. */
  readonly everything?: () => Promise<readonly unknown[]>;
}

/**
 * The list of the product: filters on top, an export of what is selected, filtered or all, the table below. `rows` is all there is, or one page of it when
 * `paging` is given.
 */
export function TableView<Row extends object>({
  name,
  rows,
  columns,
  rowKey,
  filters,
  toolbar,
  paging,
  selectable,
  loading,
  empty,
  filtered,
  onOpen,
  expand,
  bare,
}: {
  name: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  filters?: ReactNode;
  toolbar?: ReactNode;
  paging?: Paging;
  selectable?: boolean;
  loading?: boolean;
  /** Shown instead of the table when there is nothing at all. */
  empty?: ReactNode;
  /** Whether a filter is set: an empty table then says so. */
  filtered?: boolean;
  onOpen?: (row: Row) => void;
  expand?: (row: Row) => ReactNode;
  /** Without the bar above: a short list inside another page, which is exported there. */
  bare?: boolean;
}) {
  const { t } = useWords();
  const [selected, setSelected] = useState<readonly Key[]>([]);
  const box = useRef<HTMLDivElement>(null);
  // The part that scrolls is antd's own element; it has to be reachable by key like everything that scrolls.
  useEffect(() => {
    const scrolling = box.current?.querySelector('.ant-table-content');
    scrolling?.setAttribute('tabindex', '0');
    scrolling?.setAttribute('role', 'region');
    scrolling?.setAttribute('aria-label', name);
  }, [name]);
  const shown = columns.filter((column) => !column.exportOnly);
  if (rows.length === 0 && !filtered && !loading && empty) return <>{empty}</>;
  const table: TableProps<Row> = {
    size: 'small',
    dataSource: [...rows],
    rowKey,
    columns: shown.map((column) => antColumn(column)),
    loading: loading === true,
    pagination: paging
      ? {
          current: Math.floor(paging.offset / paging.limit) + 1,
          pageSize: paging.limit,
          total: paging.total,
          showSizeChanger: true,
          showTotal: (total) => t('common.total', { total: group(String(total)) }),
          onChange: (page, size) => paging.go((page - 1) * size, size),
        }
      : rows.length > 50
        ? { defaultPageSize: 50, showSizeChanger: true, showTotal: (total) => t('common.total', { total: group(String(total)) }) }
        : false,
    locale: { emptyText: filtered ? t('common.emptyFiltered') : t('common.table.empty') },
  };
  if (selectable) table.rowSelection = { selectedRowKeys: [...selected], onChange: (keys) => setSelected(keys) };
  if (expand) table.expandable = { expandedRowRender: expand };
  if (onOpen) table.onRow = (row) => ({ onClick: (event) => opensRow(event.target) && onOpen(row), className: 'th-row-open' });
  return (
    <div className="th-table" ref={box}>
      {!bare && (
        <div className={filters === undefined ? 'th-table-bar th-table-bar-alone' : 'th-table-bar'}>
          <div className="th-table-filters">{filters}</div>
          <div className="th-row">
            {selected.length > 0 && <span className="th-quiet">{t('common.selected', { count: selected.length })}</span>}
            {toolbar}
            <ExportButton
              name={name}
              rows={rows}
              columns={columns}
              selected={rows.filter((row) => selected.includes(rowKey(row)))}
              paging={paging}
              filtered={filtered === true}
            />
          </div>
        </div>
      )}
      <Table<Row> {...table} />
    </div>
  );
}

/** A click on a link, button or box inside the row is theirs. */
function opensRow(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, .ant-checkbox-wrapper') === null;
}

function antColumn<Row extends object>(column: Column<Row>): NonNullable<TableProps<Row>['columns']>[number] {
  const { text, sort } = column;
  return {
    key: column.key,
    title: column.hint ? (
      <Tooltip title={column.hint}>
        <span>
          <Prose text={column.title} />
        </span>
      </Tooltip>
    ) : (
      <Prose text={column.title} />
    ),
    render: (_, row) => (column.show ? column.show(row) : text(row)),
    className: column.align === 'right' ? 'th-num th-nowrap' : column.nowrap ? 'th-nowrap' : '',
    ...(column.align ? { align: column.align } : {}),
    ...(column.width === undefined ? {} : { width: column.width }),
    ...(column.fixed ? { fixed: column.fixed } : {}),
    ...(sort
      ? {
          sorter: (a: Row, b: Row) =>
            sort === 'number' ? Number(text(a)) - Number(text(b)) : text(a).localeCompare(text(b), 'zh-Hans-CN'),
        }
      : {}),
  };
}

function ExportButton<Row extends object>({
  name,
  rows,
  columns,
  selected,
  paging,
  filtered,
}: {
  name: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  selected: readonly Row[];
  paging: Paging | undefined;
  filtered: boolean;
}) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  function save(what: readonly Row[]) {
    const head = columns.map((column) => column.title);
    const body = what.map((row) => columns.map((column) => column.text(row)));
    downloadText(fileName(name, today()), csv(head, body));
  }
  async function saveEverything() {
    if (!paging?.everything) return save(rows);
    setBusy(true);
    try {
      save((await paging.everything()) as readonly Row[]);
    } finally {
      setBusy(false);
    }
  }
  const count = paging?.total ?? rows.length;
  const items = [
    ...(selected.length > 0
      ? [{ key: 'selected', label: t('common.exportSelected', { count: selected.length }), onClick: () => save(selected) }]
      : []),
    { key: 'all', label: t(filtered ? 'common.exportFiltered' : 'common.exportAll', { count }), onClick: () => void saveEverything() },
    ...(paging && paging.total > rows.length
      ? [{ key: 'page', label: t('common.exportPage', { count: rows.length }), onClick: () => save(rows) }]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} disabled={count === 0}>
      <Button loading={busy} icon={<Icon name="download" size={15} />}>
        {t('common.export')}
      </Button>
    </Dropdown>
  );
}
