import { Form, Input } from 'antd';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { useWords } from '../../words/language.ts';
import { type RecordView, type RegisterView, stateOf, systemReads } from './model.ts';

/** Takes a record to its next state; what it was about — version and hash of the content — is kept with it. */
export function MoveForm({
  record,
  register,
  code,
  onClose,
}: {
  record: RecordView;
  register: RegisterView;
  code: string;
  onClose: () => void;
}) {
  const { t, say } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<{ reason?: string }>();
  const move = register.moves.find((one) => one.code === code);
  const deed = useDeed(e.moveRecord, systemReads);
  const done = useDone(onClose, t('common.saved'));
  const to = move && stateOf(register, move.to);
  if (!move || !to) return null;
  return (
    <FormDrawer<{ reason?: string }>
      open
      size={480}
      title={`${record.no} · ${say(move.name)}`}
      submitLabel={say(move.name)}
      form={form}
      initial={{}}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      onSubmit={({ reason }) =>
        deed.mutate(
          {
            params: { recordId: record.id },
            body: { move: code, seenVersion: record.version, seenState: record.state, reason: reason ?? '' },
          },
          done,
        )
      }
      intro={t(move.approves ? 'system.approveText' : 'system.moveText', { version: record.version, state: say(to.name) })}
    >
      <Form.Item
        name="reason"
        label={t(move.needsReason ? 'common.reason' : 'system.remark')}
        rules={move.needsReason ? [rules.words] : []}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}
