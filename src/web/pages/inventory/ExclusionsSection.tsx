import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Deed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../parts/fields.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { Frameworks, InventoryView } from './model.ts';
import { useSettings } from './use-settings.ts';

interface Fields {
  category: string;
  name: string;
  reason: string;
  estimate?: string;
}

/** What is left out, why, and how large it would be (9.3.1 i). */
export function ExclusionsSection({ view, books }: { view: InventoryView; books: Frameworks }) {
  const { t, say } = useWords();
  const [isAdding, setAdding] = useState(false);
  const { save, why } = useSettings(view);
  const { exclusions } = view.settings;
  const titles = new Map(books.categories.map((one) => [one.code, one.title]));
  const add = (
    <Deed type="primary" why={why} onClick={() => setAdding(true)}>
      {t('inventory.addExclusion')}
    </Deed>
  );
  return (
    <Section title={t('inventory.tab.exclusions')} extra={add}>
      {exclusions.length === 0 ? (
        <EmptyState clause="A.4" title={t('inventory.noExclusions')} text={t('inventory.noExclusionsText')} actions={add} />
      ) : (
        <PlainTable
          rows={exclusions}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'category',
              title: t('inventory.category'),
              show: (one) => `${one.category} ${say(titles.get(one.category) ?? { zh: '', en: '' })}`,
            },
            { key: 'name', title: t('inventory.name'), show: (one) => one.name },
            { key: 'reason', title: t('common.reason'), show: (one) => one.reason },
            {
              key: 'estimate',
              title: t('inventory.estimate'),
              show: (one) => <Quantity value={one.estimate} unit="tCO2e" />,
              className: 'th-right',
            },
            {
              key: 'remove',
              title: '',
              show: (one) =>
                why === null && (
                  <Button
                    size="small"
                    type="text"
                    danger
                    onClick={() => save({ exclusions: exclusions.filter((other) => other.id !== one.id) })}
                  >
                    {t('inventory.remove')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {isAdding && <ExclusionForm view={view} books={books} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function ExclusionForm({ view, books, onClose }: { view: InventoryView; books: Frameworks; onClose: () => void }) {
  const { t, say } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const { save, deed } = useSettings(view, onClose);
  return (
    <FormDrawer<Fields>
      open
      title={t('inventory.addExclusion')}
      form={form}
      initial={{}}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      onSubmit={({ estimate, ...fields }) =>
        save({ exclusions: [...view.settings.exclusions, { ...fields, id: crypto.randomUUID(), estimate: numberOut(estimate) }] })
      }
    >
      <Form.Item name="category" label={t('inventory.category')} rules={[rules.required]}>
        <Select options={books.categories.map((one) => ({ value: one.code, label: `${one.code} ${say(one.title)}` }))} />
      </Form.Item>
      <Form.Item name="name" label={t('inventory.name')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reason" label={t('common.reason')} rules={[rules.words]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <NumberItem name="estimate" label={t('inventory.estimate')} unit="tCO2e" extra={t('inventory.estimateHint')} />
    </FormDrawer>
  );
}
