import { App, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { useWords } from '../../words/language.ts';
import type { BaseYearView } from './BaseYearPage.tsx';

const kinds = ['acquisition', 'divestment', 'outsourcing', 'insourcing', 'method', 'factor', 'error', 'organic', 'new_facility'] as const;
const midYears = ['whole_year', 'year_after'] as const;

interface Change {
  id: string;
  kind: (typeof kinds)[number];
  from_year: number;
  existed_since?: number | null;
  mid_year?: boolean;
  between_scopes?: boolean;
  /** By year, as text. */
  effects?: Record<string, string | undefined>;
}
interface Fields {
  baseYear: number;
  threshold: string;
  midYear: (typeof midYears)[number];
  years: { year: number; emission: string; inventoryId?: string | null }[];
  changes?: Change[];
  reason: string;
}

function bodyOf({ baseYear, threshold, midYear, years, changes, reason }: Fields) {
  const percent = Number(numberOut(threshold) ?? '5');
  return {
    ...{ baseYear, midYear, reason, threshold: String(percent / 100) },
    years: years.map(({ year, emission, inventoryId }) => ({
      year,
      emission: numberOut(emission) ?? '0',
      inventoryId: inventoryId ?? null,
    })),
    changes: (changes ?? []).map(({ id, kind, from_year, existed_since, mid_year, between_scopes, effects }) => ({
      ...{
        id,
        kind,
        from_year,
        existed_since: existed_since ?? null,
        mid_year: mid_year ?? false,
        between_scopes: between_scopes ?? false,
      },
      effects: years.flatMap(({ year }) => {
        const effect = numberOut(effects?.[String(year)]);
        return effect === null ? [] : [{ year, effect }];
      }),
    })),
  };
}

/** The form of a proposal: years with their emissions (those of approved inventories are taken as they are) and what changed since. */
export function ProposeBaseYear({ view, onClose }: { view: BaseYearView; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const propose = useDeed(e.proposeBaseYear, [e.readBaseYear, e.readInventoryReport]);
  // A year may have several approved inventories: this one comes first, then the first found.
  const ofYear = (year: number) => view.years.find((one) => one.inventoryId === view.inventoryId && one.year === year);
  const known = view.years
    .filter((one, i, all) => (ofYear(one.year) ?? all.find((other) => other.year === one.year)) === all[i])
    .map(({ year, emission, inventoryId }) => ({ year, emission, inventoryId }));
  const last = view.decisions.find((one) => one.id === view.inForce);
  const initial: Partial<Fields> = {
    baseYear: last?.input.baseYear ?? known[0]?.year ?? view.year,
    ...{ threshold: '5', midYear: 'whole_year', changes: [], reason: '' },
    years: known.length > 0 ? known : [{ year: view.year, emission: '' }],
  };
  const submit = (fields: Fields) =>
    propose.mutate(
      { params: { inventoryId: view.inventoryId }, body: bodyOf(fields) },
      {
        onSuccess: () => {
          void message.success(t('inventoryBeside.baseYear.proposed'));
          onClose();
        },
      },
    );
  return (
    <FormDrawer<Fields>
      open
      size={860}
      title={t('inventoryBeside.baseYear.proposeTitle')}
      form={form}
      initial={initial}
      busy={propose.isPending}
      problem={propose.error}
      submitLabel={t('inventoryBeside.baseYear.send')}
      onSubmit={submit}
      onClose={onClose}
      intro={t('inventoryBeside.baseYear.proposeIntro')}
    >
      <div className="th-form-grid">
        <Form.Item name="baseYear" label={t('inventoryBeside.baseYear.year')} rules={[rules.required]}>
          <InputNumber min={1990} max={2100} precision={0} />
        </Form.Item>
        <NumberItem name="threshold" label={t('inventoryBeside.baseYear.threshold')} required />
        <Form.Item name="midYear" label={t('inventoryBeside.baseYear.midYear')}>
          <Select options={midYears.map((value) => ({ value, label: t(`inventoryBeside.baseYear.midYearOf.${value}`) }))} />
        </Form.Item>
      </div>
      <h3>{t('inventoryBeside.baseYear.years')}</h3>
      <Years />
      <h3>{t('inventoryBeside.baseYear.changes')}</h3>
      <p className="th-small th-quiet">{t('inventoryBeside.baseYear.effectsText')}</p>
      <Changes />
      <Form.Item name="reason" label={t('inventoryBeside.baseYear.reason')} rules={[rules.words]}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}

function Years() {
  const { t } = useWords();
  const rules = useRules();
  const form = Form.useFormInstance<Fields>();
  return (
    <Form.List name="years">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => {
            const taken = (form.getFieldValue(['years', field.name, 'inventoryId']) ?? null) !== null;
            return (
              <div key={field.key} className="th-form-grid">
                <Form.Item name={[field.name, 'year']} label={t('inventoryBeside.baseYear.yearField')} rules={[rules.required]}>
                  <InputNumber min={1990} max={2100} precision={0} disabled={taken} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'emission']}
                  label={t('inventoryBeside.baseYear.emission')}
                  rules={[rules.required, rules.number]}
                  extra={taken ? t('inventoryBeside.baseYear.fromInventory') : undefined}
                >
                  <Input inputMode="decimal" disabled={taken} />
                </Form.Item>
                <Form.Item name={[field.name, 'inventoryId']} hidden>
                  <Input />
                </Form.Item>
                {fields.length > 1 && (
                  <Form.Item label=" " colon={false}>
                    <Button onClick={() => remove(field.name)}>{t('inventoryBeside.baseYear.remove')}</Button>
                  </Form.Item>
                )}
              </div>
            );
          })}
          <p>
            <Button onClick={() => add({ emission: '' })}>{t('inventoryBeside.baseYear.addYear')}</Button>
          </p>
        </>
      )}
    </Form.List>
  );
}

