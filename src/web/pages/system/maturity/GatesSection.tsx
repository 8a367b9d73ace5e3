import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import type { Assessment, Gate } from './model.ts';

/** What may hold the level down: whether it stands, what that rests on, and what opens it. */
export function GatesSection({ assessment }: { assessment: Assessment }) {
  const { t, say } = useWords();
  return (
    <Section title={t('maturity.gates')}>
      <PlainTable
        rows={assessment.gates}
        rowKey={(one) => one.id}
        columns={[
          { key: 'gate', title: t('maturity.gate'), show: (one) => say(one.name) },
          { key: 'stands', title: t('common.state'), show: (one) => <GateState gate={one} /> },
          { key: 'rests', title: t('maturity.restsOn'), show: (one) => <GateRests gate={one} /> },
          { key: 'opens', title: t('maturity.opens'), show: (one) => one.stands && one.opens !== null && say(one.opens) },
        ]}
      />
    </Section>
  );
}

function GateState({ gate }: { gate: Gate }) {
  const { t } = useWords();
  if (!gate.stands) return <Tag tone="good">{t('maturity.gateFree')}</Tag>;
  return <Tag tone={gate.holds ? 'bad' : 'warn'}>{t(gate.holds ? 'maturity.gateHolds' : 'maturity.gateStands', { level: gate.caps })}</Tag>;
}

function GateRests({ gate }: { gate: Gate }) {
  const { t, say } = useWords();
  return (
    <span className={styles.rests}>
      {gate.rests.map((one) => (
        <span key={`${one.path} ${say(one.label)}`}>
          <GoLink to={one.path}>{say(one.label)}</GoLink> <span className={one.against ? undefined : 'th-quiet'}>{say(one.says)}</span>
        </span>
      ))}
      {gate.more > 0 && <span className="th-quiet th-small">{t('maturity.gateMore', { count: gate.more })}</span>}
    </span>
  );
}
