import { Form, Select } from 'antd';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { type InventoryView, inventoryReads } from './model.ts';

/** The year of a power plant as it is accounted in emission management, taken in by reference. */
export function TakeYearForm({ view, onClose }: { view: InventoryView; onClose: () => void }) {
  const { t, say } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<{ entityId: string }>();
  const deed = useDeed(e.takeEntityYear, inventoryReads);
  const done = useDone(onClose);
  return (
    <FormDrawer<{ entityId: string }>
      open
      size={480}
      title={t('inventory.takeYear')}
      form={form}
      initial={{}}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      submitLabel={t('inventory.takeYearNow')}
      onSubmit={({ entityId }) => deed.mutate({ params: { inventoryId: view.id }, body: { entityId, year: view.year } }, done)}
      intro={t('inventory.takeYearText', { year: view.year })}
    >
      <Form.Item name="entityId" label={t('inventory.entity')} rules={[rules.required]}>
        <Select options={view.entities.map((one) => ({ value: one.id, label: say(one.name) }))} />
      </Form.Item>
    </FormDrawer>
  );
}
