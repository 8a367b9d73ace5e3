import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { RecordView } from '../model.ts';
import { Packs } from '../packs/Packs.tsx';
import styles from './audit.module.css';
import { Checklist } from './Checklist.tsx';
import { FindingTable } from './FindingTable.tsx';
import type { Workspace } from './model.ts';

/** The workspace of an audit: its checklist, coverage by clause, findings and what became of them, who leaves what to others, and its packs. */
export function AuditDesk({ record }: { record: RecordView }) {
  const asked = useAsk(e.readAuditWorkspace, { params: { recordId: record.id } });
  return (
    <>
      <Answer of={asked} rows={8}>
        {(workspace) => (
          <>
            <Independence workspace={workspace} />
            <Checklist key={workspace.version} record={record} workspace={workspace} />
            <CoverageByClause workspace={workspace} />
            <FindingTable findings={workspace.findings} />
          </>
        )}
      </Answer>
      <Packs record={record} />
    </>
  );
}

function Independence({ workspace }: { workspace: Workspace }) {
  const { t } = useWords();
  const { ownWork, notIndependent } = workspace;
  if (ownWork.length + notIndependent.length === 0) return null;
  const broken = new Set(notIndependent.map((one) => `${one.person.id} ${one.clause}`));
  const all = [...notIndependent, ...ownWork.filter((one) => !broken.has(`${one.person.id} ${one.clause}`))];
  return (
    <Section title={t('audit.independence')}>
      <p className="th-quiet">{t('audit.independenceText')}</p>
      <ul className={styles.cells}>
        {all.map((one) => (
          <li key={`${one.person.id} ${one.clause}`} className={styles.cell}>
            <Tag tone={broken.has(`${one.person.id} ${one.clause}`) ? 'bad' : 'warn'}>{one.clause}</Tag>
            {t('audit.answersFor', { person: one.person.name })}
            <GoLink to={paths.systemRecord(one.record.id)}>{one.record.no}</GoLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function CoverageByClause({ workspace }: { workspace: Workspace }) {
  const { t, say } = useWords();
  const { coverage } = workspace;
  const done = coverage.filter((one) => one.answered > 0).length;
  return (
    <Section title={t('audit.coverage')}>
      <p className="th-quiet">{t('audit.coverageTold', { done, all: coverage.length })}</p>
      <ul className={styles.cells}>
        {coverage.map((one) => (
          <li key={one.clause} className={styles.cell} title={say(one.title)}>
            <Tag tone={one.nonconforming > 0 ? 'bad' : one.observations > 0 ? 'warn' : one.answered > 0 ? 'good' : 'plain'}>
              {one.clause}
            </Tag>
            {one.answered}/{one.rows}
          </li>
        ))}
      </ul>
    </Section>
  );
}
