import { Form } from 'antd';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import type { Calibration, Meter } from './MeterTable.tsx';

/** Withdraws a calibration that was recorded by mistake; it counts no longer and stays in the history. */
export function WithdrawCalibration({ meter, calibration, onClose }: { meter: Meter; calibration: Calibration; onClose: () => void }) {
  const { t } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<{ reason: string }>();
  const withdraw = useDeed(organizationEndpoints.withdrawCalibration);
  return (
    <FormDrawer<{ reason: string }>
      open
      title={t('organization.withdrawCalibration')}
      intro={t('organization.withdrawText', { day: calibration.calibratedOn })}
      form={form}
      initial={{}}
      busy={withdraw.isPending}
      problem={withdraw.error}
      submitLabel={t('organization.withdraw')}
      onSubmit={(body) => withdraw.mutate({ params: { meterId: meter.id, calibrationId: calibration.id }, body }, done)}
      onClose={onClose}
      size={480}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
