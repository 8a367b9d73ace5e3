import { Form, Input, InputNumber, Select, TreeSelect } from 'antd';
import { meterKind } from '../../../contract/meters.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NameItems, NumberItem, numberOut, ReasonItem, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
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
> & { accuracyPct: string; place: string; reason: string };

/** Adds a meter to an entity or one of its units, or changes one: then with a reason, and its place stays within its plant. */
export function MeterForm({
  tree,
  open,
  onClose,
  meter = null,
}: {
  tree: OrganizationTree;
  open: boolean;
  onClose: () => void;
  meter?: Meter | null;
}) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<Fields>();
  const add = useDeed(organizationEndpoints.addMeter);
  const change = useDeed(organizationEndpoints.changeMeter);
  function submit({ place, reason, inServiceTo, ...given }: Fields) {
    const unit = unitAt(tree, place);
    const fields = {
      ...given,
      model: given.model ?? '',
      location: given.location ?? '',
      accuracyPct: numberOut(given.accuracyPct) ?? '0',
      unitId: unit?.id ?? null,
    };
    if (meter) {
      change.mutate({ params: { meterId: meter.id }, body: { ...fields, reason, version: meter.version } }, done);
      return;
    }
    add.mutate({ body: { ...fields, inServiceTo: inServiceTo ?? null, entityId: unit?.entityId ?? place } }, done);
  }
  return (
    <FormDrawer<Fields>
      open={open}
      title={meter ? t('organization.changeMeter') : t('organization.addMeter')}
      form={form}
      initial={
        meter
          ? { ...meter, place: meter.unitId ?? meter.entityId }
          : { kind: 'belt_scale', calibrationIntervalMonths: 12, inServiceTo: null }
      }
      busy={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <MeterFields tree={meter ? plantOf(tree, meter.entityId) : tree} changing={meter !== null} />
      {meter && <ReasonItem />}
    </FormDrawer>
  );
}

/** A meter may move between the units of its plant; another plant's meter is another meter. */
function plantOf(tree: OrganizationTree, entityId: string): OrganizationTree {
  return {
    ...tree,
    entities: tree.entities.filter((entity) => entity.id === entityId).map((entity) => ({ ...entity, parentId: null })),
    units: tree.units.filter((unit) => unit.entityId === entityId),
  };
}

function MeterFields({ tree, changing }: { tree: OrganizationTree; changing: boolean }) {
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
        {changing ? null : (
          <Form.Item name="inServiceTo" label={t('organization.inServiceTo')}>
            <DayField />
          </Form.Item>
        )}
      </div>
    </>
  );
}
