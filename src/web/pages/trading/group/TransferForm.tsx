import { Form, Input, Select } from 'antd';
import { groupEndpoints as e } from '../../../../contract/group.ts';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { entityOptions, useWorkplace } from '../../../shell/workplace.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import type { Group } from './group-model.ts';

interface Fields {
  readonly fromEntityId: string;
  readonly toEntityId: string;
  readonly classId: string;
  readonly quantity: string;
  readonly effectiveOn: string;
  readonly price?: string;
  readonly reason?: string;
  readonly documentNo?: string;
}

/** A transfer for the entity that gives; the price is the rule's unless another one is written, with the reason. */
export function TransferForm({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t, language } = useWords();
  const rules = useRules();
  const { tree } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const propose = useDeed(e.proposeTransfer);
  const done = useDone(onClose);
  const holdings = useAsk(ledgerEndpoints.readHoldings, { query: {} });
  const [first] = group.suggestions;
  const submit = ({ price, reason = '', documentNo = '', quantity, ...fields }: Fields) =>
    propose.mutate({ body: { ...fields, reason, documentNo, quantity: numberOut(quantity) ?? '', price: numberOut(price) } }, done);
  const entities = entityOptions(tree.data, language);
  const entity = (name: 'fromEntityId' | 'toEntityId', label: string) => (
    <Form.Item name={name} label={label} rules={[rules.required]}>
      <Select options={entities} labelRender={({ label: shown }) => String(shown).trim()} />
    </Form.Item>
  );
  return (
    <FormDrawer<Fields>
      open
      size={720}
      title={t('group.propose')}
      intro={group.price ? t('group.priceNow', { price: group.price.price, formula: group.price.formula }) : t('group.noPrice')}
      form={form}
      initial={{
        effectiveOn: today(),
        ...(first ? { fromEntityId: first.from.id, toEntityId: first.to.id, quantity: first.quantity } : {}),
      }}
      busy={propose.isPending}
      problem={propose.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="th-form-grid">
        {entity('fromEntityId', t('group.from'))}
        {entity('toEntityId', t('group.to'))}
        <Form.Item name="classId" label={t('group.units')} rules={[rules.required]}>
          <Select options={(holdings.data?.holdings ?? []).map((one) => ({ value: one.class.id, label: className(one.class) }))} />
        </Form.Item>
        <NumberItem name="quantity" label={t('group.quantity')} unit="t" required />
        <Form.Item name="effectiveOn" label={t('group.day')} rules={[rules.required]}>
          <DayField clearable={false} />
        </Form.Item>
        <NumberItem name="price" label={t('group.otherPrice')} unit="CNY/t" required={group.price === null} />
        <Form.Item name="documentNo" label={t('group.documentNo')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={t('group.reason')} extra={t('group.reasonExtra')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
