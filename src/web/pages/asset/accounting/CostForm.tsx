import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { accountingEndpoints as e } from '../../../../contract/accounting.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { useDeed } from '../../../api/queries.ts';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import type { CostedTransaction } from './CostTable.tsx';

interface Fields {
  amount: string;
  fees: string;
  vat: string;
  freeQuantity: string;
  paid: boolean;
  note: string;
}

/** Records what a transaction cost or brought, or a new version of it. */
export function CostForm({ transaction, onClose }: { transaction: CostedTransaction; onClose: () => void }) {
  const { t, say } = useWords();
  const done = useDone(onClose, t('accounting.cost.saved'));
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>(transaction.cost?.evidence.map((one) => one.id) ?? []);
  const record = useDeed(e.recordTransactionCost, [e.readAccounting]);
  const { cost } = transaction;
  const submit = ({ amount, fees, vat, freeQuantity, paid, note }: Fields) =>
    record.mutate(
      {
        params: { transactionId: transaction.transactionId },
        body: {
          ...{ amount: numberOut(amount) ?? '', fees: numberOut(fees) ?? '0', vat: numberOut(vat) ?? '0' },
          ...{ freeQuantity: numberOut(freeQuantity), paid, note: note ?? '', evidenceIds: [...evidenceIds] },
          seenVersion: cost?.version ?? 0,
        },
      },
      done,
    );
  return (
    <FormDrawer<Fields>
      open
      title={`${t('accounting.cost.title')} \u00B7 ${say(ledgerKindTitle(transaction.kind))} ${transaction.effectiveOn}`}
      form={form}
      initial={{
        ...{ amount: cost?.amount ?? '', fees: cost?.fees ?? '0', vat: cost?.vat ?? '0' },
        ...{ freeQuantity: cost?.freeQuantity ?? '', paid: cost?.paid ?? true, note: '' },
      }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('accounting.cost.intro')}
    >
      <NumberItem name="amount" label={t('accounting.amount')} unit="CNY" required />
      <NumberItem name="fees" label={t('accounting.fees')} unit="CNY" />
      <NumberItem name="vat" label={t('accounting.vat')} unit="CNY" />
      <NumberItem name="freeQuantity" label={t('accounting.cost.freeQuantity')} unit="t" extra={t('accounting.cost.freeQuantityHint')} />
      <Form.Item name="paid" valuePropName="checked">
        <Checkbox>{t('accounting.cost.paid')}</Checkbox>
      </Form.Item>
      <Form.Item name="note" label={t('accounting.cost.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <EvidenceItem
        label={t('accounting.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('accounting.cost.chosen', { count: evidenceIds.length }) : t('accounting.cost.choose')}
      </EvidenceItem>
    </FormDrawer>
  );
}
