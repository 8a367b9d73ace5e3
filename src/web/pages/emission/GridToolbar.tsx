import { Button, Popover, Switch, Tooltip } from 'antd';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { unitAt, useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { BulkMove } from './BulkMove.tsx';
import styles from './emission.module.css';
import type { MonthGrid } from './grid-model.ts';
import type { GridPlace, useMonthSheet } from './useMonthSheet.ts';

type Sheet = ReturnType<typeof useMonthSheet>;

interface Props {
  readonly grid: MonthGrid;
  readonly place: GridPlace;
  readonly sheet: Sheet;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly allRows: boolean;
  readonly hidden: number;
  readonly onAllRows: (all: boolean) => void;
  readonly onNext: () => void;
}

export function GridToolbar({ grid, place, sheet, onUndo, onRedo, allRows, hidden, onAllRows, onNext }: Props) {
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
        <Tooltip title={`${t('emission.grid.undo')} (Ctrl+Z)`}>
          <Button
            size="small"
            type="text"
            aria-label={t('emission.grid.undo')}
            icon={<Icon name="undo" />}
            disabled={!sheet.canUndo}
            onClick={onUndo}
          />
        </Tooltip>
        <Tooltip title={`${t('emission.grid.redo')} (Ctrl+Y)`}>
          <Button
            size="small"
            type="text"
            aria-label={t('emission.grid.redo')}
            icon={<Icon name="redo" />}
            disabled={!sheet.canRedo}
            onClick={onRedo}
          />
        </Tooltip>
        <Popover trigger="click" placement="bottomLeft" content={<KeyHelp />} title={t('emission.grid.help')}>
          <Button size="small" type="text" aria-label={t('emission.grid.help')} icon={<Icon name="help" />} />
        </Popover>
      </span>
      <SaveLine sheet={sheet} onNext={onNext} />
      <span className={styles.facts}>
        <span>{t('emission.completeness.given', completeness)}</span>
        <span>{t('emission.completeness.evidenced', { evidenced: sum((m) => m.completeness.evidenced) })}</span>
        <span>{t('emission.completeness.approved', { approved, all: grid.months.length })}</span>
      </span>
      <span className="th-grow" />
      {hidden > 0 || allRows ? (
        <Tooltip title={allRows ? '' : t('emission.grid.allRowsHint', { n: hidden })}>
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control */}
          <label className={styles.switch}>
            <Switch size="small" checked={allRows} onChange={onAllRows} />
            {t('emission.grid.allRows')}
          </label>
        </Tooltip>
      ) : null}
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

/** Whether what was typed is safe, in words; polite, so that a screen reader is told without being interrupted. */
function SaveLine({ sheet, onNext }: { sheet: Sheet; onNext: () => void }) {
  const { t } = useWords();
  const stuck = [...sheet.drafts.values()].filter((draft) => draft.state !== 'waiting' && draft.state !== 'saving').length;
  const { state } = sheet;
  return (
    <span className={`${styles.save} ${state === 'failed' || state === 'attention' ? styles.saveBad : ''}`} role="status" data-save={state}>
      <Icon name={state === 'saved' ? 'check' : state === 'failed' || state === 'attention' ? 'warning' : 'refresh'} size={14} />
      {state === 'attention' ? t('emission.save.attention', { n: stuck }) : t(`emission.save.${state}`)}
      {state === 'failed' ? (
        <button type="button" className="th-linkbutton" onClick={() => void sheet.flush()}>
          {t('emission.save.retry')}
        </button>
      ) : null}
      {state === 'attention' ? (
        <button type="button" className="th-linkbutton" onClick={onNext}>
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
