import { clauseEndpoints as e } from '../../../../contract/clauses.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { CountedFilter } from '../../../parts/CountedFilter.tsx';
import { type PlainColumn, PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { Age } from './Age.tsx';
import { ClauseDrawer } from './ClauseDrawer.tsx';
import styles from './clauses.module.css';
import { type ClauseLine, type Matrix, modules, type Status, statuses, statusIcons, statusOf, statusTones } from './model.ts';
import { StatusMark } from './StatusMark.tsx';

/** The clause matrix: every clause of the standard with its status, evidence and its age, open points and next review. */
export function ClausesPage() {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const { entity, unit } = useWorkplace();
  const entityId = entity?.id ?? unit?.entityId ?? null;
  const asked = useAsk(e.listClauses, { query: entityId === null ? {} : { entityId } });
  const only = statusOf(fields.status);
  return (
    <>
      <PageHead title={t('shell.page.clauses')} clause="4.4" summary={t('clauses.summary')} />
      <Answer of={asked} rows={14}>
        {(matrix) => (
          <>
            <Overview matrix={matrix} only={only} choose={(status) => change({ status })} />
            {modules.map((module) => (
              <Block key={module} module={module} matrix={matrix} only={only} />
            ))}
            {only !== null && !matrix.items.some((one) => one.status === only) && <p className="th-quiet">{t('clauses.emptyFilter')}</p>}
          </>
        )}
      </Answer>
      {fields.clause && <ClauseDrawer clauseId={fields.clause} entityId={entityId} onClose={() => change({ clause: null })} />}
    </>
  );
}

/** Where one looks, how many clauses stand how, and all of them at once. */
function Overview({ matrix, only, choose }: { matrix: Matrix; only: Status | null; choose: (status: Status | null) => void }) {
  const { t, say } = useWords();
  const countOf = (status: Status) => matrix.items.filter((one) => one.status === status).length;
  return (
    <Section>
      <p>
        {t('clauses.at')} <b>{matrix.place ? say(matrix.place.name) : t('clauses.wholeOrganization')}</b>
        {matrix.place && <span className="th-quiet"> {t('clauses.placeText')}</span>}
        {matrix.partial && <span className="th-quiet"> {t('clauses.partial')}</span>}
        {' · '}
        <Scope scope={matrix.scope} />
      </p>
      <CountedFilter
        label={t('clauses.filter')}
        choices={[
          { value: null, label: t('clauses.all'), count: matrix.items.length },
          ...statuses.map((status) => ({
            value: status,
            label: t(`clauses.status.${status}`),
            count: countOf(status),
            mark: { tone: statusTones[status], icon: statusIcons[status] },
          })),
        ]}
        only={only}
        choose={choose}
      />
      <dl className={styles.glance} aria-label={t('clauses.overview')}>
        {modules.map((module) => (
          <div key={module}>
            <dt>{t(`clauses.moduleShort.${module}`)}</dt>
            <dd>
              {matrix.items
                .filter((one) => one.module === module)
                .map((one) => (
                  <Chip key={one.id} clause={one} faded={only !== null && one.status !== only} />
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Scope({ scope }: { scope: Matrix['scope'] }) {
  const { t } = useWords();
  const annexes = scope?.annexes.join(', ') || t('clauses.noAnnex');
  return (
    <GoLink to={paths.scope()}>
      {scope ? t('clauses.scopeSays', { number: scope.number, day: scope.approvedOn, annexes }) : t('clauses.scopeNone')}
    </GoLink>
  );
}

function Chip({ clause, faded }: { clause: ClauseLine; faded: boolean }) {
  const { t, say } = useWords();
  const words = `${clause.id} ${say(clause.title)}: ${t(`clauses.status.${clause.status}`)}`;
  return (
    <GoLink
      to={paths.systemClauses({ clause: clause.id })}
      className={`${styles.chip} ${styles[statusTones[clause.status]]} ${faded ? styles.faded : ''}`}
      aria-label={words}
      title={words}
    >
      <Icon name={statusIcons[clause.status]} size={12} />
      {clause.id}
    </GoLink>
  );
}

function Block({ module, matrix, only }: { module: (typeof modules)[number]; matrix: Matrix; only: Status | null }) {
  const { t, say } = useWords();
  const { today } = matrix;
  const own = matrix.items.filter((one) => one.module === module);
  const rows = own.filter((one) => only === null || one.status === only);
  const columns: PlainColumn<ClauseLine>[] = [
    {
      key: 'clause',
      title: t('clauses.clause'),
      className: styles.clauseColumn ?? '',
      show: (one) => (
        <GoLink to={paths.systemClauses({ ...(only ? { status: only } : {}), clause: one.id })}>
          <b className="th-num">{one.id}</b> {say(one.title)}
        </GoLink>
      ),
    },
    { key: 'status', title: t('clauses.state'), className: styles.statusColumn ?? '', show: (one) => <StatusMark status={one.status} /> },
    {
      key: 'met',
      title: t('clauses.met'),
      className: styles.countColumn ?? '',
      show: (one) => t('clauses.metOf', { met: one.met, needed: one.needed }),
    },
    {
      key: 'evidence',
      title: t('clauses.evidence'),
      className: styles.countColumn ?? '',
      show: (one) => one.evidence > 0 && <span className="th-num">{one.evidence}</span>,
    },
    {
      key: 'newest',
      title: t('clauses.newest'),
      className: styles.dayColumn ?? '',
      show: (one) => <Age day={one.newestOn} today={today} />,
    },
    { key: 'points', title: t('clauses.openPoints'), show: (one) => <Points clause={one} /> },
    {
      key: 'review',
      title: t('clauses.nextReview'),
      className: styles.dayColumn ?? '',
      show: (one) => <Age day={one.nextReviewOn} today={today} />,
    },
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={t(`clauses.module.${module}`)}>
      {own.every((one) => one.status === 'not_applicable') && <p className={styles.note}>{t('clauses.notApplied')}</p>}
      <PlainTable columns={columns} rows={rows} rowKey={(one) => one.id} className={styles.matrix ?? ''} />
    </Section>
  );
}

function Points({ clause }: { clause: ClauseLine }) {
  const { t } = useWords();
  if (clause.openPoints === 0 && clause.overdue === 0) return null;
  return (
    <span className="th-row th-nowrap">
      {clause.openPoints > 0 && <span>{t('clauses.pointsOf', { count: clause.openPoints })}</span>}
      {clause.majorPoints > 0 && <Tag tone="bad">{t('clauses.majorOf', { count: clause.majorPoints })}</Tag>}
      {clause.overdue > 0 && <Tag tone="warn">{t('clauses.overdueOf', { count: clause.overdue })}</Tag>}
    </span>
  );
}
