import { Form, Input, Select } from 'antd';
import { directMeasurementEndpoints } from '../../../../contract/direct-measurement.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NameItems, useRules } from '../../../parts/fields.tsx';
import { useWords } from '../../../words/language.ts';

interface Fields {
  code: string;
  name: string;
  nameEn: string;
  concentrationBasis: 'dry' | 'wet';
  flowBasis: 'dry' | 'wet';
  location: string;
}

export function StackForm({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const add = useDeed(directMeasurementEndpoints.addStack, [directMeasurementEndpoints.readMeasuredYear]);
  const bases = (['dry', 'wet'] as const).map((value) => ({ value, label: t(`measurement.basis.${value}`) }));
  return (
    <FormDrawer<Fields>
      open
      title={t('measurement.addStack')}
      form={form}
      initial={{ concentrationBasis: 'dry', flowBasis: 'dry', location: '' }}
      busy={add.isPending}
      problem={add.error}
      onSubmit={(fields) =>
        add.mutate({ params: { unitId }, body: { ...fields, location: fields.location ?? '' } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Form.Item name="code" label={t('common.code')} rules={[rules.words]}>
        <Input maxLength={40} />
      </Form.Item>
      <NameItems />
      <div className="th-form-grid">
        <Form.Item name="concentrationBasis" label={t('measurement.concentrationBasis')}>
          <Select options={bases} />
        </Form.Item>
        <Form.Item name="flowBasis" label={t('measurement.flowBasis')}>
          <Select options={bases} />
        </Form.Item>
      </div>
      <Form.Item name="location" label={t('measurement.location')}>
        <Input maxLength={300} />
      </Form.Item>
    </FormDrawer>
  );
}
