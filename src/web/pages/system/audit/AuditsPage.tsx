import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { DayLabel, PersonName } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './audit.module.css';
import { type Coverage, standingTones } from './model.ts';

/** 内部审核: which clauses were audited when, which are not within a year, the programmes and the audits (9.2). */
export function AuditsPage() {
  const { t } = useWords();
  const { entity, unit } = useWorkplace();
  const entityId = entity?.id ?? unit?.entityId ?? null;
  const asked = useAsk(e.readAuditCoverage, { query: entityId ? { entityId } : {} });
  return (
    <>
      <PageHead title={t('shell.page.audits')} clause="9.2" summary={t('audit.pageSummary')} />
      <Answer of={asked} rows={12}>
        {(coverage) => (
          <>
            <Covered coverage={coverage} />
            <Audits coverage={coverage} />
            <Programmes coverage={coverage} />
          </>
        )}
      </Answer>
    </>
  );
}

const standings = ['never', 'late', 'within_cycle', 'within_year'] as const;

function Covered({ coverage }: { coverage: Coverage }) {
  const { t, say } = useWords();
  const count = (standing: (typeof standings)[number]) => coverage.clauses.filter((one) => one.standing === standing).length;
  return (
    <Section title={t('audit.cycle')}>
      <p className="th-row">
        {standings.map((one) => (
          <Tag key={one} tone={standingTones[one]}>
            {t(`audit.standing.${one}`)} {count(one)}
          </Tag>
        ))}
        {coverage.partial && <span className="th-quiet">{t('audit.partial')}</span>}
      </p>
      <ul className={styles.cells}>
        {coverage.clauses.map((one) => (
          <li key={one.clause} className={styles.cell} title={say(one.title)}>
            <Tag tone={standingTones[one.standing]}>{one.clause}</Tag>
            {one.lastAudit ? <GoLink to={paths.systemRecord(one.lastAudit.id)}>{one.lastOn ?? ''}</GoLink> : <span>—</span>}
            {one.nextOn && <span className="th-quiet">{t('audit.next', { day: one.nextOn })}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Audit = Coverage['audits'][number];

function Audits({ coverage }: { coverage: Coverage }) {
  const { t, say } = useWords();
  const { audits } = coverage;
  const columns: Column<Audit>[] = [
    {
      key: 'no',
      title: t('audit.audit'),
      text: (one) => `${one.no} ${one.title}`,
      show: (one) => (
        <GoLink to={paths.systemRecord(one.id)}>
          {one.no} {one.title}
        </GoLink>
      ),
    },
    { key: 'state', title: t('common.state'), text: (one) => say(one.state), nowrap: true },
    { key: 'to', title: t('audit.day'), text: (one) => one.to ?? '', show: (one) => <DayLabel day={one.to} />, nowrap: true },
    {
      key: 'lead',
      title: t('audit.lead'),
      text: (one) => one.lead?.name ?? '',
      show: (one) => <PersonName name={one.lead?.name ?? null} />,
    },
    { key: 'rows', title: t('audit.filled'), text: (one) => `${one.answered}/${one.rows}`, align: 'right' },
    { key: 'findings', title: t('audit.findings'), text: (one) => String(one.findings), align: 'right' },
    { key: 'open', title: t('audit.openCases'), text: (one) => String(one.openNonconformities), align: 'right' },
  ];
  return (
    <Section title={t('audit.audits')} flush={audits.length > 0}>
      {audits.length === 0 ? (
        <EmptyState icon="file" title={t('audit.none')} text={t('audit.noneText')} clause="9.2" />
      ) : (
        <TableView bare name={t('audit.audits')} rows={audits} columns={columns} rowKey={(one) => one.id} />
      )}
    </Section>
  );
}

function Programmes({ coverage }: { coverage: Coverage }) {
  const { t, say } = useWords();
  return (
    <Section title={t('audit.programmes')}>
      {coverage.programmes.length === 0 && <p className="th-quiet">{t('audit.noProgramme')}</p>}
      <ul className={styles.cells}>
        {coverage.programmes.map((one) => (
          <li key={one.id} className={styles.cell}>
            <GoLink to={paths.systemRecord(one.id)}>
              {one.no} {one.title}
            </GoLink>
            {say(one.state)}
            <span className="th-quiet">
              {t('audit.madeOf', { made: one.lines.filter((line) => line.audit).length, all: one.lines.length })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
