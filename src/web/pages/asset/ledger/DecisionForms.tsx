import { Alert, App, Form, Input } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem } from '../../../parts/fields.tsx';
import { paths } from '../../../paths.ts';
import { useGo } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import { InstructionFacts } from './InstructionCard.tsx';
import styles from './ledger.module.css';
import { className, type Instruction, ledgerReads } from './model.ts';

interface Props {
  readonly instruction: Instruction;
  readonly onClose: () => void;
}

/** Approves what stands there with the code its proposer tells; a wrong code says how many tries are left. */
export function ApproveForm({ instruction, onClose }: Props) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const go = useGo();
  const [form] = Form.useForm<{ code: string }>();
  const [left, setLeft] = useState<number | null>(null);
  const decide = useDeed(ledgerEndpoints.decideInstruction, ledgerReads);
  function submit({ code }: { code: string }) {
    decide.mutate(
      { params: { instructionId: instruction.id }, body: { decision: 'approve', code: code.replaceAll(/\s/g, ''), reason: '' } },
      {
        onSuccess: (reply) => {
          if (reply.state === 'proposed') {
            setLeft(reply.triesLeft);
            form.resetFields();
            return;
          }
          void message[reply.state === 'approved' ? 'success' : 'warning'](
            t(reply.state === 'approved' ? 'ledger.instruction.approved' : 'ledger.instruction.late'),
          );
          onClose();
          if (reply.transactionId !== null) go(paths.ledgerTransaction(reply.transactionId));
        },
      },
    );
  }
  return (
    <FormDrawer<{ code: string }>
      open
      size={640}
      title={`${t('ledger.instruction.approveTitle')} \u00B7 ${say(ledgerKindTitle(instruction.kind))} ${className(instruction.class)}`}
      form={form}
      initial={{}}
      busy={decide.isPending}
      problem={decide.error}
      submitLabel={t('ledger.instruction.approve')}
      onSubmit={submit}
      onClose={onClose}
      intro={t('ledger.instruction.approveIntro')}
    >
      <InstructionFacts instruction={instruction} />
      {left === null ? null : (
        <Alert
          className={styles.decision ?? ''}
          type="error"
          showIcon
          role="alert"
          title={t('ledger.instruction.codeWrong', { count: left })}
          description={t(left === 0 ? 'ledger.instruction.closed' : 'ledger.instruction.codeWrongText')}
        />
      )}
      <Form.Item
        name="code"
        label={t('ledger.instruction.code')}
        rules={[{ required: true, pattern: /^\s*\d{3}\s?\d{3}\s*$/, message: t('ledger.instruction.codeSix') }]}
      >
        <Input className={styles.codeField} inputMode="numeric" autoComplete="one-time-code" maxLength={9} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}

/** Rejects with a reason the proposer reads. */
export function RejectForm({ instruction, onClose }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const decide = useDeed(ledgerEndpoints.decideInstruction, ledgerReads);
  function submit({ reason }: { reason: string }) {
    decide.mutate(
      { params: { instructionId: instruction.id }, body: { decision: 'reject', code: '', reason } },
      {
        onSuccess: (reply) => {
          void message.success(t(reply.state === 'rejected' ? 'ledger.instruction.rejected' : 'ledger.instruction.late'));
          onClose();
        },
      },
    );
  }
  return (
    <FormDrawer<{ reason: string }>
      open
      title={t('ledger.instruction.rejectTitle')}
      form={form}
      initial={{}}
      busy={decide.isPending}
      problem={decide.error}
      submitLabel={t('ledger.instruction.reject')}
      onSubmit={submit}
      onClose={onClose}
      intro={t('ledger.instruction.rejectIntro')}
    >
      <ReasonItem />
    </FormDrawer>
  );
}
