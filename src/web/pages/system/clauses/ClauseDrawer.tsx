import { Drawer } from 'antd';
import { clauseEndpoints as e } from '../../../../contract/clauses.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { DayLabel } from '../../../parts/Labels.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import { Age } from './Age.tsx';
import styles from './clauses.module.css';
import { FactReadings } from './FactReadings.tsx';
import { type ClauseView, type RestView, standingTones } from './model.ts';
import { StatusMark } from './StatusMark.tsx';

/** What one clause rests on: every register and fact with its age and its link, and what is open against it. */
export function ClauseDrawer({ clauseId, entityId, onClose }: { clauseId: string; entityId: string | null; onClose: () => void }) {
  const { say } = useWords();
  const asked = useAsk(e.readClause, { params: { clauseId }, query: entityId === null ? {} : { entityId } });
  const title = asked.data ? `${clauseId} ${say(asked.data.clause.title)}` : clauseId;
  return (
    <Drawer open onClose={onClose} title={title} size={760}>
      <Answer of={asked} rows={10}>
        {(view) => <Body view={view} />}
      </Answer>
    </Drawer>
  );
}

function Body({ view }: { view: ClauseView }) {
  const { t, say } = useWords();
  const { clause, rests, points, today } = view;
  return (
    <div className={styles.drawer}>
      <p>{say(clause.asks)}</p>
      <p className={styles.verdict}>
        <StatusMark status={clause.status} />
        <span>{t(`clauses.statusText.${clause.status}`)}</span>
      </p>
      {clause.nextReviewOn !== null && (
        <p>
          {t('clauses.nextReview')} <Age day={clause.nextReviewOn} today={today} />
        </p>
      )}
      <h3>{t('clauses.restsOn')}</h3>
      {rests.map((rest) => (
        <Rest key={`${rest.type} ${rest.id}`} rest={rest} today={today} clauseId={clause.id} />
      ))}
      <h3>{t('clauses.points')}</h3>
      {points.length === 0 && <p className="th-quiet">{t('clauses.noPoints')}</p>}
      <ul className={styles.items}>
        {points.map((one) => (
          <li key={one.id} className={styles.item}>
            <Tag tone={one.grade === 'major' ? 'bad' : 'warn'}>{t(`clauses.grade.${one.grade}`)}</Tag>
            <span className={styles.itemText}>
              <GoLink to={paths.systemRecord(one.id)}>{`${one.no} ${one.title}`}</GoLink>
              <span className="th-small th-quiet"> {say(one.state)}</span>
            </span>
            {one.dueOn !== null && <Age day={one.dueOn} today={today} />}
            {one.overdue && <Tag tone="bad">{t('system.late')}</Tag>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rest({ rest, today, clauseId }: { rest: RestView; today: string; clauseId: string }) {
  const { t, say } = useWords();
  const part = rest.either !== null ? 'either' : rest.needed ? 'needed' : 'supports';
  const isQuiet = rest.standing === 'missing' && part !== 'needed';
  return (
    <section className={styles.rest}>
      <h4 className={styles.restHead}>
        <Tag tone={isQuiet ? 'plain' : standingTones[rest.standing]}>{t(`clauses.standing.${rest.standing}`)}</Tag>
        <span>{say(rest.name)}</span>
        <span className="th-small th-quiet">{t(`clauses.${part}`)}</span>
        {rest.type === 'fact' && <span className="th-small th-quiet">{t('clauses.live')}</span>}
        {rest.fact?.countsUntil && <span className="th-small th-quiet">{t('clauses.countsUntil', { day: rest.fact.countsUntil })}</span>}
      </h4>
      {rest.fact && <FactReadings fact={rest.fact} today={today} />}
      {rest.register && <Records rest={rest} register={rest.register} today={today} clauseId={clauseId} />}
    </section>
  );
}

function Records(props: { rest: RestView; register: NonNullable<RestView['register']>; today: string; clauseId: string }) {
  const { rest, register, today, clauseId } = props;
  const { t, say } = useWords();
  if (!register.exists) return <p className="th-quiet">{t('clauses.noRegister')}</p>;
  return (
    <>
      <p className="th-small th-quiet">
        {t('clauses.counts', { current: register.current, outdated: register.outdated, open: register.open })}
        {register.under !== clauseId && ` · ${t('clauses.underOther', { clause: register.under })}`}
      </p>
      {register.records.length === 0 && <p className="th-quiet">{t('clauses.noRecord')}</p>}
      <ul className={styles.items}>
        {register.records.map((one) => (
          <li key={one.id} className={styles.item}>
            <Tag tone={standingTones[one.standing]}>{t(`clauses.recordStanding.${one.standing}`)}</Tag>
            <span className={styles.itemText}>
              <GoLink to={paths.systemRecord(one.id)}>{`${one.no} ${one.title}`}</GoLink>
              <span className="th-small th-quiet">
                {' '}
                {[say(one.state), one.why && t(`clauses.why.${one.why}`), one.entity && say(one.entity.name)].filter(Boolean).join(' · ')}
              </span>
            </span>
            {one.on !== null ? <Age day={one.on} today={today} /> : one.dueOn !== null && <DayLabel day={one.dueOn} />}
          </li>
        ))}
      </ul>
      <GoLink to={paths.systemRegister(rest.id, { clause: register.under })}>{t('clauses.toRegister', { clause: register.under })}</GoLink>
    </>
  );
}
