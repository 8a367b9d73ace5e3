import { Form, type FormRule, Input } from 'antd';
import type { ReactNode } from 'react';
import { readNumber } from '../format/number.ts';
import { useWords } from '../words/language.ts';
import { Unit } from './Unit.tsx';

/** Rules used by most forms, in the words of the language shown. */
export function useRules(): Readonly<Record<'required' | 'words' | 'number', FormRule>> {
  const { t } = useWords();
  const required: FormRule = { required: true, message: t('common.required') };
  const words: FormRule = { required: true, whitespace: true, message: t('common.required') };
  const number: FormRule = {
    validator: (_, value: unknown) =>
      value === undefined || value === null || value === '' || (typeof value === 'string' && readNumber(value) !== null)
        ? Promise.resolve()
        : Promise.reject(new Error(t('common.invalidNumber'))),
  };
  return { required, words, number };
}

/** A decimal as text, so that no digit is lost; its unit stands in the field. */
export function NumberItem({
  name,
  label,
  unit,
  required,
  extra,
}: {
  name: string | (string | number)[];
  label: ReactNode;
  unit?: string;
  required?: boolean;
  extra?: ReactNode;
}) {
  const rules = useRules();
  return (
    <Form.Item name={name} label={label} rules={required ? [rules.required, rules.number] : [rules.number]} {...(extra ? { extra } : {})}>
      <Input inputMode="decimal" className="th-number-field" {...(unit ? { suffix: <Unit symbol={unit} /> } : {})} />
    </Form.Item>
  );
}

/** Both names of a thing; English may be needed for the reader of the other language. */
export function NameItems() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <div className="th-form-grid">
      <Form.Item name="name" label={t('common.nameZh')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('common.nameEn')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
    </div>
  );
}

/** What a number field holds, as it goes on the wire; null when it is empty. */
export function numberOut(value: string | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : readNumber(value);
}

/** Why something recorded is changed; it is kept in the history. */
export function ReasonItem() {
  const { t } = useWords();
  const rules = useRules();
  return (
    <Form.Item name="reason" label={t('common.reason')} extra={t('common.reasonKept')} rules={[rules.words]}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
    </Form.Item>
  );
}
