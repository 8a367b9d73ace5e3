import { clauseEndpoints as e } from '../../../../contract/clauses.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './clauses.module.css';
import { FactReadings } from './FactReadings.tsx';
import { standingTones } from './model.ts';

/** Beside a register: what data of the other subsystems say already, with age and link. */
export function RegisterFacts({ register }: { register: string }) {
  const { t, say } = useWords();
  const asked = useAsk(e.readRegisterFacts, { params: { register } });
  return (
    <Section title={t('clauses.fromSystem')} extra={<span className="th-quiet">{t('clauses.fromSystemText')}</span>}>
      <Answer of={asked} rows={2}>
        {({ items, today }) =>
          items.map((fact) => (
            <div key={fact.id} className={styles.rest}>
              <h4 className={styles.restHead}>
                <Tag tone={standingTones[fact.standing]}>{t(`clauses.standing.${fact.standing}`)}</Tag>
                <span>{say(fact.name)}</span>
              </h4>
              <FactReadings fact={fact} today={today} />
            </div>
          ))
        }
      </Answer>
    </Section>
  );
}
