import { Form, type FormInstance, Input, Select } from 'antd';
import { evidenceKind } from '../../contract/document.ts';
import type { EvidenceKind } from '../api/files.ts';
import { entityOptions, useWorkplace } from '../shell/workplace.ts';
import { DayField } from '../ui/DayField.tsx';
import { useWords } from '../words/language.ts';
import { useEvidenceKind } from './EvidenceList.tsx';

export interface EvidenceFields {
  readonly title: string;
  readonly kind: EvidenceKind;
  readonly entityId: string | null;
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly validUntil: string | null;
  readonly note: string;
}

export const emptyEvidence: EvidenceFields = {
  title: '',
  kind: 'consumption_ledger',
  entityId: null,
  periodFrom: null,
  periodTo: null,
  validUntil: null,
  note: '',
};

/** What is said of a piece of evidence; the same fields when recording and when changing. */
export function EvidenceForm({
  form,
  initial,
  onSubmit,
}: {
  form: FormInstance<EvidenceFields>;
  initial: EvidenceFields;
  onSubmit: (fields: EvidenceFields) => void;
}) {
  return (
    <Form<EvidenceFields>
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={(fields) => onSubmit({ ...initial, ...fields })}
      requiredMark
    >
      <EvidenceItems />
    </Form>
  );
}

/** Its fields, for a form that stands elsewhere. */
export function EvidenceItems() {
  const { t, language } = useWords();
  const kindName = useEvidenceKind();
  const { tree } = useWorkplace();
  return (
    <>
      <Form.Item name="title" label={t('evidence.title')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="th-form-grid">
        <Form.Item name="kind" label={t('evidence.kindLabel')} rules={[{ required: true }]}>
          <Select options={evidenceKind.options.map((kind) => ({ value: kind, label: kindName(kind) }))} />
        </Form.Item>
        <Form.Item name="entityId" label={t('evidence.entity')}>
          <Select allowClear placeholder={t('common.notGiven')} options={entityOptions(tree.data, language)} />
        </Form.Item>
        <Form.Item name="periodFrom" label={t('evidence.periodFrom')}>
          <DayField />
        </Form.Item>
        <Form.Item name="periodTo" label={t('evidence.periodTo')}>
          <DayField />
        </Form.Item>
        <Form.Item name="validUntil" label={t('evidence.validUntil')}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('evidence.note')}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
    </>
  );
}
