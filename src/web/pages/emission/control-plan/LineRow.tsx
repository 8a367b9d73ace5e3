import { Button, Input, Select } from 'antd';
import { memo } from 'react';
import { planAcquisition, planFrequency } from '../../../../contract/control-plan.ts';
import { Unit } from '../../../parts/Unit.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import type { Choices, Line } from './plan-model.ts';

interface RowProps {
  readonly line: Line;
  readonly choices: Choices;
  readonly mark: string;
  readonly onPut: (rowKey: string, part: Partial<Line>) => void;
  readonly onRemove: (rowKey: string) => void;
}

interface CellProps {
  readonly line: Line;
  readonly choices: Choices;
  readonly onPut: (part: Partial<Line>) => void;
}

type TextField = 'description' | 'ledgers' | 'missing' | 'department' | 'person' | 'sourceReason';
type LineField = TextField | 'acquisition' | 'meterIds' | 'frequency' | 'source';
const longest: Record<TextField, number> = {
  description: 1000,
  ledgers: 500,
  missing: 1000,
  department: 100,
  person: 100,
  sourceReason: 1000,
};

/** The field of a line by the names of both. */
function useLabel(line: Line): (field: LineField) => string {
  const { t, say } = useWords();
  return (field) => `${say(line.title)}: ${t(`controlPlan.line.${field}`)}`;
}

function TextCell({ line, field, onPut, rows = 2 }: Omit<CellProps, 'choices'> & { field: TextField; rows?: number }) {
  const { t } = useWords();
  const label = useLabel(line);
  return (
    <Input.TextArea
      size="small"
      aria-label={label(field)}
      placeholder={t(`controlPlan.line.${field}`)}
      autoSize={{ minRows: rows, maxRows: 8 }}
      maxLength={longest[field]}
      value={line[field]}
      onChange={(event) => onPut({ [field]: event.target.value })}
    />
  );
}

function MeterCell({ line, choices, onPut }: CellProps) {
  const { t, say } = useWords();
  const label = useLabel(line);
  const meters = choices.meters.filter((meter) => meter.unitId === null || meter.unitId === line.unitId);
  const rule = choices.rows.find((one) => one.unitId === line.unitId && one.rowKey === line.rowKey)?.meterRules[0];
  return (
    <div className={styles.stack}>
      <Select
        size="small"
        mode="multiple"
        aria-label={label('meterIds')}
        placeholder={t('controlPlan.noMeter')}
        value={line.meterIds}
        popupMatchSelectWidth={320}
        options={meters.map((meter) => ({ value: meter.id, label: `${meter.code} ${say(meter.name)}` }))}
        onChange={(meterIds) => onPut({ meterIds })}
      />
      {rule ? (
        <span className="th-small th-quiet" title={rule.document}>
          {t('controlPlan.meterNeeds', { pct: rule.accuracyPct ?? '', months: rule.intervalMonths ?? '' })}
        </span>
      ) : null}
    </div>
  );
}

function SourceCell({ line, choices, onPut }: CellProps) {
  const { say } = useWords();
  const label = useLabel(line);
  const sources = choices.rows.find((one) => one.unitId === line.unitId && one.rowKey === line.rowKey)?.sources ?? [];
  if (sources.length === 0) return null;
  return (
    <div className={styles.stack}>
      <Select
        size="small"
        aria-label={label('source')}
        value={line.source}
        popupMatchSelectWidth={240}
        options={sources.map((one, i) => ({ value: one.key, label: `${i + 1} ${say(one.title)}` }))}
        onChange={(source) => onPut({ source })}
      />
      {line.source !== sources[0]?.key ? <TextCell line={line} field="sourceReason" rows={1} onPut={onPut} /> : null}
    </div>
  );
}

/** One parameter of a unit, everything of it in place; drawn again only when it changes itself. */
export const LineRow = memo(function LineRow({ line, choices, mark, onPut, onRemove }: RowProps) {
  const { t, say } = useWords();
  const label = useLabel(line);
  const put = (part: Partial<Line>) => onPut(line.rowKey, part);
  const name = say(line.title);
  const acquisitions = planAcquisition.options.map((value) => ({ value, label: t(`controlPlan.acquisition.${value}`) }));
  const frequencies = planFrequency.options.map((value) => ({ value, label: t(`controlPlan.frequency.${value}`) }));
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
            aria-label={label('acquisition')}
            value={line.acquisition}
            options={acquisitions}
            onChange={(acquisition) => put({ acquisition })}
          />
          <TextCell line={line} field="description" onPut={put} />
        </div>
      </td>
      <td>
        <MeterCell line={line} choices={choices} onPut={put} />
      </td>
      <td>
        <Select
          size="small"
          aria-label={label('frequency')}
          value={line.frequency}
          popupMatchSelectWidth={120}
          options={frequencies}
          onChange={(frequency) => put({ frequency })}
        />
      </td>
      <td>
        <SourceCell line={line} choices={choices} onPut={put} />
      </td>
      <td>
        <TextCell line={line} field="ledgers" onPut={put} />
      </td>
      <td>
        <TextCell line={line} field="missing" onPut={put} />
      </td>
      <td>
        <div className={styles.stack}>
          <TextCell line={line} field="department" rows={1} onPut={put} />
          <TextCell line={line} field="person" rows={1} onPut={put} />
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
