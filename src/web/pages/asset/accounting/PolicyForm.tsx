import { Form, Input, Select } from 'antd';
import { accountCodes, accountingEndpoints as e } from '../../../../contract/accounting.ts';
import { accounts as chart } from '../../../../kernel/accounting/accounts.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import type { Accounting } from './AccountingPage.tsx';

type Choices = Accounting['inForce'];
interface Fields extends Choices {
  accounts: Record<string, string | undefined>;
  note: string;
  reason: string;
  documentNo: string;
}

/** Proposes a version of the policy; somebody else approves it. */
export function PolicyForm({ view, onClose }: { view: Accounting; onClose: () => void }) {
  const { t, say } = useWords();
  const rules = useRules();
  const done = useDone(onClose, t('accounting.policy.saved'));
  const [form] = Form.useForm<Fields>();
  const propose = useDeed(e.recordAccountingPolicy, [e.readAccounting]);
  const latest = view.proposed ?? view.policy;
  function submit({ accounts, note, documentNo, ...fields }: Fields) {
    const own = accountCodes.flatMap((code) => {
      const given = accounts[code]?.trim() ?? '';
      return given === '' ? [] : [[code, { code: given, name: latest?.accounts[code]?.name ?? '' }] as const];
    });
    const body = { ...fields, accounts: Object.fromEntries(own), note: note ?? '', documentNo: documentNo ?? '' };
    propose.mutate({ body: { ...body, seenVersion: latest?.version ?? 0 } }, done);
  }
  const options = <const Value extends string>(of: readonly Value[], name: (value: Value) => string) =>
    of.map((value) => ({ value, label: name(value) }));
  return (
    <FormDrawer<Fields>
      open
      title={t('accounting.policy.propose')}
      form={form}
      initial={{
        ...view.inForce,
        accounts: Object.fromEntries(accountCodes.map((code) => [code, latest?.accounts[code]?.code])),
        ...{ note: latest?.note ?? '', documentNo: '', reason: '' },
      }}
      busy={propose.isPending}
      problem={propose.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('accounting.policy.intro')}
    >
      <Form.Item name="costFlow" label={t('accounting.policy.costFlow')} rules={[rules.required]}>
        <Select options={options(['weighted_average', 'fifo', 'by_vintage'], (one) => t(`accounting.policy.costFlowOf.${one}`))} />
      </Form.Item>
      <Form.Item name="freeSale" label={t('accounting.policy.freeSale')} rules={[rules.required]}>
        <Select options={options(['income', 'no_entry'], (one) => t(`accounting.policy.freeSaleOf.${one}`))} />
      </Form.Item>
      <Form.Item name="vat" label={t('accounting.policy.vat')} rules={[rules.required]}>
        <Select options={options(['separate', 'in_cost'], (one) => t(`accounting.policy.vatOf.${one}`))} />
      </Form.Item>
      <Form.Item name="cents" label={t('accounting.policy.cents')} rules={[rules.required]}>
        <Select options={options(['exact', 'running'], (one) => t(`accounting.policy.centsOf.${one}`))} />
      </Form.Item>
      <Form.Item name="originOrder" label={t('accounting.policy.originOrder')} rules={[rules.required]}>
        <Select options={options(['free_first', 'purchased_first'], (one) => t(`accounting.policy.originOrderOf.${one}`))} />
      </Form.Item>
      <Form.Item name="impairment" label={t('accounting.policy.impairment')} rules={[rules.required]}>
        <Select options={options(['no_reversal', 'reversal', 'not_booked'], (one) => t(`accounting.policy.impairmentOf.${one}`))} />
      </Form.Item>
      <p className="th-form-intro">{t('accounting.policy.accounts')}</p>
      <div className="th-form-grid">
        {accountCodes.map((code) => (
          <Form.Item key={code} name={['accounts', code]} label={`${code} ${say(chart[code])}`}>
            <Input maxLength={20} placeholder={code} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="note" label={t('accounting.policy.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="documentNo" label={t('accounting.policy.documentNo')}>
        <Input maxLength={200} />
      </Form.Item>
      <ReasonItem />
    </FormDrawer>
  );
}
