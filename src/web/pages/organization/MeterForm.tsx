import { App, Form, Input, InputNumber, Select, TreeSelect } from 'antd';
import { meterKind, organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NameItems, NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { treeNodes } from '../../shell/NodePicker.tsx';
import { type OrganizationTree, unitAt } from '../../shell/workplace.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import type { Meter } from './MeterTable.tsx';

type Fields = Pick<
  Meter,
  | 'code'
  | 'name'
  | 'nameEn'
  | 'kind'
  | 'model'
  | 'location'
  | 'parameter'
  | 'accuracyClass'
  | 'calibrationIntervalMonths'
  | 'inServiceFrom'
  | 'inServiceTo'
> & { accuracyPct: string; place: string };

/** Adds a meter to an entity or one of its units. */
export function MeterForm({ tree, open, onClose }: { tree: OrganizationTree; open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(organizationEndpoints.addMeter);
  function submit({ place, ...fields }: Fields) {
    const unit = unitAt(tree, place);
    add.mutate(
      {
        body: {
          ...fields,
          model: fields.model ?? '',
          location: fields.location ?? '',
          inServiceTo: fields.inServiceTo ?? null,
          accuracyPct: numberOut(fields.accuracyPct) ?? '0',
          entityId: unit?.entityId ?? place,
          unitId: unit?.id ?? null,
        },
      },
      {
        onSuccess: () => {
          message.success(t('common.saved'));
          onClose();
        },
      },
    );
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={t('organization.addMeter')}
      form={form}
      initial={{ kind: 'belt_scale', calibrationIntervalMonths: 12, inServiceTo: null }}
      busy={add.isPending}
      problem={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <MeterFields tree={tree} />
    </FormDrawer>
  );
}

function MeterFields({ tree }: { tree: OrganizationTree }) {
  const { t, language } = useWords();
  const rules = useRules();
  return (
    <>
      <NameItems />
      <Form.Item name="place" label={t('organization.placeOf')} rules={[rules.required]}>
        <TreeSelect treeData={treeNodes(tree, language)} treeDefaultExpandAll />
      </Form.Item>
      <div className="th-form-grid">
        <Form.Item name="code" label={t('common.code')} rules={[rules.words]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="kind" label={t('common.kind')} rules={[rules.required]}>
          <Select options={meterKind.options.map((value) => ({ value, label: t(`organization.meterKind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="model" label={t('organization.meterModel')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="location" label={t('organization.meterLocation')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="parameter"
          label={t('organization.meterParameter')}
          extra={t('organization.meterParameterHint')}
          rules={[rules.words]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="accuracyClass" label={t('organization.accuracyClass')} rules={[rules.words]}>
          <Input maxLength={10} />
        </Form.Item>
        <NumberItem name="accuracyPct" label={t('organization.accuracy')} unit="%" required />
        <Form.Item name="calibrationIntervalMonths" label={t('organization.interval')} rules={[rules.required]}>
          <InputNumber min={1} max={120} precision={0} className="th-day-field" />
        </Form.Item>
        <Form.Item name="inServiceFrom" label={t('organization.inServiceFrom')} rules={[rules.required]}>
          <DayField />
        </Form.Item>
        <Form.Item name="inServiceTo" label={t('organization.inServiceTo')}>
          <DayField />
        </Form.Item>
      </div>
    </>
  );
}
