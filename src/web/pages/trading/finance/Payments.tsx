import { Form, Input } from 'antd';
import { financeEndpoints as e } from '../../../../contract/finance.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import styles from './finance.module.css';
import type { FinanceDetail } from './finance-model.ts';

/** Money of a contract that moved: by which document, told by whom. */
export function Payments({ contract }: { contract: FinanceDetail }) {
  const { t } = useWords();
  const rows = contract.schedule.flatMap((one) => one.payments.map((payment) => ({ ...payment, flowNo: one.flowNo })));
  if (rows.length === 0) return null;
  return (
    <>
      <h4 className={styles.part ?? ''}>{t('finance.paid')}</h4>
      <PlainTable
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'flow', title: t('finance.flowNo'), className: 'th-right', show: (row) => row.flowNo },
          { key: 'day', title: t('finance.paidOn'), className: 'th-nowrap', show: (row) => <DayLabel day={row.paidOn} /> },
          {
            key: 'amount',
            title: t('finance.amount'),
            className: 'th-right th-nowrap',
            show: (row) => <Quantity value={row.amount} unit="CNY" digits={2} />,
          },
          { key: 'document', title: t('finance.paymentDocument'), show: (row) => row.documentNo },
          { key: 'who', title: t('finance.by'), show: (row) => <WhoWhen name={row.doneBy.name} at={row.doneAt} /> },
          { key: 'reason', title: t('common.reason'), show: (row) => row.reason },
        ]}
      />
    </>
  );
}

interface Fields {
  readonly paidOn: string;
  readonly amount: string;
  readonly documentNo: string;
  readonly reason?: string;
}

/** Starts with what is open; another amount says why. */
export function PaymentForm({ contract, flowNo, onClose }: { contract: FinanceDetail; flowNo: number; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const pay = useDeed(e.payFinance);
  const done = useDone(onClose);
  const difference = contract.schedule.find((one) => one.flowNo === flowNo)?.difference ?? '0';
  const open = difference.startsWith('-') ? difference.slice(1) : `-${difference}`;
  const amount = Form.useWatch('amount', form);
  const submit = ({ reason = '', ...fields }: Fields) =>
    pay.mutate({ params: { contractId: contract.id }, body: { flowNo, reason, ...fields, amount: numberOut(fields.amount) ?? '' } }, done);
  return (
    <FormDrawer<Fields>
      open
      title={t('finance.pay')}
      intro={t('finance.payIntro')}
      form={form}
      initial={{ paidOn: today(), amount: open }}
      busy={pay.isPending}
      problem={pay.error}
      submitLabel={t('finance.pay')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="paidOn" label={t('finance.paidOn')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <NumberItem name="amount" label={t('finance.payAmount')} unit="CNY" required />
      <Form.Item name="documentNo" label={t('finance.paymentDocument')} rules={[rules.required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('common.reason')}
        rules={amount !== undefined && Number(numberOut(amount)) !== Number(open) ? [rules.required] : []}
      >
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  );
}
