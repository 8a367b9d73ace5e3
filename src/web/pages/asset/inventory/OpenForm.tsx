import { Form, Input } from 'antd';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import type { Inventory } from './InventoryPage.tsx';

interface Fields {
  asOf: string;
  note?: string;
}

/** Opens an identification for the day the inventory will stand for. */
export function OpenForm({ view, onClose }: { view: Inventory; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [, change] = useSearchFields();
  const [form] = Form.useForm<Fields>();
  const done = useDone(() => {
    change({ version: null });
    onClose();
  }, t('assetInventory.opened'));
  const open = useDeed(e.openIdentification, [e.readAssetInventory]);
  return (
    <FormDrawer<Fields>
      open
      title={t('assetInventory.open')}
      form={form}
      initial={{ asOf: `${view.year}-12-31`, note: '' }}
      busy={open.isPending}
      problem={open.error}
      onSubmit={({ asOf, note }) =>
        open.mutate(
          {
            params: { entityId: view.entityId, year: view.year },
            body: { asOf, note: note ?? '', seenVersion: view.versions[0]?.version ?? 0 },
          },
          done,
        )
      }
      onClose={onClose}
      intro={t('assetInventory.openText')}
    >
      <Form.Item name="asOf" label={t('assetInventory.asOf')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <Form.Item name="note" label={t('assetInventory.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
