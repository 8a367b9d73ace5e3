import { App } from 'antd';
import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ApproveForm, RejectForm } from './DecisionForms.tsx';
import { InstructionCard } from './InstructionCard.tsx';
import styles from './ledger.module.css';
import { MovementForm } from './MovementForm.tsx';
import { className, type Instruction, ledgerReads } from './model.ts';
import { useEntityName } from './Units.tsx';

const tones: Record<Instruction['state'], Tone> = {
  proposed: 'warn',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'plain',
  expired: 'plain',
};

/** 指令: what waits for a second person, and what was decided (C.5). */
export function InstructionsPage() {
  const { t } = useWords();
  const [entering, setEntering] = useState(false);
  const { message } = App.useApp();
  // Held here and not in the card, which leaves the page as soon as its instruction is decided.
  const [deciding, decide] = useState<{ readonly by: 'approve' | 'reject'; readonly instruction: Instruction } | null>(null);
  const withdraw = useDeed(ledgerEndpoints.decideInstruction, ledgerReads);
  const instructions = useAsk(ledgerEndpoints.listInstructions, {});
  function onDecide(instruction: Instruction, deed: 'approve' | 'reject' | 'withdraw') {
    if (deed !== 'withdraw') return decide({ by: deed, instruction });
    withdraw.mutate(
      { params: { instructionId: instruction.id }, body: { decision: 'withdraw', code: '', reason: '' } },
      { onSuccess: () => void message.success(t('ledger.instruction.withdrawn')) },
    );
  }
  const enter = (
    <RightDeed action="asset.keep_ledger" icon={<Icon name="plus" size={15} />} onClick={() => setEntering(true)}>
      {t('ledger.enter.button')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.instructions')} clause="C.5" summary={t('ledger.instruction.summary')} extra={enter} />
      {withdraw.isError ? <RefusalNotice problem={withdraw.error} /> : null}
      <Answer of={instructions} rows={8}>
        {({ items }) => {
          const waiting = items.filter((one) => one.state === 'proposed');
          const decided = items.filter((one) => one.state !== 'proposed');
          return (
            <>
              <Section
                title={t('ledger.instruction.waiting')}
                extra={waiting.length > 0 ? <span className="th-count">{waiting.length}</span> : undefined}
              >
                {waiting.length === 0 ? (
                  <EmptyState icon="check" title={t('ledger.instruction.none')} text={t('ledger.instruction.noneText')} clause="C.5" />
                ) : (
                  <div className={styles.waiting}>
                    {waiting.map((one) => (
                      <InstructionCard key={one.id} instruction={one} onDecide={(deed) => onDecide(one, deed)} />
                    ))}
                  </div>
                )}
              </Section>
              {decided.length > 0 && (
                <Section title={t('ledger.instruction.decided')}>
                  <Decided items={decided} />
                </Section>
              )}
            </>
          );
        }}
      </Answer>
      {deciding?.by === 'approve' ? <ApproveForm instruction={deciding.instruction} onClose={() => decide(null)} /> : null}
      {deciding?.by === 'reject' ? <RejectForm instruction={deciding.instruction} onClose={() => decide(null)} /> : null}
      {entering ? <MovementForm kind="surrender" onClose={() => setEntering(false)} /> : null}
    </>
  );
}

function Decided({ items }: { items: readonly Instruction[] }) {
  const { t, say } = useWords();
  const entityName = useEntityName();
  const state = (row: Instruction) => t(`ledger.instruction.state.${row.state}`);
  const kind = (row: Instruction) => say(ledgerKindTitle(row.kind));
  const columns: Column<Instruction>[] = [
    {
      key: 'kind',
      title: t('ledger.book.kind'),
      text: kind,
      nowrap: true,
      show: (row) =>
        row.transactionId === null ? kind(row) : <GoLink to={paths.ledgerTransaction(row.transactionId)}>{kind(row)}</GoLink>,
    },
    { key: 'class', title: t('ledger.class'), text: (row) => className(row.class), nowrap: true },
    { key: 'entity', title: t('ledger.entity'), text: (row) => entityName(row.entityId) },
    {
      key: 'quantity',
      title: t('ledger.quantity'),
      align: 'right',
      text: (row) => row.quantity,
      show: (row) => `${group(row.quantity)} ${row.class.unit}`,
    },
    { key: 'state', title: t('common.state'), text: state, nowrap: true, show: (row) => <Tag tone={tones[row.state]}>{state(row)}</Tag> },
    {
      key: 'proposed',
      title: t('ledger.instruction.proposed'),
      text: (row) => `${row.proposedBy.name} ${row.proposedAt}`,
      show: (row) => <WhoWhen name={row.proposedBy.name} at={row.proposedAt} />,
    },
    {
      key: 'decided',
      title: t('ledger.instruction.decidedBy'),
      text: (row) => `${row.decidedBy?.name ?? ''} ${row.decidedAt ?? ''}`,
      show: (row) => (row.decidedBy === null ? null : <WhoWhen name={row.decidedBy.name} at={row.decidedAt} />),
    },
    { key: 'reason', title: t('common.reason'), text: (row) => row.decisionReason },
  ];
  return <TableView<Instruction> name={t('shell.page.instructions')} rows={items} columns={columns} rowKey={(row) => row.id} />;
}
