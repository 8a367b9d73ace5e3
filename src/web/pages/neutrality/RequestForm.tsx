import { Form, Input } from 'antd';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import type { ClaimView } from './model.ts';

interface Fields {
  readonly programme: string;
  readonly quantity: string;
  readonly neededBy: string;
  readonly reason?: string;
}

/** Asks trading for what a claim still needs; whoever may place orders finds it among what waits for them. */
export function RequestForm({ view, onClose }: { view: ClaimView; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const request = useDeed(e.requestUnits);
  const done = useDone(onClose);
  const need = view.figures ? BigInt(view.figures.need) - BigInt(view.figures.retired) : 0n;
  return (
    <FormDrawer<Fields>
      open
      title={t('neutrality.requestUnits')}
      form={form}
      initial={{ programme: 'CCER', ...(need > 0n ? { quantity: `${need}` } : {}) }}
      busy={request.isPending}
      problem={request.error}
      onSubmit={({ quantity, reason = '', ...body }) =>
        request.mutate({ params: { claimId: view.claim.id }, body: { ...body, reason, quantity: numberOut(quantity) ?? '' } }, done)
      }
      onClose={onClose}
    >
      <Form.Item name="programme" label={t('neutrality.programme')} rules={[rules.words]}>
        <Input maxLength={40} />
      </Form.Item>
      <NumberItem name="quantity" label={t('neutrality.quantity')} unit="t" required />
      <Form.Item name="neededBy" label={t('neutrality.neededBy')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="reason" label={t('neutrality.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
