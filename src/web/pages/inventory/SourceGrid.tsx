import { Button } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useDeed } from '../../api/queries.ts';
import { group, readNumber } from '../../format/number.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { FigureLink } from './FigureLink.tsx';
import styles from './inventory.module.css';
import { blockOf, type InventoryView, inventoryReads, monthsOf, type Source, type SourceResult, sourceTones } from './model.ts';

type Grid = ReplyOf<typeof e.readGrid>;

interface GridProps {
  readonly view: InventoryView;
  readonly grid: Grid;
  readonly rows: readonly Source[];
  readonly readOnly: boolean;
  readonly onSource: (source: Source) => void;
}

const keyOf = (sourceId: string, month: string | null) => `${sourceId} ${month ?? ''}`;
type Typed = { readonly source: Source; readonly month: string | null; readonly text: string };

/** What was typed becomes changes of cells: an empty cell withdraws its figure, what is no number is marked and not sent. */
function useCells(view: InventoryView, grid: Grid) {
  const deed = useDeed(e.recordLines, inventoryReads);
  const [bad, setBad] = useState<ReadonlySet<string>>(new Set());
  const cells = new Map(grid.cells.map((one) => [keyOf(one.sourceId, one.month), one]));
  const save = (typed: readonly Typed[]) => {
    const wrong = new Set<string>();
    const changed = typed.flatMap(({ source, month, text }) => {
      const key = keyOf(source.id, month);
      const before = cells.get(key);
      const empty = text.trim() === '';
      const amount = empty ? null : readNumber(text);
      if (!empty && amount === null) wrong.add(key);
      if (source.reference !== null || (!empty && amount === null) || (empty && (before?.amount ?? '') === '')) return [];
      if (before && amount === before.amount) return [];
      // A cell keeps the unit it was entered in.
      const kept = { unit: before?.unit ?? source.unit, seenVersion: before?.version ?? 0, estimated: before?.estimated ?? false };
      return [{ sourceId: source.id, month, amount, note: before?.note ?? '', ...kept }];
    });
    setBad(wrong);
    if (changed.length > 0) deed.mutate({ params: { inventoryId: view.id }, body: { cells: changed } });
  };
  return { cells, bad, save, problem: deed.error };
}

/**
 * Sources down, months across. Arrows and Enter move, a block pasted from a spreadsheet fills from the cell it was pasted into and is saved as one. What is typed is in the
 * unit of the source.
 */
