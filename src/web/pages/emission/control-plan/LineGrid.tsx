import { Button, Input, Select } from 'antd';
import { memo, useCallback } from 'react';
import { planAcquisition, planFrequency } from '../../../../contract/control-plan.ts';
import { Unit } from '../../../parts/Unit.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
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

interface RowProps {
  readonly line: Line;
  readonly choices: Choices;
  readonly mark: string;
  readonly onPut: (rowKey: string, part: Partial<Line>) => void;
  readonly onRemove: (rowKey: string) => void;
}

type TextField = 'description' | 'ledgers' | 'missing' | 'department' | 'person' | 'sourceReason';
const longest: Record<TextField, number> = {
  description: 1000,
  ledgers: 500,
  missing: 1000,
  department: 100,
  person: 100,
  sourceReason: 1000,
};

const LineRow = memo(function LineRow({ line, choices, mark, onPut: onPutAt, onRemove }: RowProps) {
  const onPut = (part: Partial<Line>) => onPutAt(line.rowKey, part);
  const { t, say } = useWords();
  const name = say(line.title);
  const row = choices.rows.find((one) => one.unitId === line.unitId && one.rowKey === line.rowKey);
  const meters = choices.meters.filter((meter) => meter.unitId === null || meter.unitId === line.unitId);
  const rules = row?.meterRules ?? [];
  const labelled = (field: Exclude<keyof Line, 'title' | 'unitId' | 'rowKey' | 'parameter' | 'unit'>) =>
    `${name}: ${t(`controlPlan.line.${field}`)}`;
  const text = (field: TextField, rows = 2) => (
    <Input.TextArea
      size="small"
      aria-label={labelled(field)}
      placeholder={t(`controlPlan.line.${field}`)}
      autoSize={{ minRows: rows, maxRows: 8 }}
      maxLength={longest[field]}
      value={line[field]}
      onChange={(event) => onPut({ [field]: event.target.value })}
    />
  );
  return (
    <tr>
      <td className={`${styles.name} ${mark}`}>
        {name}
        <div className="th-small th-quiet">
          <Unit symbol={line.unit} />
        </div>
      </td>
      <td>
        <div className={styles.stack}>
          <Select
            size="small"
            aria-label={labelled('acquisition')}
            value={line.acquisition}
            options={planAcquisition.options.map((value) => ({ value, label: t(`controlPlan.acquisition.${value}`) }))}
            onChange={(acquisition) => onPut({ acquisition })}
          />
          {text('description')}
        </div>
      </td>
      <td>
        <div className={styles.stack}>
          <Select
            size="small"
            mode="multiple"
            aria-label={labelled('meterIds')}
            placeholder={t('controlPlan.noMeter')}
            value={line.meterIds}
            popupMatchSelectWidth={320}
            optionFilterProp="label"
            options={meters.map((meter) => ({ value: meter.id, label: `${meter.code} ${say(meter.name)}` }))}
            onChange={(meterIds) => onPut({ meterIds })}
          />
          {rules.slice(0, 1).map((rule) => (
            <span key={rule.document} className="th-small th-quiet" title={rule.document}>
              {t('controlPlan.meterNeeds', { pct: rule.accuracyPct ?? '', months: rule.intervalMonths ?? '' })}
            </span>
          ))}
        </div>
      </td>
      <td>
        <Select
          size="small"
          aria-label={labelled('frequency')}
          value={line.frequency}
          popupMatchSelectWidth={120}
          options={planFrequency.options.map((value) => ({ value, label: t(`controlPlan.frequency.${value}`) }))}
          onChange={(frequency) => onPut({ frequency })}
        />
      </td>
      <td>
        {row && row.sources.length > 0 ? (
          <div className={styles.stack}>
            <Select
              size="small"
              aria-label={labelled('source')}
              value={line.source}
              popupMatchSelectWidth={240}
              options={row.sources.map((one, i) => ({ value: one.key, label: `${i + 1} ${say(one.title)}` }))}
              onChange={(source) => onPut({ source })}
            />
            {line.source !== row.sources[0]?.key ? text('sourceReason', 1) : null}
          </div>
        ) : null}
      </td>
      <td>{text('ledgers')}</td>
      <td>{text('missing')}</td>
      <td>
        <div className={styles.stack}>
          {text('department', 1)}
          {text('person', 1)}
        </div>
      </td>
      <td>
        <Button
          size="small"
          type="text"
          aria-label={t('controlPlan.removeLine', { name })}
          icon={<Icon name="trash" size={14} />}
          onClick={() => onRemove(line.rowKey)}
        />
      </td>
    </tr>
  );
});
