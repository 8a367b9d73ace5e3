import { Button, Form, Input, Select } from 'antd';
import { NumberItem, useRules } from '../../../parts/fields.tsx';
import { useWords } from '../../../words/language.ts';
import type { Book } from './cbam-model.ts';

/** What goes into a good: made in the same installation, or bought with its specific emissions. */
export function PrecursorFields({ at, book, unit }: { at: number; book: Book; unit: string }) {
  const { t, say } = useWords();
  const rules = useRules();
  const bases = (['actual', 'default'] as const).map((value) => ({ value, label: t(`cbam.bases.${value}`) }));
  return (
    <Form.List name={[at, 'precursors']}>
      {(items, { add, remove }) => (
        <>
          {items.map((item) => (
            <fieldset key={item.key} className="th-fieldset">
              <legend>{t('cbam.precursor')}</legend>
              <div className="th-form-grid">
                <Form.Item name={[item.name, 'id']} label={t('cbam.precursor')} rules={[rules.words]}>
                  <Input maxLength={120} />
                </Form.Item>
                <NumberItem name={[item.name, 'quantity']} label={t('cbam.precursorQuantity')} unit="t" required />
                <Form.Item name={[item.name, 'madeHere']} label={t('cbam.madeHere')}>
                  <Input maxLength={120} />
                </Form.Item>
                <Form.Item name={[item.name, 'category']} label={t('cbam.precursorCategory')}>
                  <Select allowClear options={book.categories.map((one) => ({ value: one.id, label: say(one.name) }))} />
                </Form.Item>
                <NumberItem name={[item.name, 'direct']} label={t('cbam.direct')} unit={`tCO2e/${unit}`} />
                <NumberItem name={[item.name, 'indirect']} label={t('cbam.indirect')} unit={`tCO2e/${unit}`} />
                <Form.Item name={[item.name, 'basis']} label={t('cbam.basis')}>
                  <Select options={bases} />
                </Form.Item>
              </div>
              <Button onClick={() => remove(item.name)}>{t('cbam.remove')}</Button>
            </fieldset>
          ))}
          <Button onClick={() => add({ basis: 'default' })}>{t('cbam.addPrecursor')}</Button>
        </>
      )}
    </Form.List>
  );
}
