import { ledgerAccountKinds, ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { useSession } from '../../../api/session.ts';
import { Deed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { InstantLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { KeyValues } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './ledger.module.css';
import { className, type Instruction } from './model.ts';
import { useEntityName } from './Units.tsx';

/** One instruction that waits: what it would do, and what this reader can do about it, or why not. */
export function InstructionCard({
  instruction,
  onDecide,
}: {
  instruction: Instruction;
  onDecide: (deed: 'approve' | 'reject' | 'withdraw') => void;
}) {
  const { t, say } = useWords();
  const words = useRefusalWords();
  const { tree } = useWorkplace();
  const session = useSession();
  const mine = session?.person.id === instruction.proposedBy.id;
  const mayNot = useWhyNot('asset.approve_ledger', lineageOf(tree.data, instruction.entityId));
  const whyNot = mine ? words('same_person_proposes_and_approves') : mayNot;
  const closed = instruction.triesLeft === 0 ? t('ledger.instruction.closed') : null;
  return (
    <article className={styles.instruction}>
      <div className="th-row">
        <h3 className="th-grow">
          {say(ledgerKindTitle(instruction.kind))} {className(instruction.class)}{' '}
          <Quantity value={instruction.quantity} unit={instruction.class.unit} />
        </h3>
        {mine ? (
          <Deed why={null} onClick={() => onDecide('withdraw')}>
            {t('ledger.instruction.withdraw')}
          </Deed>
        ) : null}
        <Deed why={whyNot} onClick={() => onDecide('reject')}>
          {t('ledger.instruction.reject')}
        </Deed>
        <Deed type="primary" why={whyNot ?? closed} onClick={() => onDecide('approve')}>
          {t('ledger.instruction.approve')}
        </Deed>
      </div>
      <InstructionFacts instruction={instruction} />
      <Discussion objectType="ledger_instruction" objectId={instruction.id} />
    </article>
  );
}

/** What is proposed, word for word: the snapshot that is approved. */
export function InstructionFacts({ instruction }: { instruction: Instruction }) {
  const { t, say } = useWords();
  const entityName = useEntityName();
  const { draft } = instruction;
  const optional = [
    { label: t('ledger.beneficiary'), value: draft.beneficiary },
    { label: t('ledger.period'), value: draft.period },
    { label: t('ledger.claim'), value: draft.claim },
    { label: t('ledger.enter.toVintage'), value: draft.toVintage === undefined ? '' : String(draft.toVintage) },
    { label: t('ledger.documentNo'), value: draft.documentNo },
    { label: t('common.reason'), value: draft.reason },
    {
      label: t('ledger.evidence'),
      value: draft.evidenceIds.length > 0 ? t('ledger.evidenceChosen', { count: draft.evidenceIds.length }) : '',
    },
  ].filter((item) => item.value !== '');
  const [from, to] = [say(ledgerAccountKinds[draft.from].title), say(ledgerAccountKinds[draft.to].title)];
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('ledger.entity'), value: entityName(instruction.entityId) },
        { label: t('ledger.fromTo'), value: `${from} \u2192 ${to}` },
        { label: t('ledger.effectiveOn'), value: draft.effectiveOn },
        ...optional,
        {
          label: t('ledger.instruction.proposed'),
          value: <WhoWhen name={instruction.proposedBy.name} at={instruction.proposedAt} />,
        },
        { label: t('ledger.instruction.expires'), value: <InstantLabel at={instruction.expiresAt} /> },
        { label: t('ledger.instruction.code'), value: t('ledger.instruction.tries', { count: instruction.triesLeft }) },
      ]}
    />
  );
}
