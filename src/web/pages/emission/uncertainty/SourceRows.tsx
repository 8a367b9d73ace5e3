import { Checkbox, Input, Select } from 'antd';
import { distributions } from '../../../../kernel/emission/uncertainty/marginal.ts';
import { group, roundText } from '../../../format/number.ts';
import { Unit } from '../../../parts/Unit.tsx';
import { useWords } from '../../../words/language.ts';
import type { Draft, FormRow } from './model.ts';
import styles from './uncertainty.module.css';

type Source = Draft['sources'][number];

interface SourceRowsProps {
  readonly source: Source;
  /** With a base year, what the source was then, and whether a deviation is the same in both years. */
  readonly baseYear: number | null;
  readonly base: string;
  readonly rows: readonly FormRow[];
  readonly onBase: (value: string) => void;
  readonly onChange: (key: string, part: Partial<FormRow>) => void;
}

/** One source of the year: its value and the uncertainties of its parameters. */
export function SourceRows({ source, baseYear, base, rows, onBase, onChange }: SourceRowsProps) {
  const { t, say } = useWords();
  return (
    <section>
      <div className={styles.sourceHead}>
        <h3>{say(source.title)}</h3>
        {baseYear === null ? null : (
          <span className="th-row th-quiet th-small">
            {t('uncertainty.form.baseValue', { year: baseYear })}
            <Input
              className={styles.base ?? ''}
              aria-label={`${say(source.title)} ${t('uncertainty.form.baseValue', { year: baseYear })}`}
              inputMode="decimal"
              value={base}
              onChange={(event) => onBase(event.target.value)}
            />
          </span>
        )}
        <span className="th-quiet th-num">
          {group(roundText(source.value, 2))} <Unit symbol={source.unit} />
        </span>
      </div>
      <table className={styles.form}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              {t('uncertainty.form.parameter')}
            </th>
            <th scope="col" className={styles.narrow}>
              {t('uncertainty.form.lower')}
            </th>
            <th scope="col" className={styles.narrow}>
              {t('uncertainty.form.upper')}
            </th>
            <th scope="col" className={styles.shape}>
              {t('uncertainty.form.shape')}
            </th>
            {baseYear === null ? null : (
              <th scope="col" className={styles.narrow}>
                {t('uncertainty.form.bothYears')}
              </th>
            )}
            <th scope="col">{t('uncertainty.form.origin')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ParameterRow key={row.key} row={row} source={source} trend={baseYear !== null} onChange={(part) => onChange(row.key, part)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ParameterRowProps {
  readonly row: FormRow;
  readonly source: Source;
  readonly trend: boolean;
  readonly onChange: (part: Partial<FormRow>) => void;
}

function ParameterRow({ row, source, trend, onChange }: ParameterRowProps) {
  const { t, say } = useWords();
  const parameter = source.parameters.find((one) => one.name === row.name);
  if (!parameter) return null;
  const title = say(parameter.title);
  const label = (column: string) => `${say(source.title)} ${title} ${column}`;
  const side = (name: 'lower' | 'upper') => (
    <Input
      aria-label={label(t(`uncertainty.form.${name}`))}
      inputMode="decimal"
      value={row[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <tr>
      <th scope="row">
        {title}
        {parameter.group && <p className="th-quiet th-small">{t('uncertainty.form.group', { group: parameter.group })}</p>}
      </th>
      <td className={styles.narrow}>{side('lower')}</td>
      <td className={styles.narrow}>{side('upper')}</td>
      <td className={styles.shape}>
        <Select
          aria-label={label(t('uncertainty.form.shape'))}
          value={row.distribution}
          onChange={(distribution) => onChange({ distribution })}
          options={distributions.map((value) => ({ value, label: t(`uncertainty.shape.${value}`) }))}
        />
      </td>
      {trend ? (
        <td className={styles.narrow}>
          <Checkbox
            aria-label={label(t('uncertainty.form.bothYears'))}
            checked={row.bothYears}
            onChange={(event) => onChange({ bothYears: event.target.checked })}
          />
        </td>
      ) : null}
      <td>
        <Input.TextArea
          aria-label={label(t('uncertainty.form.origin'))}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={500}
          value={row.origin}
          onChange={(event) => onChange({ origin: event.target.value })}
        />
      </td>
    </tr>
  );
}