function Changes() {
  const { t } = useWords();
  const rules = useRules();
  const years = Form.useWatch<Fields['years'] | undefined>('years') ?? [];
  const listed = [...new Set(years.flatMap((one) => (one?.year ? [one.year] : [])))].sort((a, b) => a - b);
  return (
    <Form.List name="changes">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <fieldset key={field.key} className="th-form-grid">
              <Form.Item name={[field.name, 'id']} label={t('inventoryBeside.baseYear.name')} rules={[rules.words]}>
                <Input maxLength={120} />
              </Form.Item>
              <Form.Item name={[field.name, 'kind']} label={t('inventoryBeside.baseYear.kind')} rules={[rules.required]}>
                <Select options={kinds.map((value) => ({ value, label: t(`inventoryBeside.baseYear.kindOf.${value}`) }))} />
              </Form.Item>
              <Form.Item name={[field.name, 'from_year']} label={t('inventoryBeside.baseYear.fromYear')} rules={[rules.required]}>
                <InputNumber min={1990} max={2100} precision={0} />
              </Form.Item>
              <Form.Item name={[field.name, 'existed_since']} label={t('inventoryBeside.baseYear.existedSince')}>
                <InputNumber min={1800} max={2100} precision={0} />
              </Form.Item>
              {listed.map((year) => (
                <NumberItem
                  key={year}
                  name={[field.name, 'effects', String(year)]}
                  label={t('inventoryBeside.baseYear.effect', { year })}
                />
              ))}
              <Form.Item name={[field.name, 'mid_year']} valuePropName="checked">
                <Checkbox>{t('inventoryBeside.baseYear.isMidYear')}</Checkbox>
              </Form.Item>
              <Form.Item name={[field.name, 'between_scopes']} valuePropName="checked">
                <Checkbox>{t('inventoryBeside.baseYear.betweenScopes')}</Checkbox>
              </Form.Item>
              <Button onClick={() => remove(field.name)}>{t('inventoryBeside.baseYear.remove')}</Button>
            </fieldset>
          ))}
          <p>
            <Button onClick={() => add({ kind: 'acquisition' })}>{t('inventoryBeside.baseYear.addChange')}</Button>
          </p>
        </>
      )}
    </Form.List>
  );
}
