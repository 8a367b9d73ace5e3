import { Form } from 'antd';
import { useState } from 'react';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { ReasonItem, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { DayField } from '../../ui/DayField.tsx';
import { today } from '../../ui/today.ts';
import { useWords } from '../../words/language.ts';
import type { Meter } from './MeterTable.tsx';

interface Fields {
  from: string;
  reason: string;
}

/** Takes a meter out of service from a day, or brings one back that is. */
export function ServiceForm({ meter, open, onClose }: { meter: Meter; open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const retire = useDeed(organizationEndpoints.retireMeter);
  const bringBack = useDeed(organizationEndpoints.bringBackMeter);
  // What was asked for when it opened: the meter has changed before the form is gone.
  const [ended] = useState(meter.inServiceTo !== null);
  const deed = ended ? bringBack : retire;
  return (
    <FormDrawer<Fields>
      open={open}
      title={ended ? t('organization.bringBackMeter') : t('organization.retireMeter')}
      intro={ended ? t('organization.bringBackText') : t('organization.retireText')}
      form={form}
      initial={{ from: today() }}
      busy={deed.isPending}
      problem={deed.error}
      onSubmit={(fields) => deed.mutate({ params: { meterId: meter.id }, body: { ...fields, version: meter.version } }, done)}
      onClose={onClose}
      size={480}
    >
      <Form.Item name="from" label={ended ? t('organization.backFrom') : t('organization.retiredFrom')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <ReasonItem />
    </FormDrawer>
  );
}
