import { Button, Drawer, Form, type FormInstance } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Finding } from '../../kernel/finding.ts';
import { useWords } from '../words/language.ts';
import { useFieldErrors } from './field-errors.ts';
import { RefusalNotice } from './RefusalNotice.tsx';

/** A form in a drawer beside what it is about. A refusal stands above the fields, which keep what was entered. */
export function FormDrawer<Fields extends object>({
  open,
  title,
  form,
  initial,
  busy,
  problem,
  submitLabel,
  onSubmit,
  onClose,
  children,
  intro,
  size = 560,
}: {
  open: boolean;
  title: ReactNode;
  form: FormInstance<Fields>;
  initial: Partial<Fields>;
  busy: boolean;
  problem: unknown;
  submitLabel?: string;
  onSubmit: (fields: Fields) => void;
  onClose: () => void;
  children: ReactNode;
  intro?: ReactNode;
  size?: number;
}) {
  const { t } = useWords();
  const elsewhere = useFieldErrors(form, problem);
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      size={size}
      destroyOnHidden
      footer={
        <div className="th-row th-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {submitLabel ?? t('common.save')}
          </Button>
        </div>
      }
    >
      {intro && <p className="th-form-intro">{intro}</p>}
      <Refused problem={problem} findings={elsewhere} />
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={initial}
        preserve={false}
        onFinish={onSubmit}
        scrollToFirstError={{ behavior: 'instant', block: 'center' }}
      >
        {children}
        <Refill form={form} initial={initial} />
      </Form>
    </Drawer>
  );
}

/** Comes into sight by itself: who sent a long form stands at its end, and would see nothing happen. */
function Refused({ problem, findings }: { problem: unknown; findings: readonly Finding[] | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  const refused = problem !== null && problem !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second refusal comes into sight as the first did
  useEffect(() => {
    if (refused) place.current?.scrollIntoView({ block: 'nearest' });
  }, [refused, problem]);
  return refused ? (
    <div ref={place} className="th-notice">
      <RefusalNotice problem={problem} {...(findings ? { findings } : {})} />
    </div>
  ) : null;
}

/**
 * Fills the fields once they stand. A form that forgets its values when it closes may forget those of lists also when it has only just opened: their rows
 * would be there, empty.
 */
function Refill({ form, initial }: { form: FormInstance; initial: object }) {
  const first = useRef(initial);
  useEffect(() => form.setFieldsValue(first.current), [form]);
  return null;
}
