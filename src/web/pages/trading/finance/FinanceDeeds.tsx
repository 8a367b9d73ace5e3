import { Form, Input } from 'antd';
import { useState } from 'react';
import { financeEndpoints as e } from '../../../../contract/finance.ts';
import { useDeed } from '../../../api/queries.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { today } from '../../../ui/today.ts';
import { useWords } from '../../../words/language.ts';
import { type FinanceDetail, startsApart } from './finance-model.ts';

type Step = 'started' | 'ended' | 'defaulted';
type Opened = 'approve' | 'reject' | Step | null;

/** What can be done with a contract in its state; a deed somebody may not do says who may. */
export function FinanceDeeds({ contract }: { contract: FinanceDetail }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<Opened>(null);
  const { state } = contract;
  const deed = (which: Exclude<Opened, null>, action: 'trading.approve_contract' | 'trading.book_contract', primary = false) => (
    <RightDeed action={action} {...(primary ? { type: 'primary' as const } : {})} onClick={() => setOpened(which)}>
      {t(`finance.deeds.${which}`)}
    </RightDeed>
  );
  if (!['drafted', 'approved', 'running'].includes(state)) return null;
  return (
    <div className="th-row">
      {state === 'drafted' && (
        <>
          {deed('approve', 'trading.approve_contract', true)}
          {deed('reject', 'trading.approve_contract')}
        </>
      )}
      {state === 'approved' && startsApart(contract.kind) && deed('started', 'trading.book_contract', true)}
      {state === 'running' && (
        <>
          {deed('ended', 'trading.book_contract', true)}
          {deed('defaulted', 'trading.book_contract')}
        </>
      )}
      {opened === 'approve' || opened === 'reject' ? (
        <DecisionForm contract={contract} deed={opened} onClose={() => setOpened(null)} />
      ) : null}
      {opened === 'started' || opened === 'ended' || opened === 'defaulted' ? (
        <StepForm contract={contract} step={opened} onClose={() => setOpened(null)} />
      ) : null}
    </div>
  );
}

/** An approval with soft conflicts needs the reason they are accepted for; with hard ones the server refuses it and says why. */
function DecisionForm({ contract, deed, onClose }: { contract: FinanceDetail; deed: 'approve' | 'reject'; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason?: string }>();
  const decide = useDeed(e.decideFinance);
  const done = useDone(onClose);
  const needed = deed === 'reject' || contract.conflicts.length > 0;
  return (
    <FormDrawer<{ reason?: string }>
      open
      title={t(`finance.deeds.${deed}`)}
      intro={deed === 'approve' ? t(needed ? 'finance.approveWithConflicts' : 'finance.approveIntro') : undefined}
      form={form}
      initial={{}}
      busy={decide.isPending}
      problem={decide.error}
      submitLabel={t(`finance.deeds.${deed}`)}
      onSubmit={({ reason = '' }) => decide.mutate({ params: { contractId: contract.id }, body: { decision: deed, reason } }, done)}
      onClose={onClose}
    >
      {needed ? <ReasonItem /> : null}
    </FormDrawer>
  );
}

interface StepFields {
  readonly doneOn: string;
  readonly documentNo?: string;
  readonly reason?: string;
}

function StepForm({ contract, step, onClose }: { contract: FinanceDetail; step: Step; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<StepFields>();
  const move = useDeed(e.moveFinance);
  const done = useDone(onClose);
  const submit = ({ doneOn, documentNo = '', reason = '' }: StepFields) =>
    move.mutate({ params: { contractId: contract.id }, body: { step, doneOn, documentNo, reason } }, done);
  return (
    <FormDrawer<StepFields>
      open
      title={t(`finance.deeds.${step}`)}
      intro={t(`finance.stepIntro.${step}`)}
      form={form}
      initial={{ doneOn: today() }}
      busy={move.isPending}
      problem={move.error}
      submitLabel={t(`finance.deeds.${step}`)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="doneOn" label={t('finance.day')} rules={[rules.required]}>
        <DayField clearable={false} />
      </Form.Item>
      <Form.Item name="documentNo" label={t('finance.documentNo')}>
        <Input maxLength={200} />
      </Form.Item>
      {step === 'defaulted' ? <ReasonItem /> : null}
    </FormDrawer>
  );
}
