import { Form, Input } from 'antd';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { ReasonItem, useRules } from '../../parts/fields.tsx';
import { useWords } from '../../words/language.ts';

/** A form whose only content is what somebody has to say: a note, a finding, a reason. */
export function WordForm({
  title,
  intro,
  label,
  required,
  busy,
  problem,
  submitLabel,
  onSubmit,
  onClose,
}: {
  title: string;
  intro?: string;
  /** Without it the words are a reason that is kept. */
  label?: string;
  required: boolean;
  busy: boolean;
  problem: unknown;
  submitLabel?: string;
  onSubmit: (words: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <FormDrawer<{ reason: string }>
      open
      title={title}
      form={form}
      initial={{ reason: '' }}
      busy={busy}
      problem={problem}
      onSubmit={({ reason }) => onSubmit(reason ?? '')}
      onClose={onClose}
      {...(submitLabel === undefined ? {} : { submitLabel })}
      {...(intro === undefined ? {} : { intro })}
    >
      {label === undefined && required ? (
        <ReasonItem />
      ) : (
        <Form.Item name="reason" label={label ?? t('common.reason')} rules={required ? [rules.words] : []}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
