import { Form, Input, Select } from 'antd';
import { accountingEndpoints as e } from '../../../../contract/accounting.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { entityOptions, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useWords } from '../../../words/language.ts';
import { className } from '../ledger/model.ts';
import type { Accounting } from './AccountingPage.tsx';

interface Fields {
  readonly entityId: string;
  readonly classId: string;
  readonly testedOn: string;
  readonly recoverable: string;
  readonly source: string;
  readonly reason: string;
  readonly documentNo?: string;
}

/** A test of impairment: the carrying amount comes from the books, the recoverable one is said with its source. */
export function ImpairmentForm({ view, onClose }: { view: Accounting; onClose: () => void }) {
  const { t, language } = useWords();
  const rules = useRules();
  const { tree } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const record = useDeed(e.recordImpairment);
  const done = useDone(onClose, t('accounting.impairment.saved'));
  const classes = view.classes
    .filter((one) => one.purchased !== '0')
    .map(({ class: held }) => ({ value: held.id, label: className(held) }));
  return (
    <FormDrawer<Fields>
      open
      title={t('accounting.impairment.test')}
      intro={t('accounting.impairment.formIntro')}
      form={form}
      initial={{}}
      busy={record.isPending}
      problem={record.error}
      onSubmit={({ recoverable, documentNo = '', ...fields }) =>
        record.mutate({ body: { ...fields, documentNo, recoverable: numberOut(recoverable) ?? '' } }, done)
      }
      onClose={onClose}
    >
      <Form.Item name="entityId" label={t('accounting.impairment.entity')} rules={[rules.required]}>
        <Select options={entityOptions(tree.data, language)} labelRender={({ label }) => String(label).trim()} />
      </Form.Item>
      <Form.Item name="classId" label={t('accounting.classOf')} rules={[rules.required]}>
        <Select options={classes} />
      </Form.Item>
      <Form.Item name="testedOn" label={t('accounting.impairment.day')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <NumberItem name="recoverable" label={t('accounting.impairment.recoverable')} unit="CNY" required />
      <Form.Item name="source" label={t('accounting.impairment.source')} rules={[rules.required]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <ReasonItem />
      <Form.Item name="documentNo" label={t('accounting.policy.documentNo')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}

/** Sends a test back; the reason goes with it. */
export function RejectImpairment({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const reject = useDeed(e.decideImpairment);
  const done = useDone(onClose);
  return (
    <FormDrawer<{ reason: string }>
      open
      title={t('accounting.impairment.reject')}
      form={form}
      initial={{}}
      busy={reject.isPending}
      problem={reject.error}
      onSubmit={({ reason }) => reject.mutate({ params: { impairmentId: id }, body: { decision: 'rejected', reason } }, done)}
      onClose={onClose}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
