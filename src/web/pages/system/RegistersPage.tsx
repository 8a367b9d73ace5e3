import { systemEndpoints as e } from '../../../contract/system.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { ClauseMark, PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { Registers } from './model.ts';
import styles from './system.module.css';

const parts = ['4', '5', '6', '7', '8', '9', '10'] as const;
const partOf = (item: Registers[number]) => item.register.clauses[0]?.split('.', 1)[0] ?? '';

/** Every register of the management system in the order of the clauses, with what stands and what waits in it. */
export function RegistersPage() {
  const { t } = useWords();
  const asked = useAsk(e.listRegisters, {});
  return (
    <>
      <PageHead title={t('shell.page.registers')} summary={t('system.summary')} />
      <Answer of={asked} rows={12}>
        {({ items }) =>
          parts.map((part) => {
            const here = items.filter((item) => partOf(item) === part);
            return here.length === 0 ? null : (
              <Section key={part} title={t(`system.part.${part}`)}>
                <ul className={styles.registers}>
                  {here.map((item) => (
                    <RegisterCard key={item.register.id} item={item} />
                  ))}
                </ul>
              </Section>
            );
          })
        }
      </Answer>
    </>
  );
}

function RegisterCard({ item: { register, counts } }: { item: Registers[number] }) {
  const { t, say } = useWords();
  const valid = counts.inForce + counts.done;
  const total = valid + counts.drafted + counts.open + counts.ended;
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <GoLink to={paths.systemRegister(register.id)}>{say(register.name)}</GoLink>
        {register.clauses
          .filter((one) => !one.startsWith('*'))
          .map((clause) => (
            <ClauseMark key={clause} clause={clause} />
          ))}
      </div>
      <div className={styles.cardFigures}>
        {total === 0 ? (
          <span className="th-quiet">{t('system.empty')}</span>
        ) : (
          <>
            <span>{t('system.valid', { count: valid })}</span>
            {counts.open > 0 && <span>{t('system.open', { count: counts.open })}</span>}
            {counts.drafted > 0 && <span className="th-quiet">{t('system.drafted', { count: counts.drafted })}</span>}
          </>
        )}
        {counts.overdue > 0 && <Tag tone="bad">{t('system.overdue', { count: counts.overdue })}</Tag>}
        {counts.toReview > 0 && <Tag tone="warn">{t('system.toReview', { count: counts.toReview })}</Tag>}
      </div>
    </li>
  );
}
