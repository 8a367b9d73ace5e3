import { Checkbox, Form, Input, Segmented, Select } from 'antd';
import { priceOrders } from '../../../kernel/inventory/scope-3/prices.ts';
import { NumberItem, useRules } from '../../parts/fields.tsx';
import { useWords } from '../../words/language.ts';
import { EntryRows } from './EntryRows.tsx';
import type { Data } from './entry-model.ts';
import { hybridTables, type Kind, tablesOfKind } from './entry-tables.ts';
import { FactorField, type FactorValue, perOf } from './FactorField.tsx';
import styles from './inventory.module.css';
import { SpendFactor } from './SpendFactor.tsx';

const kindsOfData: readonly Data[] = ['supplier', 'hybrid', 'activity', 'spend'];
const currencies = ['CNY', 'USD', 'EUR', 'JPY', 'GBP', 'HKD'].map((value) => ({ value, label: value }));

/** What data there are, and each of them: the ladder of the guidance from the supplier's own figure down to the money that was spent. */
export function EntryFields({ months, kinds }: { months: readonly string[]; kinds: readonly Kind[] }) {
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
      {data.includes('activity') && <ActivityFields kinds={kinds} />}
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
      <Form.Item name="estimated" valuePropName="checked">
        <Checkbox>{t('inventoryLines.estimated')}</Checkbox>
      </Form.Item>
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
      <p className="th-quiet th-small">{t('inventoryLines.hybridText')}</p>
      <div className="th-form-grid">
        <NumberItem
          name="supplierEmission"
          label={t('inventoryLines.supplierEmission')}
          unit="tCO2e"
          required
          extra={t('inventoryLines.supplierEmissionText')}
        />
        <NumberItem name="allotted" label={t('inventoryLines.allotted')} unit="%" extra={t('inventoryLines.allottedText')} />
      </div>
      {hybridTables.map((key) => (
        <EntryRows key={key} of={key} />
      ))}
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

/** The activity as the guidance asks for it in this category, or by what was burned and used. */
function ActivityFields({ kinds }: { kinds: readonly Kind[] }) {
  const { t } = useWords();
  const kind = Form.useWatch<Kind | undefined>('kind') ?? kinds[0] ?? 'quantity';
  return (
    <section className={styles.part}>
      <h3>{t('inventoryLines.way.activity')}</h3>
      <Form.Item name="kind" label={t('inventoryLines.kind')} hidden={kinds.length === 1} extra={t(`inventoryLines.kindText.${kind}`)}>
        <Segmented options={kinds.map((value) => ({ value, label: t(`inventoryLines.kindOf.${value}`) }))} />
      </Form.Item>
      {kinds.length === 1 && <p className="th-quiet th-small">{t(`inventoryLines.kindText.${kind}`)}</p>}
      {tablesOfKind[kind].map((key) => (
        <EntryRows key={key} of={key} />
      ))}
      {kind === 'commuting' && (
        <div className="th-form-grid">
          <NumberItem name="asked" label={t('inventoryLines.asked')} extra={t('inventoryLines.askedText')} />
          <NumberItem name="employed" label={t('inventoryLines.employed')} />
        </div>
      )}
    </section>
  );
}

function SpendFields() {
  const { t } = useWords();
  const rules = useRules();
  const basis = Form.useWatch<'purchaser' | 'producer' | undefined>('basis') ?? 'purchaser';
  const from = Form.useWatch<'epa' | 'own' | undefined>('factorFrom') ?? 'epa';
  return (
    <section className={styles.part}>
      <h3>{t('inventoryLines.way.spend')}</h3>
      <div className="th-form-grid">
        <NumberItem name="amount" label={t('inventoryLines.spend')} required extra={t('inventoryLines.spendText')} />
        <Form.Item name="currency" label={t('inventoryLines.currency')} rules={[rules.required]}>
          <Select showSearch options={currencies} />
        </Form.Item>
        <Form.Item
          name="year"
          label={t('inventoryLines.year')}
          rules={[rules.required, { pattern: /^(199|20\d)\d$/ }]}
          extra={t('inventoryLines.yearText')}
        >
          <Input maxLength={4} />
        </Form.Item>
        <NumberItem name="tax" label={t('inventoryLines.tax')} unit="%" extra={t('inventoryLines.taxText')} />
        <Form.Item name="basis" label={t('inventoryLines.basis')} extra={t('inventoryLines.basisText')}>
          <Select options={(['purchaser', 'producer'] as const).map((value) => ({ value, label: t(`inventoryLines.basisOf.${value}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name="factorFrom" label={t('inventoryLines.factorFrom')}>
        <Segmented options={(['epa', 'own'] as const).map((value) => ({ value, label: t(`inventoryLines.factorFromOf.${value}`) }))} />
      </Form.Item>
      {from === 'epa' ? (
        <Form.Item name="industry" label={t('inventoryLines.industry')} rules={[rules.required]}>
          <SpendFactor key={basis} basis={basis} />
        </Form.Item>
      ) : (
        <Form.Item name="spendFactor" label={t('inventoryLines.spendFactor')} required extra={t('inventoryLines.spendFactorText')}>
          <FactorField label={t('inventoryLines.spendFactor')} />
        </Form.Item>
      )}
      <PriceFields />
    </section>
  );
}

/** A rate and price levels of one's own in place of the product's, and which comes first. */
function PriceFields() {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('inventoryLines.ownPrices')}</summary>
      <Form.Item name="order" label={t('inventoryLines.order')} extra={t('inventoryLines.orderText')}>
        <Select options={priceOrders.map((value) => ({ value, label: t(`inventoryLines.orderOf.${value}`) }))} />
      </Form.Item>
      <div className="th-form-grid">
        <NumberItem name="rate" label={t('inventoryLines.rate')} extra={t('inventoryLines.rateText')} />
        <Form.Item name="rateSource" label={t('inventoryLines.rateSource')}>
          <Input maxLength={300} />
        </Form.Item>
        <NumberItem name="spentIndex" label={t('inventoryLines.spentIndex')} />
        <NumberItem name="baseIndex" label={t('inventoryLines.baseIndex')} />
        <Form.Item name="indexSource" label={t('inventoryLines.indexSource')}>
          <Input maxLength={300} />
        </Form.Item>
      </div>
    </details>
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
