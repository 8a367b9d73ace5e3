import { Button, Form, type FormInstance, Input, Select } from 'antd';
import { assetEndpoints as e } from '../../../contract/asset.ts';
import { unitClass } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../parts/fields.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { useDone } from '../../parts/use-done.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import type { UnitAllocation } from './figures.ts';

interface Fields {
  parts: { name: string; unitClass: (typeof unitClass.options)[number]; capacityMw?: string }[];
  reason: string;
}

/** Says which units one unit of the register reports together in a year; without any it reports on its own again. */
export function TogetherForm({ unit, year, onClose }: { unit: UnitAllocation; year: number; onClose: () => void }) {
  const { t, say } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<Fields>();
  const record = useDeed(e.recordAllocationTogether, [e.readAllocation, e.readGap, e.readAllocationDerivation]);
  const initial = unit.together.parts.map((one) => ({ ...one, capacityMw: one.capacityMw ?? '' }));
  const submit = ({ parts, reason }: Fields) => {
    const body = {
      ...{ reason, seenVersion: unit.together.version },
      parts: (parts ?? []).map((one) => ({ name: one.name, unitClass: one.unitClass, capacityMw: numberOut(one.capacityMw) })),
    };
    record.mutate({ params: { unitId: unit.unitId, year }, body }, done);
  };
  return (
    <FormDrawer<Fields>
      open
      size={720}
      title={`${t('asset.together.formTitle')} \u00B7 ${say(unit.unitName)} ${year}`}
      form={form}
      initial={{ parts: initial }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('asset.together.intro')}
    >
      <Parts form={form} unit={unit} />
      <ReasonItem />
    </FormDrawer>
  );
}

function Parts({ form, unit }: { form: FormInstance<Fields>; unit: UnitAllocation }) {
  const { t } = useWords();
  const { word } = useMethodWords();
  const rules = useRules();
  const options = unitClass.options.map((value) => ({ value, label: word(value) }));
  return (
    <Form.List
      name="parts"
      rules={[
        {
          validator: async (_, parts: unknown) => {
            if (Array.isArray(parts) && parts.length === 1) throw new Error(t('asset.together.tooFew'));
          },
        },
      ]}
    >
      {(fields, { add, remove }, { errors }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.partRow}>
              <Form.Item name={[name, 'name']} label={t('asset.together.name')} rules={[rules.words]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'unitClass']} label={t('asset.together.class')} rules={[rules.required]}>
                <Select options={options} popupMatchSelectWidth={false} />
              </Form.Item>
              <NumberItem name={[name, 'capacityMw']} label={t('asset.together.capacity')} unit="MW" />
              <Button
                type="text"
                icon={<Icon name="close" size={16} />}
                aria-label={t('asset.together.remove', { name: String(form.getFieldValue(['parts', name, 'name']) ?? name + 1) })}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          <Form.Item>
            <Button icon={<Icon name="plus" size={15} />} onClick={() => add({ unitClass: unit.unitClass })}>
              {t('asset.together.add')}
            </Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  );
}
