import { Form, Input, InputNumber, Select } from 'antd';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { meteredQuantities } from '../../../contract/metering-values.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { midnights, readingKinds, stampMarks, stampOrders } from '../../../kernel/metering/settings.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NameItems, NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { paths } from '../../paths.ts';
import { entityOptions } from '../../shell/workplace.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';

interface Fields {
  entityId: string;
  unitId?: string | null;
  meterId?: string | null;
  code: string;
  name: string;
  nameEn: string;
  quantity: (typeof meteredQuantities)[number];
  unit: string;
  kind: (typeof readingKinds)[number];
  intervalMinutes: number;
  zone: string;
  stampOrder: (typeof stampOrders)[number];
  midnight: (typeof midnights)[number];
  stampMarks: (typeof stampMarks)[number];
  multiplier: string;
  registerSpan?: string;
  dailyMaximum?: string;
  stuckMinutes?: number | null;
  spikeFactor?: string;
}

export function StreamForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const go = useGo();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(meteringEndpoints.addMeterStream, [meteringEndpoints.listMeterStreams]);
  function submit(fields: Fields) {
    const body = {
      ...fields,
      validFrom: '2000-01-01',
      unitId: fields.unitId ?? null,
      meterId: fields.meterId ?? null,
      multiplier: numberOut(fields.multiplier) ?? '1',
      registerSpan: numberOut(fields.registerSpan),
      dailyMaximum: numberOut(fields.dailyMaximum),
      stuckMinutes: fields.stuckMinutes ?? null,
      spikeFactor: numberOut(fields.spikeFactor),
    };
    add.mutate(
      { body },
      {
        onSuccess: (stream) => {
          onClose();
          go(paths.meterStream(stream.id));
        },
      },
    );
  }
  const initial: Partial<Fields> = {
    ...{ quantity: 'electricity', unit: 'kWh', kind: 'interval', intervalMinutes: 15, zone: 'Asia/Shanghai' },
    ...{ stampOrder: 'ymd', midnight: 'closes', stampMarks: 'end', multiplier: '1' },
  };
  return (
    <FormDrawer<Fields>
      open
      title={t('metering.addStream')}
      form={form}
      initial={initial}
      busy={add.isPending}
      problem={add.error}
      onSubmit={submit}
      onClose={onClose}
      size={640}
    >
      <PlaceItems />
      <NameItems />
      <MeterItems />
      <h3>{t('metering.stamps')}</h3>
      <StampItems />
      <h3>{t('metering.settings')}</h3>
      <SettingItems />
    </FormDrawer>
  );
}

function PlaceItems() {
  const { t, language, nameOf } = useWords();
  const rules = useRules();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const meters = useAsk(organizationEndpoints.listMeters, {});
  const entityId = Form.useWatch('entityId');
  const own = <T extends { entityId: string }>(list: readonly T[] | undefined) => (list ?? []).filter((one) => one.entityId === entityId);
  return (
    <div className="th-form-grid">
      <Form.Item name="entityId" label={t('organization.placeOf')} rules={[rules.required]}>
        <Select options={entityOptions(tree.data, language)} />
      </Form.Item>
      <Form.Item name="unitId" label={t('metering.unitOf')}>
        <Select allowClear options={own(tree.data?.units).map((one) => ({ value: one.id, label: nameOf(one) }))} />
      </Form.Item>
      <Form.Item name="meterId" label={t('metering.meterOf')}>
        <Select allowClear options={own(meters.data?.items).map((one) => ({ value: one.id, label: `${one.code} ${nameOf(one)}` }))} />
      </Form.Item>
      <Form.Item name="code" label={t('common.code')} rules={[rules.words]}>
        <Input maxLength={60} />
      </Form.Item>
    </div>
  );
}

function MeterItems() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <div className="th-form-grid">
      <Form.Item name="quantity" label={t('metering.quantityLabel')} rules={[rules.required]}>
        <Select options={meteredQuantities.map((value) => ({ value, label: t(`metering.quantity.${value}`) }))} />
      </Form.Item>
      <Form.Item name="unit" label={t('common.unit')} rules={[rules.words]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="kind" label={t('metering.kindLabel')} rules={[rules.required]}>
        <Select options={readingKinds.map((value) => ({ value, label: t(`metering.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="intervalMinutes" label={t('metering.interval')} rules={[rules.required]}>
        <InputNumber min={1} max={44_640} precision={0} className="th-number-field" />
      </Form.Item>
    </div>
  );
}

function StampItems() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <div className="th-form-grid">
      <Form.Item name="zone" label={t('metering.zone')} rules={[rules.words]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="stampOrder" label={t('metering.stampOrderLabel')}>
        <Select options={stampOrders.map((value) => ({ value, label: t(`metering.stampOrder.${value}`) }))} />
      </Form.Item>
      <Form.Item name="midnight" label={t('metering.midnightLabel')}>
        <Select options={midnights.map((value) => ({ value, label: t(`metering.midnight.${value}`) }))} />
      </Form.Item>
      <Form.Item name="stampMarks" label={t('metering.stampMarksLabel')}>
        <Select options={stampMarks.map((value) => ({ value, label: t(`metering.stampMarks.${value}`) }))} />
      </Form.Item>
    </div>
  );
}

/** Multiplier, span and limits: of a new stream, and of a version of it. */
export function SettingItems() {
  const { t } = useWords();
  return (
    <div className="th-form-grid">
      <NumberItem name="multiplier" label={t('metering.multiplier')} required />
      <NumberItem name="registerSpan" label={t('metering.registerSpan')} extra={t('metering.registerSpanHint')} />
      <NumberItem name="dailyMaximum" label={t('metering.dailyMaximum')} extra={t('metering.dailyMaximumHint')} />
      <Form.Item name="stuckMinutes" label={t('metering.stuckMinutes')} extra={t('metering.stuckHint')}>
        <InputNumber min={1} max={527_040} precision={0} className="th-number-field" />
      </Form.Item>
      <NumberItem name="spikeFactor" label={t('metering.spikeFactor')} extra={t('metering.spikeHint')} />
    </div>
  );
}
