import { Button, Form, Input, Select } from 'antd';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { useWords } from '../../words/language.ts';
import type { Frameworks, InventoryView } from './model.ts';
import { useSettings } from './use-settings.ts';

interface Fields {
  gwpSet: string;
  own?: readonly { gas: string; value: string; source: string }[];
}

/** The GWP set of the inventory, values of one's own in place of the set's, and what is used with its source (9.3.1 t). */
export function GwpForm({ view, books, onClose }: { view: InventoryView; books: Frameworks; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  const { save, deed } = useSettings(view, onClose);
  const { gwpSet, gwpOverrides } = view.settings;
  return (
    <FormDrawer<Fields>
      open
      size={680}
      title={t('inventoryLines.gwpTitle')}
      form={form}
      initial={{ gwpSet, own: gwpOverrides }}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      intro={t('inventoryLines.gwpText')}
      onSubmit={({ gwpSet: set, own = [] }) =>
        save({
          gwpSet: set,
          gwpOverrides: own.map((one) => ({ gas: one.gas.trim(), value: numberOut(one.value) ?? '0', source: one.source.trim() })),
        })
      }
    >
      <Form.Item name="gwpSet" label={t('inventory.gwpSet')}>
        <Select options={books.gwpSets.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <OwnValues />
      <h3>{t('inventoryLines.gwpUsed')}</h3>
      <PlainTable
        rows={view.result.gwp}
        rowKey={(one) => one.gas}
        columns={[
          { key: 'gas', title: t('inventory.gas'), show: (one) => one.gas },
          { key: 'value', title: t('inventory.gwp'), show: (one) => one.value, className: 'th-right' },
          { key: 'source', title: t('inventoryLines.factorSource'), show: (one) => <span className="th-small">{one.source}</span> },
        ]}
      />
    </FormDrawer>
  );
}

function OwnValues() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <Form.List name="own">
      {(rows, { add, remove }) => (
        <>
          {rows.map((row) => (
            <div key={row.key} className="th-form-grid">
              <Form.Item name={[row.name, 'gas']} label={t('inventory.gas')} rules={[rules.words]}>
                <Input maxLength={40} placeholder="CH4" />
              </Form.Item>
              <NumberItem name={[row.name, 'value']} label={t('inventory.gwp')} required />
              <Form.Item name={[row.name, 'source']} label={t('inventoryLines.factorSource')} rules={[rules.words]}>
                <Input maxLength={1000} />
              </Form.Item>
              <Button size="small" type="text" danger onClick={() => remove(row.name)}>
                {t('inventory.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({})} style={{ marginBottom: 12 }}>
            {t('inventoryLines.gwpAdd')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
