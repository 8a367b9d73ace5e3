import { Button, Checkbox, Form, Input } from 'antd';
import { NumberItem, useRules } from '../../parts/fields.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';
import { emptyRow, type EntryFields as Fields, perOfRow } from './entry-model.ts';
import { type EntryTable, entryTables, inPercent, optional, type TableKey, unitOf } from './entry-tables.ts';
import { FactorField } from './FactorField.tsx';
import styles from './inventory.module.css';

/** A list of rows of an entry: each with its figures, their units, what each means (told once, at the first), and its factors. */
export function EntryRows({ of }: { of: TableKey }) {
  const { t } = useWords();
  const table = entryTables[of];
  const given = Form.useWatch<Fields['tables']>('tables')?.[of];
  const title = t(`inventoryLines.table.${of}`);
  return (
    <fieldset className={styles.entryTable}>
      <legend>{title}</legend>
      <p className="th-quiet th-small">{t(`inventoryLines.tableText.${of}`)}</p>
      <Form.List name={['tables', of]}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, i) => (
              <fieldset key={row.key} aria-label={`${title} ${i + 1}`} className={styles.entryRow}>
                <RowFields {...{ table, at: row.name, first: i === 0, per: perOfRow(table, given?.[row.name]) }} />
                <Button size="small" type="text" danger onClick={() => remove(row.name)}>
                  {t('inventoryLines.removeRow', { title, n: i + 1 })}
                </Button>
              </fieldset>
            ))}
            <Button size="small" onClick={() => add(emptyRow(table))}>
              {t('inventoryLines.addRow', { title })}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

interface RowProps {
  readonly table: EntryTable;
  readonly at: number;
  readonly first: boolean;
  readonly per: string;
}

function RowFields({ table, at, first, per }: RowProps) {
  const { t } = useWords();
  const rules = useRules();
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name={[at, 'name']} label={t('inventoryLines.what')}>
          <Input maxLength={100} />
        </Form.Item>
        {table.columns.map((key) => (
          <Form.Item
            key={key}
            name={[at, key]}
            label={t(`inventoryLines.row.${key}`)}
            rules={optional(table, key) ? [rules.number] : [rules.required, rules.number]}
            {...(first ? { extra: t(`inventoryLines.rowText.${key}`) } : {})}
          >
            <Input inputMode="decimal" suffix={inPercent(key) ? '%' : <Unit symbol={unitOf(table, key, per)} />} />
          </Form.Item>
        ))}
      </div>
      {table.back && (
        <Form.Item name={[at, 'back']} valuePropName="checked">
          <Checkbox>{t('inventoryLines.back')}</Checkbox>
        </Form.Item>
      )}
      {table.factors.map((key) => (
        <Form.Item key={key} name={[at, key]} label={t(`inventoryLines.factorOf.${key}`)} required>
          <FactorField label={`${t(`inventoryLines.factorOf.${key}`)} ${at + 1}`} />
        </Form.Item>
      ))}
      {table.of === 'investments' && (
        <Form.Item name={[at, 'revenueFactor']} label={t('inventoryLines.revenueFactor')} extra={t('inventoryLines.revenueFactorText')}>
          <FactorField label={`${t('inventoryLines.revenueFactor')} ${at + 1}`} />
        </Form.Item>
      )}
      {table.treatments && <Treatments at={at} />}
    </>
  );
}

/** How a stream is divided among its treatments: shares that add up to 100 %, each with its factor. */
function Treatments({ at }: { at: number }) {
  const { t } = useWords();
  return (
    <Form.List name={[at, 'treatments']}>
      {(rows, { add, remove }) => (
        <>
          {rows.map((row, i) => (
            <div key={row.key} className={styles.treatment}>
              <div className="th-form-grid">
                <Form.Item
                  name={[row.name, 'treatment']}
                  label={t('inventoryLines.treatment')}
                  {...(i === 0 ? { extra: t('inventoryLines.treatmentText') } : {})}
                >
                  <Input maxLength={100} />
                </Form.Item>
                <NumberItem
                  name={[row.name, 'share']}
                  label={t('inventoryLines.treatmentShare')}
                  unit="%"
                  required={rows.length > 1}
                  {...(i === 0 ? { extra: t('inventoryLines.treatmentShareText') } : {})}
                />
              </div>
              <Form.Item name={[row.name, 'factor']} label={t('inventory.factor')} required>
                <FactorField label={`${t('inventory.factor')} ${at + 1}.${i + 1}`} />
              </Form.Item>
              {rows.length > 1 && (
                <Button size="small" type="text" danger onClick={() => remove(row.name)}>
                  {t('inventoryLines.removeRow', { title: t('inventoryLines.treatment'), n: i + 1 })}
                </Button>
              )}
            </div>
          ))}
          <Button size="small" onClick={() => add({})} style={{ marginBottom: 8 }}>
            {t('inventoryLines.addRow', { title: t('inventoryLines.treatment') })}
          </Button>
        </>
      )}
    </Form.List>
  );
}
