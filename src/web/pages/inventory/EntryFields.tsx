import { Button, Checkbox, Form, Input, Select } from 'antd';
import { NumberItem, useRules } from '../../parts/fields.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';
import { type Data, type EntryFields as Fields, inPercent, type Kind, optional, rowKeys } from './entry-model.ts';
import { FactorField, type FactorValue, perOf } from './FactorField.tsx';
import styles from './inventory.module.css';
import { SpendFactor } from './SpendFactor.tsx';

const kindsOfData: readonly Data[] = ['supplier', 'hybrid', 'activity', 'spend'];
const currencies = ['CNY', 'USD', 'EUR', 'JPY', 'GBP', 'HKD'].map((value) => ({ value, label: value }));

/** What data there are, and each of them: the ladder of the guidance from the supplier's own figure down to the money that was spent. */
export function EntryFields({ months, kind }: { months: readonly string[]; kind: Kind }) {
  const { t } = useWords();
  const data = Form.useWatch<readonly Data[] | undefined>('data') ?? [];
  const money = data.includes('spend') ? <SpendFields /> : null;
  return (
    <>
      <Form.Item name="data" label={t('inventoryLines.which')} extra={t('inventoryLines.whichHint')}>
        <Checkbox.Group options={kindsOfData.map((value) => ({ value, label: t(`inventoryLines.way.${value}`) }))} />
      </Form.Item>
      {data.includes('supplier') && <SupplierFields />}
      {data.includes('hybrid') && <HybridFields />}
      {(data.includes('supplier') || data.includes('hybrid')) && <CoverageFields />}
      {data.includes('activity') && <ActivityFields kind={kind} />}
      {money}
      {data.length > 1 && <PreferFields data={data} />}
      <div className="th-form-grid">
        <Form.Item name="month" label={t('inventory.month')}>
          <Select allowClear placeholder={t('inventory.wholePeriod')} options={months.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="note" label={t('inventory.note')}>
          <Input maxLength={1000} />
        </Form.Item>
      </div>
    </>
  );
}

function SupplierFields() {
  const { t } = useWords();
  const factor = Form.useWatch<FactorValue | undefined>('supplierFactor');
  return (
    <section className={styles.part}>
      <h3>{t('inventoryLines.way.supplier')}</h3>
      <Form.Item name="supplierFactor" label={t('inventoryLines.supplierFactor')} required>
        <FactorField label={t('inventoryLines.supplierFactor')} />
      </Form.Item>
      <div className="th-form-grid">
        <NumberItem name="supplierAmount" label={t('inventoryLines.supplierAmount')} unit={perOf(factor)} required />
        <Form.Item name="boundary" label={t('inventoryLines.boundary')}>
          <Select
            options={(['cradle_to_gate', 'gate_to_gate'] as const).map((value) => ({
              value,
              label: t(`inventoryLines.boundaryOf.${value}`),
            }))}
          />
        </Form.Item>
      </div>
    </section>
  );
}

function HybridFields() {
  const { t } = useWords();
  return (
    <section className={styles.part}>
      <h3>{t('inventoryLines.way.hybrid')}</h3>
      <NumberItem name="allotted" label={t('inventoryLines.allotted')} unit="tCO2e" required />
      <Rows name="upstream" title={t('inventoryLines.upstream')} kind="quantity" />
    </section>
  );
}

function CoverageFields() {
  const { t } = useWords();
  return (
    <div className="th-form-grid">
      <NumberItem name="coverage" label={t('inventoryLines.coverage')} unit="%" extra={t('inventoryLines.coverageHint')} />
      <Form.Item name="record" label={t('inventoryLines.record')}>
        <Input maxLength={1000} placeholder={t('inventoryLines.recordHint')} />
      </Form.Item>
    </div>
  );
}

function ActivityFields({ kind }: { kind: Kind }) {
  const { t } = useWords();
  return (
    <section className={styles.part}>
      <h3>{t('inventoryLines.way.activity')}</h3>
      <p className="th-quiet th-small">{t(`inventoryLines.kindText.${kind}`)}</p>
      <Rows name="rows" title={t('inventoryLines.rows')} kind={kind} />
      {kind === 'commuting' && (
        <div className="th-form-grid">
          <NumberItem name="asked" label={t('inventoryLines.asked')} />
          <NumberItem name="employed" label={t('inventoryLines.employed')} />
        </div>
      )}
    </section>
  );
}

function Rows({ name, title, kind }: { name: 'rows' | 'upstream'; title: string; kind: Kind }) {
  const { t } = useWords();
  const rules = useRules();
  const given = Form.useWatch<Fields['rows']>(name);
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <>
          {rows.map((row, i) => (
            <div key={row.key} className={styles.entryRow}>
              <div className="th-form-grid">
                <Form.Item name={[row.name, 'name']} label={t('inventoryLines.what')}>
                  <Input maxLength={100} />
                </Form.Item>
                {rowKeys[kind].map((key) => (
                  <Form.Item
                    key={key}
                    name={[row.name, key]}
                    label={t(`inventoryLines.row.${key}`)}
                    rules={optional(key) ? [rules.number] : [rules.required, rules.number]}
                  >
                    <Input inputMode="decimal" suffix={inPercent(key) ? '%' : <Unit symbol={unitOf(key, perOf(given?.[i]?.factor))} />} />
                  </Form.Item>
                ))}
              </div>
              {kind !== 'investments' && (
                <Form.Item name={[row.name, 'factor']} label={t('inventory.factor')} required>
                  <FactorField label={`${t('inventory.factor')} ${i + 1}`} />
                </Form.Item>
              )}
              <Button size="small" type="text" danger onClick={() => remove(row.name)}>
                {t('inventory.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({})} style={{ marginBottom: 12 }}>
            {t('inventoryLines.addRow', { title })}
          </Button>
        </>
      )}
    </Form.List>
  );
}

const units: Readonly<Record<string, string>> = { distance: 'km', oneWay: 'km', emission: 'tCO2e' };

function unitOf(key: string, per: string): string {
  if (key === 'amount' || key === 'perUse') return per;
  if (key === 'mass') return per === '' || per === 't*km' ? 't' : per;
  return units[key] ?? '';
}

function SpendFields() {
  const { t } = useWords();
  const rules = useRules();
  const basis = Form.useWatch<'purchaser' | 'producer' | undefined>('basis') ?? 'purchaser';
  return (
    <section className={styles.part}>
      <h3>{t('inventoryLines.way.spend')}</h3>
      <div className="th-form-grid">
        <NumberItem name="amount" label={t('inventoryLines.spend')} required />
        <Form.Item name="currency" label={t('inventoryLines.currency')} rules={[rules.required]}>
          <Select showSearch options={currencies} />
        </Form.Item>
        <Form.Item name="year" label={t('inventoryLines.year')} rules={[rules.required, { pattern: /^(199|20\d)\d$/ }]}>
          <Input maxLength={4} />
        </Form.Item>
        <NumberItem name="tax" label={t('inventoryLines.tax')} unit="%" />
        <Form.Item name="basis" label={t('inventoryLines.basis')}>
          <Select options={(['purchaser', 'producer'] as const).map((value) => ({ value, label: t(`inventoryLines.basisOf.${value}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name="industry" label={t('inventoryLines.industry')} rules={[rules.required]}>
        <SpendFactor key={basis} basis={basis} />
      </Form.Item>
      <details>
        <summary>{t('inventoryLines.ownPrices')}</summary>
        <div className="th-form-grid">
          <NumberItem name="rate" label={t('inventoryLines.rate')} />
          <Form.Item name="rateSource" label={t('inventoryLines.factorSource')}>
            <Input maxLength={300} />
          </Form.Item>
          <NumberItem name="spentIndex" label={t('inventoryLines.spentIndex')} />
          <NumberItem name="baseIndex" label={t('inventoryLines.baseIndex')} />
          <Form.Item name="indexSource" label={t('inventoryLines.indexSource')}>
            <Input maxLength={300} />
          </Form.Item>
        </div>
      </details>
    </section>
  );
}

function PreferFields({ data }: { data: readonly Data[] }) {
  const { t } = useWords();
  return (
    <details style={{ marginBottom: 16 }}>
      <summary>{t('inventoryLines.prefer')}</summary>
      <div className="th-form-grid">
        <Form.Item name="prefer" label={t('inventoryLines.preferWay')}>
          <Select allowClear options={data.map((value) => ({ value, label: t(`inventoryLines.way.${value}`) }))} />
        </Form.Item>
        <Form.Item name="preferReason" label={t('common.reason')}>
          <Input maxLength={500} />
        </Form.Item>
      </div>
    </details>
  );
}
