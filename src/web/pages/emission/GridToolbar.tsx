import { Button, Popover, Switch, Tooltip } from 'antd';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { unitAt, useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { stuckCells } from '../../ui/grid/drafts.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { BulkMove } from './BulkMove.tsx';
import styles from './emission.module.css';
import type { MonthGrid } from './grid-model.ts';
import { UndoButtons } from './UndoButtons.tsx';
import type { GridEditing } from './useGridEditing.ts';
import type { GridPosition } from './useGridPosition.ts';
import type { GridPlace, MonthSheet } from './useMonthSheet.ts';

interface Props {
  readonly grid: MonthGrid;
  readonly place: GridPlace;
  readonly sheet: MonthSheet;
  readonly editing: GridEditing;
  readonly position: GridPosition;
}

/** Undo, what is saved, how far the year has come, and what is done with all months at once. */
export function GridToolbar({ grid, place, sheet, editing, position }: Props) {
  const { t } = useWords();
  const { tree } = useWorkplace();
  const [bulk, setBulk] = useState(false);
  const entityId = unitAt(tree.data, place.unitId)?.entityId ?? null;
  const sum = (of: (month: MonthGrid['months'][number]) => number) => grid.months.reduce((total, month) => total + of(month), 0);
  const completeness = { given: sum((m) => m.completeness.given), required: sum((m) => m.completeness.required) };
  const approved = sum((m) => (m.state === 'approved' || m.state === 'locked' ? 1 : 0));
  return (
    <div className={styles.toolbar}>
      <span className={styles.together}>
        <UndoButtons sheet={sheet} editing={editing} />
        <Popover trigger="click" placement="bottomLeft" content={<KeyHelp />} title={t('emission.grid.help')}>
          <Button size="small" type="text" aria-label={t('emission.grid.help')} icon={<Icon name="help" />} />
        </Popover>
      </span>
      <SaveLine sheet={sheet} goTo={position.goTo} />
      <span className={styles.facts}>
        <span>{t('emission.completeness.given', completeness)}</span>
        <span>{t('emission.completeness.evidenced', { evidenced: sum((m) => m.completeness.evidenced) })}</span>
        <span>{t('emission.completeness.approved', { approved, all: grid.months.length })}</span>
      </span>
      <span className="th-grow" />
      <AllRowsSwitch hidden={grid.rows.length - position.rows.length} position={position} />
      {entityId ? (
        <GoLink className="th-button-link" to={paths.annualResult(entityId, place.year)}>
          {t('emission.annual')}
        </GoLink>
      ) : null}
      <Button onClick={() => setBulk(true)}>{t('emission.bulk.open')}</Button>
      <BulkMove open={bulk} onClose={() => setBulk(false)} grid={grid} place={place} unsaved={sheet.state !== 'saved'} />
    </div>
  );
}

/** Rows that a unit seldom needs stay away until they are asked for. */
function AllRowsSwitch({ hidden, position: { allRows, setAllRows } }: { hidden: number; position: GridPosition }) {
  const { t } = useWords();
  if (hidden === 0 && !allRows) return null;
  return (
    <Tooltip title={allRows ? '' : t('emission.grid.allRowsHint', { n: hidden })}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control */}
      <label className={styles.switch}>
        <Switch size="small" checked={allRows} onChange={setAllRows} />
        {t('emission.grid.allRows')}
      </label>
    </Tooltip>
  );
}

/** Whether what was typed is safe, in words; polite, so that a screen reader is told without being interrupted. */
function SaveLine({ sheet, goTo }: { sheet: MonthSheet; goTo: GridPosition['goTo'] }) {
  const { t } = useWords();
  const stuck = stuckCells(sheet.drafts);
  const toNext = () => {
    const [next] = stuck;
    if (next) goTo(next.rowKey, next.colKey);
  };
  const { state } = sheet;
  return (
    <span className={`${styles.save} ${state === 'failed' || state === 'attention' ? styles.saveBad : ''}`} role="status" data-save={state}>
      <Icon name={state === 'saved' ? 'check' : state === 'failed' || state === 'attention' ? 'warning' : 'refresh'} size={14} />
      {state === 'attention' ? t('emission.save.attention', { n: stuck.length }) : t(`emission.save.${state}`)}
      {state === 'failed' ? (
        <button type="button" className="th-linkbutton" onClick={() => void sheet.flush()}>
          {t('emission.save.retry')}
        </button>
      ) : null}
      {state === 'attention' ? (
        <button type="button" className="th-linkbutton" onClick={toNext}>
          {t('emission.save.next')}
        </button>
      ) : null}
    </span>
  );
}

const keys = [
  ['\u2190 \u2191 \u2192 \u2193', 'move'],
  ['Tab / Enter', 'tabEnter'],
  ['F2', 'edit'],
  ['Ctrl+C / X / V', 'copyPaste'],
  ['Ctrl+Shift+V', 'turned'],
  ['Ctrl+D / Ctrl+R', 'fill'],
  ['Ctrl+Z / Ctrl+Y', 'undoRedo'],
  ['Delete', 'clear'],
  ['Ctrl+Enter', 'everywhere'],
  ['Alt+Enter', 'details'],
] as const;

function KeyHelp() {
  const { t } = useWords();
  return (
    <dl className={styles.keys}>
      {keys.map(([key, word]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{t(`emission.keys.${word}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
