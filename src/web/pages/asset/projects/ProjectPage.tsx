import { useState } from 'react';
import { methodologies, projectSteps } from '../../../../contract/asset-project-steps.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { DayLabel, SpanLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ResultDerivation } from '../../trading/ResultDerivation.tsx';
import styles from '../asset.module.css';
import { ResultFigure } from '../ResultFigure.tsx';
import { CreditsForm } from './CreditsForm.tsx';
import { ProjectForm } from './ProjectForm.tsx';
import { Eligible, type Project, StateTag, useProjects } from './ProjectsPage.tsx';
import { StepForm, type StepPlace } from './StepForm.tsx';

/** A project (C.6, C.8): its facts, the steps of its cycle with their documents, expected credits by year, the check of an application. */
export function ProjectPage() {
  const { t } = useWords();
  const { projectId } = useAddress('projectId');
  const { asked } = useProjects();
  return (
    <Answer of={asked} rows={10}>
      {(data) => {
        const project = data.items.find((one) => one.id === projectId);
        return project ? (
          <View project={project} today={data.today} />
        ) : (
          <EmptyState icon="asset" title={t('assetProjects.notHere')} text={t('assetProjects.notHereText')} clause="C.6" />
        );
      }}
    </Answer>
  );
}

function View({ project, today }: { project: Project; today: string }) {
  const { t, say } = useWords();
  const [isRevising, setRevising] = useState(false);
  return (
    <>
      <PageHead
        title={project.name}
        clause="C.6"
        summary={`${project.code} · ${say(project.entityName)} · ${project.methodology} ${say(methodologies[project.methodology].title)}`}
        extra={
          <RightDeed action="asset.keep_projects" onClick={() => setRevising(true)}>
            {t('assetProjects.revise')}
          </RightDeed>
        }
      />
      <Section title={t('assetProjects.facts')}>
        <KeyValues
          columns={3}
          items={[
            { label: t('common.state'), value: <StateTag project={project} /> },
            { label: t('assetProjects.constructionOn'), value: project.constructionOn && <DayLabel day={project.constructionOn} /> },
            {
              label: t('assetProjects.crediting'),
              value: project.creditingFrom && <SpanLabel from={project.creditingFrom} to={project.creditingTo} />,
            },
            { label: t('assetProjects.eligible'), value: <Eligible project={project} /> },
            { label: t('assetProjects.issued'), value: <Quantity value={project.issuedBySteps} unit="t" /> },
            {
              label: t('assetProjects.issuedInLedger'),
              value: <Quantity value={project.issuedInLedger} unit="t" to={paths.holdings()} />,
            },
          ]}
        />
        {project.note !== '' && <p className="th-quiet">{project.note}</p>}
      </Section>
      <Cycle project={project} />
      <Credits project={project} today={today} />
      <Check project={project} />
      <ResultDerivation result={project.check} year={Number(today.slice(0, 4))} />
      {isRevising && <ProjectForm entityId={project.entityId} project={project} onClose={() => setRevising(false)} />}
      <Discussion objectType="asset_project" objectId={project.id} />
    </>
  );
}

/** Steps taken, in order, and what may follow; the last of each round can be corrected. */
function Cycle({ project }: { project: Project }) {
  const { t, say } = useWords();
  const [place, setPlace] = useState<StepPlace | null>(null);
  return (
    <Section
      title={t('assetProjects.cycle')}
      extra={project.next.map((one) => (
        <RightDeed
          key={`${one.round}${one.step}`}
          action="asset.keep_projects"
          size="small"
          {...(one.step === 'ended' ? {} : { type: 'primary' as const })}
          onClick={() => setPlace({ round: one.round, step: one.step, taken: null })}
        >
          {say(projectSteps[one.step].title)}
        </RightDeed>
      ))}
    >
      {project.steps.length === 0 ? (
        <p className="th-quiet">{t('assetProjects.noSteps')}</p>
      ) : (
        <Taken project={project} onCorrect={setPlace} />
      )}
      {place && <StepForm project={project} place={place} onClose={() => setPlace(null)} />}
    </Section>
  );
}

