import { Button, Form, Input, Select } from 'antd';
import { assetBudgetEndpoints as e } from '../../../../contract/asset-budget.ts';
import { type BudgetItem, budgetItemCodes } from '../../../../kernel/asset/evaluate-budget.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import type { Budget } from './BudgetPage.tsx';

interface Line {
  item?: BudgetItem;
  quantity?: string;
  price?: string;
  amount?: string;
  note?: string;
}
interface Fields {
  lines: Line[];
  note?: string;
}

/** Drafts a version of the budget from the one shown, or from what is held, expected and due. */
export function BudgetForm({ view, from, onClose }: { view: Budget; from: Budget['proposal']; onClose: () => void }) {
  const { t } = useWords();
  const [, change] = useSearchFields();
  const [form] = Form.useForm<Fields>();
  const draft = useDeed(e.draftAssetBudget, [e.readAssetBudget]);
  const done = useDone<{ id: string }>((reply) => {
    change({ version: reply.id });
    onClose();
  }, t('assetBudget.saved'));
  function submit({ lines, note }: Fields) {
    const body = {
      lines: lines.flatMap(({ item, ...line }) =>
        item === undefined
          ? []
          : [
              {
                ...{ item, quantity: numberOut(line.quantity) ?? '0', price: numberOut(line.price), amount: numberOut(line.amount) },
                note: line.note ?? '',
              },
            ],
      ),
      ...{ note: note ?? '', seenVersion: view.versions[0]?.version ?? 0 },
    };
    draft.mutate({ params: { entityId: view.entityId, year: view.year }, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      size={820}
      title={t('assetBudget.draft')}
      form={form}
      initial={{
        lines: from.map((line) => ({
          item: line.item,
          quantity: line.quantity,
          price: line.price ?? '',
          amount: line.amount ?? '',
          note: line.note,
        })),
        note: '',
      }}
      busy={draft.isPending}
      problem={draft.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('assetBudget.draftText')}
    >
      <LineItems />
      <Form.Item name="note" label={t('assetBudget.versionNote')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}

/** One line for each item: units with a price or an amount, or an amount alone. */
function LineItems() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="th-row">
              <Form.Item name={[name, 'item']} label={t('assetBudget.item')} rules={[rules.required]} className="th-grow">
                <Select options={budgetItemCodes.map((value) => ({ value, label: t(`assetBudget.itemOf.${value}`) }))} />
              </Form.Item>
              <NumberItem name={[name, 'quantity']} label={t('assetBudget.units')} unit="t" />
              <NumberItem name={[name, 'price']} label={t('assetBudget.price')} unit="CNY" />
              <NumberItem name={[name, 'amount']} label={t('assetBudget.money')} unit="CNY" />
              <Form.Item name={[name, 'note']} label={t('assetBudget.note')}>
                <Input maxLength={500} />
              </Form.Item>
              <Button onClick={() => remove(name)}>{t('assetBudget.remove')}</Button>
            </div>
          ))}
          <Button onClick={() => add({})}>{t('assetBudget.addLine')}</Button>
        </>
      )}
    </Form.List>
  );
}
