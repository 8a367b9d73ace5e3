import { Select } from 'antd';
import { useCallback } from 'react';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import { LineRow } from './LineRow.tsx';
import { type Choices, type Line, newLine, openRows, type Plan } from './plan-model.ts';

interface Props {
  readonly unitId: string;
  readonly lines: readonly Line[];
  readonly choices: Choices;
  readonly findings: Plan['findings'];
  /** Takes how the lines change, so that rows not touched stay as they are drawn. */
  readonly onChange: (make: (lines: readonly Line[]) => readonly Line[]) => void;
}

/** One row for each parameter of a unit, everything of it in place. */
export function LineGrid({ unitId, lines, choices, findings, onChange }: Props) {
  const { t, say } = useWords();
  const own = lines.filter((line) => line.unitId === unitId);
  const open = openRows(choices, lines, unitId);
  const put = useCallback(
    (rowKey: string, part: Partial<Line>) =>
      onChange((now) => now.map((line) => (line.unitId === unitId && line.rowKey === rowKey ? { ...line, ...part } : line))),
    [unitId, onChange],
  );
  const remove = useCallback(
    (rowKey: string) => onChange((now) => now.filter((line) => line.unitId !== unitId || line.rowKey !== rowKey)),
    [unitId, onChange],
  );
  const worst = (rowKey: string) => {
    const at = findings.filter((one) => one.place.at?.unit === unitId && one.place.at.row === rowKey);
    return at.some((one) => one.severity === 'error') ? styles.bad : at.some((one) => one.severity === 'warning') ? styles.warned : '';
  };
  return (
    <>
      <div className={styles.wide}>
        <table className={`${styles.table} ${styles.edit}`}>
          <thead>
            <tr>
              <th>{t('controlPlan.line.parameter')}</th>
              <th>{t('controlPlan.line.acquisition')}</th>
              <th>{t('controlPlan.line.meterIds')}</th>
              <th>{t('controlPlan.line.frequency')}</th>
              <th>{t('controlPlan.line.source')}</th>
              <th>{t('controlPlan.line.ledgers')}</th>
              <th>{t('controlPlan.line.missing')}</th>
              <th>{t('controlPlan.line.responsible')}</th>
              <th>
                <span className="th-hidden">{t('common.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {own.map((line) => (
              <LineRow key={line.rowKey} line={line} choices={choices} mark={worst(line.rowKey) ?? ''} onPut={put} onRemove={remove} />
            ))}
          </tbody>
        </table>
      </div>
      {open.length > 0 ? (
        <p>
          <Select<string>
            size="small"
            aria-label={t('controlPlan.addLine')}
            placeholder={t('controlPlan.addLine')}
            value={null}
            popupMatchSelectWidth={320}
            options={open.map((row) => ({ value: row.rowKey, label: say(row.title) }))}
            onChange={(rowKey) => {
              const row = open.find((one) => one.rowKey === rowKey);
              if (row) onChange((now) => [...now, newLine(row)]);
            }}
          />
        </p>
      ) : null}
    </>
  );
}