/** The steps with what belongs to each. */
function Taken({ project, onCorrect }: { project: Project; onCorrect: (place: StepPlace) => void }) {
  const { t, say } = useWords();
  return (
    <PlainTable
      rows={project.steps}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'round',
          title: t('assetProjects.round'),
          show: (row) => (row.round === 0 ? t('assetProjects.registration') : t('assetProjects.issueNo', { n: row.round })),
        },
        { key: 'step', title: t('assetProjects.step'), show: (row) => say(projectSteps[row.step].title) },
        { key: 'day', title: t('assetProjects.day'), show: (row) => <DayLabel day={row.happenedOn} /> },
        { key: 'body', title: t('assetProjects.body'), show: (row) => row.body },
        {
          key: 'period',
          title: t('assetProjects.period'),
          show: (row) => row.periodFrom !== null && <SpanLabel from={row.periodFrom} to={row.periodTo} />,
        },
        {
          key: 'quantity',
          title: t('assetProjects.quantity'),
          className: 'th-right',
          show: (row) => row.quantity !== null && <Quantity value={row.quantity} unit="t" />,
        },
        {
          key: 'document',
          title: t('assetProjects.document'),
          show: (row) => (
            <>
              {row.documentNo}
              {row.evidence.map((one) => (
                <div key={one.id} className="th-small">
                  <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
                </div>
              ))}
            </>
          ),
        },
        { key: 'by', title: t('assetProjects.recorded'), show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} /> },
        {
          key: 'do',
          title: '',
          show: (row) => (
            <RightDeed
              action="asset.keep_projects"
              size="small"
              onClick={() => onCorrect({ round: row.round, step: row.step, taken: row })}
            >
              {t('assetProjects.correct')}
            </RightDeed>
          ),
        },
      ]}
    />
  );
}

/** Expected credits by year, each a stored calculation of the methodology. */
function Credits({ project, today }: { project: Project; today: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Section
      title={t('assetProjects.expected')}
      extra={
        <RightDeed action="asset.appraise" onClick={() => setOpen(true)}>
          {t('assetProjects.estimate')}
        </RightDeed>
      }
    >
      {project.expected.length === 0 ? (
        <p className="th-quiet">{t('assetProjects.expectedEmpty')}</p>
      ) : (
        <PlainTable
          rows={project.expected}
          rowKey={(row) => row.appraisalId}
          columns={[
            { key: 'year', title: t('assetProjects.year'), show: (row) => row.year },
            { key: 'name', title: t('assetProjects.assumption'), show: (row) => row.name },
            {
              key: 'quantity',
              title: t('assetProjects.credits'),
              className: 'th-right',
              show: (row) => <Quantity value={row.quantity} unit="tCO2e" to={paths.appraisal(row.appraisalId)} />,
            },
            { key: 'version', title: t('assetProjects.version'), className: 'th-right', show: (row) => row.version },
          ]}
        />
      )}
      {isOpen && <CreditsForm project={project} year={Number(today.slice(0, 4)) + 1} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function Check({ project }: { project: Project }) {
  const { t } = useWords();
  const { check } = project;
  if (check === null) return null;
  const findings = check.findings.map(plainFinding);
  const to = (node: string) => paths.assetProject(project.id, { node });
  return (
    <Section title={t('assetProjects.check')}>
      <p className={styles.line}>
        <Eligible project={project} />
        <span className="th-quiet">{t('assetProjects.earliest')}</span> <ResultFigure result={check} symbol="earliest_day" to={to} />
        <span className="th-quiet">{t('assetProjects.publicUntil')}</span> <ResultFigure result={check} symbol="public_until" to={to} />
        <span className="th-quiet">{t('assetProjects.registeredBy')}</span> <ResultFigure result={check} symbol="registered_by" to={to} />
      </p>
      {findings.length > 0 && <FindingList findings={findings} />}
    </Section>
  );
}
