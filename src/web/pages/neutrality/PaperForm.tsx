import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { footprintSources, type PaperKind, validationTypes } from '../../../contract/neutrality-papers.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { NumberItem, useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { entityOptions, useWorkplace } from '../../shell/workplace.ts';
import { DayField } from '../../ui/DayField.tsx';
import { useWords } from '../../words/language.ts';
import type { Paper } from './model.ts';
import { contentOf, type PaperField, paperFields } from './paper-fields.ts';

interface Props {
  readonly subjectId: string;
  readonly periodId: string | null;
  readonly kind: PaperKind;
  /** The latest version, from which the next one starts. */
  readonly from: Paper | undefined;
  readonly onClose: () => void;
}
type Values = Record<string, unknown>;

/** Drafts a paper of a subject or a period in its next version; another person decides. */
export function PaperForm({ subjectId, periodId, kind, from, onClose }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<unknown>(null);
  const draft = useDeed(e.draftPaper);
  const done = useDone(onClose);
  const submit = (values: Values) => {
    try {
      setFault(null);
      draft.mutate({ params: { subjectId }, body: { periodId, content: contentOf(kind, values) } }, done);
    } catch (error) {
      setFault(error);
    }
  };
  const usual: Readonly<Record<PaperKind, Values>> = {
    commitment: {},
    plan: { shortTargets: [{}], longTargets: [{}] },
    footprint: { source: 'stated', lines: [{}], removals: '0' },
    reduction: { actions: [] },
    validation: { type: 'independent' },
  };
  const initial: Values = from ? { ...from.content } : usual[kind];
  return (
    <FormDrawer<Values>
      open
      size={760}
      title={`${t('neutrality.draftPaper')}: ${t(`neutrality.paper.${kind}`)}`}
      form={form}
      initial={initial}
      busy={draft.isPending}
      problem={draft.error ?? fault}
      onSubmit={submit}
      onClose={onClose}
    >
      {paperFields[kind].map((one) =>
        one.rows ? <Rows key={one.name} field={one} rows={one.rows} /> : <Field key={one.name} field={one} path={[one.name]} />,
      )}
    </FormDrawer>
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
    source: footprintSources.map((value) => ({ value, label: t(`neutrality.sources.${value}`) })),
    validation: validationTypes.map((value) => ({ value, label: t(`neutrality.validationTypes.${value}`) })),
    action: (['own', 'renewable_procurement'] as const).map((value) => ({ value, label: t(`neutrality.actionKinds.${value}`) })),
    entity: entityOptions(tree.data, language),
  };
  const choices =
    field.type === 'source' || field.type === 'validation' || field.type === 'action' || field.type === 'entity'
      ? options[field.type]
      : null;
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
