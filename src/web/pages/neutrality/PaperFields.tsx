import { Button, Checkbox, Form, Input, Select } from 'antd';
import { validationTypes } from '../../../kernel/neutrality/rule-set.ts';
import { NumberItem, useRules } from '../../parts/fields.tsx';
import { entityOptions, useWorkplace } from '../../shell/workplace.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import type { PaperField } from './paper-fields.ts';

/** Fields of a paper in the order they are asked; rows of fields stand in a frame. */
export function PaperFields({ fields }: { fields: readonly PaperField[] }) {
  return fields.map((one) =>
    one.rows ? <Rows key={one.name} field={one} rows={one.rows} /> : <Field key={one.name} field={one} path={[one.name]} />,
  );
}

function Rows({ field, rows }: { field: PaperField; rows: readonly PaperField[] }) {
  const { t } = useWords();
  return (
    <fieldset className="th-fieldset">
      <legend>{t(`neutrality.${field.word}`)}</legend>
      <Form.List name={field.name}>
        {(items, { add, remove }) => (
          <>
            {items.map((item) => (
              <div key={item.key} className="th-form-grid">
                {rows.map((one) => (
                  <Field key={one.name} field={one} path={[item.name, one.name]} />
                ))}
                <Button onClick={() => remove(item.name)}>{t('neutrality.removeRow')}</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t('neutrality.addRow')}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function Field({ field, path }: { field: PaperField; path: (string | number)[] }) {
  const { t, language } = useWords();
  const rules = useRules();
  const { tree } = useWorkplace();
  const label = t(`neutrality.${field.word}`);
  if (field.type === 'number' || field.type === 'tonnes')
    return (
      <NumberItem name={path} label={label} required={field.required === true} {...(field.type === 'tonnes' ? { unit: 'tCO2e' } : {})} />
    );
  const needed = field.required ? [field.type === 'line' || field.type === 'area' ? rules.words : rules.required] : [];
  if (field.type === 'yes')
    return (
      <Form.Item name={path} valuePropName="checked">
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  const options = {
    validation: validationTypes.map((value) => ({ value, label: t(`neutrality.validationTypes.${value}`) })),
    action: (['own', 'renewable_procurement'] as const).map((value) => ({ value, label: t(`neutrality.actionKinds.${value}`) })),
    entity: entityOptions(tree.data, language),
  };
  const choices = field.type === 'validation' || field.type === 'action' || field.type === 'entity' ? options[field.type] : null;
  return (
    <Form.Item name={path} label={label} rules={needed}>
      {choices ? (
        <Select options={choices} labelRender={({ label: shown }) => String(shown).trim()} />
      ) : field.type === 'day' ? (
        <DayField />
      ) : field.type === 'area' ? (
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      ) : (
        <Input maxLength={field.type === 'year' ? 4 : 200} />
      )}
    </Form.Item>
  );
}
