import { Button, Input, Select } from 'antd';
import { useWords } from '../../../words/language.ts';
import { addressesOf, type CorrelationRow, type Draft } from './model.ts';
import styles from './uncertainty.module.css';

interface CorrelationFieldsProps {
  readonly draft: Draft;
  readonly rows: readonly CorrelationRow[];
  readonly onChange: (rows: readonly CorrelationRow[]) => void;
}

/** Pairs of parameters that deviate together without being the same quantity, each with its coefficient. */
export function CorrelationFields({ draft, rows, onChange }: CorrelationFieldsProps) {
  const { t, say } = useWords();
  const options = addressesOf(draft, say);
  const change = (key: number, part: Partial<CorrelationRow>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => onChange([...rows, { key: Math.max(0, ...rows.map((row) => row.key)) + 1, a: null, b: null, coefficient: '' }]);
  return (
    <section className={styles.correlations} aria-label={t('uncertainty.form.correlations')}>
      <div className={styles.sourceHead}>
        <h3>{t('uncertainty.form.correlations')}</h3>
        <Button size="small" onClick={add} disabled={options.length < 2}>
          {t('uncertainty.form.addPair')}
        </Button>
      </div>
      <p className="th-quiet th-small">{t('uncertainty.form.correlationsHint')}</p>
      {rows.map((row, i) => {
        const label = (what: string) => `${t('uncertainty.form.pair', { n: i + 1 })} ${what}`;
        const end = (name: 'a' | 'b') => (
          <Select
            aria-label={label(t(`uncertainty.form.${name === 'a' ? 'first' : 'second'}`))}
            placeholder={t(`uncertainty.form.${name === 'a' ? 'first' : 'second'}`)}
            value={row[name]}
            status={row[name] === null ? 'warning' : ''}
            onChange={(value) => change(row.key, { [name]: value })}
            options={options.filter((one) => one.value !== row[name === 'a' ? 'b' : 'a'])}
          />
        );
        return (
          <div key={row.key} className={styles.pair}>
            {end('a')}
            {end('b')}
            <Input
              aria-label={label(t('uncertainty.form.coefficient'))}
              placeholder={t('uncertainty.form.coefficient')}
              inputMode="decimal"
              value={row.coefficient}
              onChange={(event) => change(row.key, { coefficient: event.target.value })}
            />
            <Button aria-label={label(t('common.remove'))} onClick={() => onChange(rows.filter((one) => one.key !== row.key))}>
              {t('common.remove')}
            </Button>
          </div>
        );
      })}
    </section>
  );
}
