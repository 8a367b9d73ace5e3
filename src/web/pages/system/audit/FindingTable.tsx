import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { DayLabel, PersonName } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { RecordView } from '../model.ts';
import { auditReads, type Finding, gradeTones } from './model.ts';

/** The findings of an audit with their state and what became of each. */
export function FindingTable({ findings }: { findings: readonly Finding[] }) {
  const { t, say } = useWords();
  if (findings.length === 0) return null;
  return (
    <Section title={t('audit.findings')}>
      <PlainTable<Finding>
        rows={findings}
        rowKey={(one) => one.id}
        columns={[
          { key: 'no', title: t('audit.finding'), show: (one) => <RecordLink {...one} /> },
          { key: 'grade', title: t('audit.grade'), show: (one) => <Grade grade={one.grade} /> },
          { key: 'clauses', title: t('system.clauses'), show: (one) => one.clauses.join(' ') },
          { key: 'auditee', title: t('audit.auditee'), show: (one) => <PersonName name={one.auditee?.name ?? null} /> },
          { key: 'state', title: t('common.state'), show: (one) => say(one.state) },
          { key: 'became', title: t('audit.became'), show: (one) => <Became finding={one} /> },
        ]}
      />
    </Section>
  );
}

const RecordLink = ({ id, no, title }: Pick<Finding, 'id' | 'no' | 'title'>) => (
  <GoLink to={paths.systemRecord(id)}>
    {no} {title}
  </GoLink>
);

function Grade({ grade }: { grade: Finding['grade'] }) {
  const { t } = useWords();
  return grade && <Tag tone={gradeTones[grade] ?? 'plain'}>{t(`audit.gradeOf.${grade}`)}</Tag>;
}

function Became({ finding }: { finding: Finding }) {
  const { t, say } = useWords();
  const { nonconformity, grade } = finding;
  if (!nonconformity) return grade === 'major' || grade === 'minor' ? <Tag tone="warn">{t('audit.notTakenUp')}</Tag> : null;
  return (
    <span className="th-row">
      <GoLink to={paths.systemRecord(nonconformity.id)}>{nonconformity.no}</GoLink>
      {say(nonconformity.state)}
      {nonconformity.overdue && <Tag tone="bad">{t('system.late')}</Tag>}
      {nonconformity.isOpen && nonconformity.dueOn && <DayLabel day={nonconformity.dueOn} />}
    </span>
  );
}

/** On the page of a finding: makes a nonconformity of it, or leads to the one it became. */
export function FindingDesk({ record }: { record: RecordView }) {
  const { t } = useWords();
  const go = useGo();
  const mayNot = useWhyNot('system.edit');
  const make = useDeed(e.raiseNonconformity, auditReads);
  const made = useDone<{ id: string }>(({ id }) => go(paths.systemRecord(id)), t('audit.made'));
  const case_ = record.namedBy.find((one) => one.register === 'nonconformity' && one.field === 'finding');
  const isGrave = record.content.grade === 'major' || record.content.grade === 'minor';
  if (record.stands === 'ended' || (!case_ && !isGrave)) return null;
  return (
    <Section title={t('audit.treatment')}>
      {make.isError && <RefusalNotice problem={make.error} />}
      {case_ ? (
        <GoLink to={paths.systemRecord(case_.id)}>
          {case_.no} {case_.title}
        </GoLink>
      ) : (
        <>
          <p className="th-quiet">{t('audit.treatmentText')}</p>
          <Deed
            why={mayNot}
            type="primary"
            loading={make.isPending}
            onClick={() => make.mutate({ params: { recordId: record.id }, body: { seenVersion: record.version } }, made)}
          >
            {t('audit.makeCase')}
          </Deed>
        </>
      )}
    </Section>
  );
}

/** The lines of a programme, each with the audit made from it. */
export function ProgrammeDesk({ record }: { record: RecordView }) {
  const { t, say } = useWords();
  const go = useGo();
  const mayNot = useWhyNot('system.audit');
  const asked = useAsk(e.readAuditCoverage, { query: {} });
  const make = useDeed(e.makeAudit, auditReads);
  const made = useDone<{ id: string }>(({ id }) => go(paths.systemRecord(id)), t('audit.made'));
  const found = asked.data?.programmes.find((one) => one.id === record.id);
  if (!found) return null;
  type Line = (typeof found)['lines'][number];
  return (
    <Section title={t('audit.planned')}>
      {make.isError && <RefusalNotice problem={make.error} />}
      <PlainTable<Line>
        rows={found.lines}
        rowKey={(one) => String(one.line)}
        columns={[
          { key: 'scope', title: t('audit.scope'), show: (one) => one.scope },
          {
            key: 'clauses',
            title: t('system.clauses'),
            show: (one) => (one.clauses.length === 0 ? t('audit.everyClause') : one.clauses.join(' ')),
          },
          { key: 'on', title: t('audit.plannedOn'), show: (one) => <DayLabel day={one.plannedOn} /> },
          { key: 'lead', title: t('audit.lead'), show: (one) => <PersonName name={one.lead?.name ?? null} /> },
          {
            key: 'audit',
            title: t('audit.audit'),
            show: (one) =>
              one.audit ? (
                <span className="th-row">
                  <GoLink to={paths.systemRecord(one.audit.id)}>{one.audit.no}</GoLink>
                  {say(one.audit.state)}
                </span>
              ) : (
                <Deed
                  why={mayNot ?? (found.inForce ? null : t('audit.notInForce'))}
                  size="small"
                  loading={make.isPending}
                  onClick={() => make.mutate({ params: { recordId: record.id }, body: { line: one.line } }, made)}
                >
                  {t('audit.make')}
                </Deed>
              ),
          },
        ]}
      />
    </Section>
  );
}
