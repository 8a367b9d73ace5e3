import { Form, Select } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { stockTakeEndpoints as e } from '../../../../contract/stock-take.ts';
import type { StoredFile } from '../../../api/files.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { FileDrop } from '../../../parts/FileDrop.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';

interface Fields {
  accountId: string;
  source: 'registry' | 'exchange' | 'bank';
  firstDay: string;
  lastDay: string;
}

/** Takes in a statement of an account and span. */
export function StatementForm({ onClose }: { onClose: () => void }) {
  const { t, say } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const [file, setFile] = useState<{ name: string; stored: StoredFile } | null>(null);
  const [lacking, setLacking] = useState(false);
  const done = useDone(onClose, t('stockTake.done'));
  const take = useDeed(e.takeStock, [e.readStockTakes]);
  const holdings = useAsk(ledgerEndpoints.readHoldings, {});
  const accounts = (holdings.data?.accounts ?? []).map((one) => ({ value: one.id, label: say(one.name) }));
  return (
    <FormDrawer<Fields>
      open
      title={t('stockTake.take')}
      form={form}
      initial={{ source: 'registry', firstDay: `${today().slice(0, 4)}-01-01`, lastDay: today() }}
      busy={take.isPending}
      problem={take.error}
      onSubmit={(fields) => {
        if (file)
          take.mutate(
            { body: { ...fields, fileName: file.name, fileSha256: file.stored.sha256, text: '', documentNo: '', evidenceIds: [] } },
            done,
          );
        else setLacking(true);
      }}
      onClose={onClose}
      intro={t('stockTake.columns')}
    >
      <Form.Item name="accountId" label={t('stockTake.account')} rules={[rules.required]}>
        <Select options={accounts} />
      </Form.Item>
      <Form.Item name="source" label={t('stockTake.source')} rules={[rules.required]}>
        <Select
          options={(['registry', 'exchange', 'bank'] as const).map((value) => ({ value, label: t(`stockTake.sourceOf.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="firstDay" label={t('stockTake.from')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item name="lastDay" label={t('stockTake.to')} rules={[rules.required]}>
        <DayField />
      </Form.Item>
      <Form.Item
        label={t('stockTake.choose')}
        required
        {...(lacking && !file ? { validateStatus: 'error', help: t('stockTake.noFile') } : {})}
      >
        <FileDrop onStored={(name, stored) => setFile({ name, stored })} />
        {file && <p className="th-small">{file.name}</p>}
      </Form.Item>
    </FormDrawer>
  );
}
