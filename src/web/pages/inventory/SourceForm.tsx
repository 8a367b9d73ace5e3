import { Checkbox, Form, Input, Select } from 'antd';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { sourceMethods } from '../../../kernel/inventory/inventory.ts';
import { useDeed } from '../../api/queries.ts';
import { Deed } from '../../parts/Deed.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { FactorField, type FactorValue, factorOut } from './FactorField.tsx';
import { type Frameworks, type InventoryView, inventoryReads, type Source } from './model.ts';

interface Fields {
  code: string;
  nameZh: string;
  nameEn: string;
  entityId: string;
  category: string;
  kind: Source['kind'];
  method: Source['method'];
  unit: string;
  monthly: boolean;
  factor?: FactorValue;
  residual?: FactorValue;
  note?: string;
}

/** A source: where it belongs, what it is measured in, and the factor of the library it takes with its edition; its lines below. */
export function SourceForm({
  view,
  books,
  source,
  onClose,
}: {
  view: InventoryView;
  books: Frameworks;
  source: Source | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(e.addSource, inventoryReads);
  const change = useDeed(e.saveSource, inventoryReads);
  const done = useDone(onClose);
  const submit = ({ nameZh, nameEn, factor, residual, note, ...fields }: Fields) => {
    const body = {
      ...{
        ...fields,
        name: { zh: nameZh, en: nameEn },
        note: note ?? '',
        expected: source?.expected ?? true,
        quality: source?.quality ?? { uncertaintyPct: null, pedigree: {}, primaryData: false },
      },
      ...{
        factor: factorOut(factor),
        keepFactor: !factor,
        residualFactor: factorOut(residual),
        keepResidual: !residual,
      },
      seenVersion: source?.version ?? 0,
    };
    if (source) change.mutate({ params: { inventoryId: view.id, sourceId: source.id }, body }, done);
    else add.mutate({ params: { inventoryId: view.id }, body }, done);
  };
  return (
    <FormDrawer<Fields>
      open
      size={720}
      title={source ? `${source.code}` : t('inventory.addSource')}
      form={form}
      initial={initialOf(view, source)}
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <SourceFields view={view} books={books} source={source} />
      {source && <WithdrawSource view={view} source={source} onClose={onClose} />}
    </FormDrawer>
  );
}

function initialOf(view: InventoryView, source: Source | null): Partial<Fields> {
  if (!source) return { entityId: view.entityId, kind: 'emission', method: 'activity', monthly: true };
  const { code, name, entityId, category, kind, method, unit, monthly, note } = source;
  return { code, nameZh: name.zh, nameEn: name.en, entityId, category, kind, method, unit, monthly, note };
}

function SourceFields({ view, books, source }: { view: InventoryView; books: Frameworks; source: Source | null }) {
  const { t, say } = useWords();
  const rules = useRules();
  const category = Form.useWatch<string | undefined>('category');
  const whole = {
    validator: (_: unknown, value: FactorValue | undefined) =>
      value === undefined || factorOut(value) !== null ? Promise.resolve() : Promise.reject(new Error(t('inventoryLines.incomplete'))),
  };
  return (
    <>
      <div className="th-form-grid">
        <Form.Item name="code" label={t('inventory.code')} rules={[rules.words]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="category" label={t('inventory.category')} rules={[rules.required]}>
          <Select
            showSearch
            optionFilterProp="label"
            options={books.categories.map((one) => ({ value: one.code, label: `${one.code} ${say(one.title)}` }))}
          />
        </Form.Item>
        <Form.Item name="nameZh" label={t('common.nameZh')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('common.nameEn')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="entityId" label={t('inventory.entity')} rules={[rules.required]}>
          <Select options={view.entities.map((one) => ({ value: one.id, label: say(one.name) }))} />
        </Form.Item>
        <Form.Item name="unit" label={t('inventory.unit')} rules={[rules.words]} extra={t('inventory.unitHint')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="method" label={t('inventory.methodLabel')}>
          <Select
            options={sourceMethods.filter((one) => one !== 'reference').map((value) => ({ value, label: t(`inventory.method.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('inventory.kind')}>
          <Select options={(['emission', 'removal'] as const).map((value) => ({ value, label: t(`inventory.kindOf.${value}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name="monthly" valuePropName="checked">
        <Checkbox>{t('inventory.monthly')}</Checkbox>
      </Form.Item>
      <Form.Item
        name="factor"
        rules={[whole]}
        label={t('inventory.factor')}
        extra={
          source?.factor
            ? t('inventory.factorNow', { name: say(source.factor.name), version: source.factor.version || source.factor.source })
            : t('inventory.factorHint')
        }
      >
        <FactorField label={t('inventory.factor')} />
      </Form.Item>
      {category?.startsWith('2') && (
        <Form.Item name="residual" label={t('inventory.residual')} extra={t('inventory.residualHint')} rules={[whole]}>
          <FactorField label={t('inventory.residual')} />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('inventory.note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </>
  );
}

function WithdrawSource({ view, source, onClose }: { view: InventoryView; source: Source; onClose: () => void }) {
  const { t } = useWords();
  const deed = useDeed(e.withdrawSource, inventoryReads);
  const done = useDone(onClose);
  const used = (view.result.bySource.find((one) => one.sourceId === source.id)?.months.present ?? 0) > 0;
  return (
    <Deed
      danger
      why={used ? t('inventory.withdrawUsed') : null}
      loading={deed.isPending}
      onClick={() => deed.mutate({ params: { inventoryId: view.id, sourceId: source.id }, body: { seenVersion: source.version } }, done)}
    >
      {t('inventory.withdrawSource')}
    </Deed>
  );
}
