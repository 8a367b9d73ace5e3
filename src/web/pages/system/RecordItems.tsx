import { Button, Checkbox, Form, Input, Select } from 'antd';
import { identityEndpoints } from '../../../contract/identity.ts';
import { useAsk } from '../../api/queries.ts';
import { NumberItem, useRules } from '../../parts/fields.tsx';
import { usePersonName } from '../../parts/person-name.ts';
import { entityOptions, useWorkplace } from '../../shell/workplace.ts';
import { DayField } from '../../ui/DayField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { clausesOfStandard } from './clause-ids.ts';
import type { FlatField, RegisterField } from './model.ts';
import { RecordSearch } from './RecordSearch.tsx';
import styles from './system.module.css';

type Name = (string | number)[];

/** The form's items for the fields of a register, in its order. Scores are computed and have none. */
export function RecordItems({ fields }: { fields: readonly RegisterField[] }) {
  return (
    <>
      {fields.map((field) =>
        field.type === 'score' || field.kept ? null : field.type === 'rows' ? (
          <RowsItem key={field.id} field={field} />
        ) : (
          <FieldItem key={field.id} field={field} name={['content', field.id]} />
        ),
      )}
    </>
  );
}

function FieldItem({ field, name }: { field: FlatField; name: Name }) {
  const { say } = useWords();
  const label = say(field.name);
  const extra = field.hint ? say(field.hint) : undefined;
  if (field.type === 'number') return <NumberItem name={name} label={label} unit={field.unit} {...(extra ? { extra } : {})} />;
  if (field.type === 'flag')
    return (
      <Form.Item name={name} valuePropName="checked" {...(extra ? { extra } : {})}>
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  return (
    <Form.Item name={name} label={label} required={field.required} {...(extra ? { extra } : {})}>
      <Control field={field} />
    </Form.Item>
  );
}

/** One control that passes on what the form gives it. */
function Control({ field, ...given }: { field: FlatField; id?: string; value?: never; onChange?: never }) {
  const { say } = useWords();
  const mode = field.many ? { mode: 'multiple' as const } : {};
  switch (field.type) {
    case 'day':
      return <DayField {...given} />;
    case 'choice':
      return <Select {...mode} {...given} allowClear options={field.options.map((one) => ({ value: one.code, label: say(one.name) }))} />;
    case 'person':
      return <PersonControl field={field} {...given} />;
    case 'entity':
      return <EntityControl field={field} {...given} />;
    case 'record':
      // A field that names records of any register lists them all; the server finds them without their names.
      return <RecordSearch many={field.many} registers={field.of.length > 3 ? [] : field.of} {...given} />;
    case 'clause':
      return <Select mode="multiple" {...given} allowClear options={clausesOfStandard.map((value) => ({ value, label: value }))} />;
    default:
      return field.long ? (
        <Input.TextArea {...given} autoSize={{ minRows: 3, maxRows: 14 }} maxLength={20_000} />
      ) : (
        <Input {...given} maxLength={500} />
      );
  }
}

function PersonControl({ field, ...given }: { field: FlatField }) {
  const people = useAsk(identityEndpoints.listPeople, {});
  const inLanguage = usePersonName();
  const options = (people.data?.items ?? []).map((one) => ({ value: one.id, label: inLanguage(one.name) }));
  return (
    <Select
      {...(field.many ? { mode: 'multiple' as const } : {})}
      {...given}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={people.isLoading}
      options={options}
    />
  );
}

function EntityControl({ field, ...given }: { field: FlatField }) {
  const { language } = useWords();
  const { tree } = useWorkplace();
  return (
    <Select {...(field.many ? { mode: 'multiple' as const } : {})} {...given} allowClear options={entityOptions(tree.data, language)} />
  );
}

function RowsItem({ field }: { field: RegisterField }) {
  const { t, say } = useWords();
  const rules = useRules();
  void rules;
  return (
    <Form.Item label={say(field.name)} required={field.required} {...(field.hint ? { extra: say(field.hint) } : {})}>
      <Form.List name={['content', field.id]}>
        {(rows, { add, remove }) => (
          <div className={styles.rows}>
            {rows.map((row, index) => (
              <div key={row.key} className={styles.row}>
                <span className="th-num th-quiet">{index + 1}</span>
                <div className={styles.rowFields}>
                  {field.columns.map((column) => (
                    <FieldItem key={column.id} field={column} name={[row.name, column.id]} />
                  ))}
                </div>
                <Button
                  type="text"
                  icon={<Icon name="close" size={15} />}
                  aria-label={t('system.removeRow', { no: index + 1 })}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button icon={<Icon name="plus" size={15} />} onClick={() => add({})}>
              {t('system.addRow')}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
