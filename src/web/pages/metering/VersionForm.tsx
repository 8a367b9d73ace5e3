import { Form, Switch } from 'antd';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { numberOut, ReasonItem, useRules } from '../../parts/fields.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import type { Stream } from './model.ts';
import { SettingItems } from './StreamForm.tsx';

interface Fields {
  validFrom: string;
  newRegister: boolean;
  multiplier: string;
  registerSpan?: string | null;
  dailyMaximum?: string | null;
  stuckMinutes?: number | null;
  spikeFactor?: string | null;
  reason: string;
}

/** Multiplier, span and limits from a day on: another transformer, another meter. */
export function VersionForm({ stream, onClose }: { stream: Stream; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const change = useDeed(meteringEndpoints.changeMeterStream);
  const { multiplier, registerSpan, dailyMaximum, stuckMinutes, spikeFactor } = stream;
  function submit(fields: Fields) {
    const body = {
      ...fields,
      multiplier: numberOut(fields.multiplier) ?? '1',
      registerSpan: numberOut(fields.registerSpan),
      dailyMaximum: numberOut(fields.dailyMaximum),
      stuckMinutes: fields.stuckMinutes ?? null,
      spikeFactor: numberOut(fields.spikeFactor),
    };
    change.mutate({ params: { streamId: stream.id }, body }, { onSuccess: onClose });
  }
  return (
    <FormDrawer<Fields>
      open
      title={t('metering.changeSettings')}
      form={form}
      initial={{ newRegister: false, multiplier, registerSpan, dailyMaximum, stuckMinutes, spikeFactor }}
      busy={change.isPending}
      problem={change.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('metering.changeSettingsIntro')}
    >
      <Form.Item name="validFrom" label={t('metering.validFrom')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <Form.Item name="newRegister" label={t('metering.newRegister')} valuePropName="checked" extra={t('metering.newRegisterHint')}>
        <Switch />
      </Form.Item>
      <SettingItems />
      <ReasonItem />
    </FormDrawer>
  );
}