export function SourceGrid({ view, grid, rows, readOnly, onSource }: GridProps) {
  const { t } = useWords();
  const table = useRef<HTMLTableElement>(null);
  const months = [null, ...monthsOf(view.from, view.to)];
  const { cells, bad, save, problem } = useCells(view, grid);
  const others = new Map(grid.others.map((one) => [keyOf(one.sourceId, one.month), one.count]));
  const results = new Map(view.result.bySource.map((one) => [one.sourceId, one]));
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const block = blockOf(event.clipboardData.getData('text'));
    if (block.length === 1 && block[0]?.length === 1) return;
    event.preventDefault();
    const typed = block.flatMap((line, down) =>
      line.flatMap((text, across): Typed[] => {
        const [source, month] = [rows[row + down], months[column + across]];
        return source && month !== undefined ? [{ source, month, text: text.replaceAll(',', '') }] : [];
      }),
    );
    save(typed);
  };
  const go = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number) => {
    const down = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (down === undefined) return;
    event.preventDefault();
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${row + down},${column}"]`)?.focus();
  };
  return (
    <>
      {problem && <RefusalNotice problem={problem} />}
      <div className={styles.scroll}>
        <table className={`th-plain-table ${styles.grid}`} ref={table} aria-label={t('inventory.tab.sources')}>
          <thead>
            <tr>
              <th>{t('inventory.source')}</th>
              <th>{t('inventory.factor')}</th>
              <th className="th-right">{t('inventory.emissionT')}</th>
              {months.map((month) => (
                <th key={month ?? 'all'} className="th-right">
                  {month ?? t('inventory.wholePeriod')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((source, row) => (
              <tr key={source.id}>
                <RowHead source={source} result={results.get(source.id)} onSource={onSource} />
                {months.map((month, column) => (
                  <GridCell
                    key={month ?? 'all'}
                    source={source}
                    month={month}
                    at={`${row},${column}`}
                    cell={cells.get(keyOf(source.id, month))}
                    more={others.get(keyOf(source.id, month)) ?? 0}
                    isBad={bad.has(keyOf(source.id, month))}
                    readOnly={readOnly || source.reference !== null}
                    onKey={(event) => go(event, row, column)}
                    onPaste={(event) => paste(event, row, column)}
                    onLeave={(text) => save([{ source, month, text }])}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function RowHead({ source, result, onSource }: { source: Source; result: SourceResult | undefined; onSource: (source: Source) => void }) {
  const { t, say } = useWords();
  const [, change] = useSearchFields();
  return (
    <>
      <th scope="row" className={styles.name}>
        <Button type="link" className={styles.open ?? ''} onClick={() => onSource(source)}>
          {`${source.code} ${say(source.name)}`}
        </Button>
        <span className="th-quiet th-small">
          <Unit symbol={source.unit} /> · {t(`inventory.method.${source.method}`)} ·{' '}
          <Button type="link" size="small" className={styles.lines ?? ''} onClick={() => change({ lines: source.id })}>
            {t('inventoryLines.open')}
          </Button>
        </span>
      </th>
      <td className={styles.factor}>
        <FactorCell source={source} state={result?.state ?? 'none'} />
      </td>
      <td className="th-right">
        <FigureLink value={(source.kind === 'removal' ? result?.removal : result?.emission) ?? '0'} of="source" id={source.id} />
      </td>
    </>
  );
}

interface CellProps {
  readonly source: Source;
  readonly month: string | null;
  readonly at: string;
  readonly cell: Grid['cells'][number] | undefined;
  readonly more: number;
  readonly isBad: boolean;
  readonly readOnly: boolean;
  readonly onKey: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onLeave: (text: string) => void;
}

function GridCell({ source, month, at, cell, more, isBad, readOnly, onKey, onPaste, onLeave }: CellProps) {
  const { t } = useWords();
  return (
    <td className={styles.cell}>
      <input
        key={cell?.version ?? 0}
        data-cell={at}
        aria-label={`${source.code} ${month ?? t('inventory.wholePeriod')}`}
        aria-invalid={isBad}
        className={isBad ? `${styles.input} ${styles.bad}` : styles.input}
        inputMode="decimal"
        readOnly={readOnly}
        defaultValue={cell?.amount ? group(cell.amount) : ''}
        onKeyDown={onKey}
        onPaste={onPaste}
        onBlur={(event) => onLeave(event.target.value.replaceAll(',', ''))}
      />
      {cell && cell.amount !== '' && cell.unit !== source.unit && <span className="th-quiet th-small">{cell.unit}</span>}
      {more > 0 && <span className="th-quiet th-small">{t('inventory.moreLines', { n: more })}</span>}
    </td>
  );
}

function FactorCell({ source, state }: { source: Source; state: keyof typeof sourceTones }) {
  const { t, say } = useWords();
  const { factor } = source;
  return (
    <>
      {factor ? (
        <span className="th-small" title={factor.source}>
          {say(factor.name)}
          <br />
          <span className="th-quiet">
            {factor.parts
              .slice(0, 2)
              .map((one) => `${one.gas} ${Number(one.value).toPrecision(5)} ${one.unit}`)
              .join('; ')}
          </span>
        </span>
      ) : (
        <span className="th-quiet">{t('inventory.noFactor')}</span>
      )}
      <br />
      <Tag tone={sourceTones[state]}>{t(`inventory.sourceState.${state}`)}</Tag>
    </>
  );
}
