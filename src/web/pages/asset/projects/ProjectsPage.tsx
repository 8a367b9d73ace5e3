import { useState } from 'react';
import { methodologies, projectSteps } from '../../../../contract/asset-project-steps.ts';
import { assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { DayLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ProjectForm } from './ProjectForm.tsx';

export type Projects = ReplyOf<typeof e.listAssetProjects>;
export type Project = Projects['items'][number];

/** Projects of the chosen entity and what is below it. */
export function useProjects() {
  const { tree, at } = useWorkplace();
  const entity = tree.data ? firstEntity(tree.data, at) : null;
  const asked = useAsk(e.listAssetProjects, { params: { entityId: entity?.id ?? '' } }, { enabled: entity !== null });
  return { entity, asked, isWaiting: tree.data === undefined };
}

/** 减排项目 (C.6, C.8): the pipeline of projects with their state, the next step, expected and issued credits. */
export function ProjectsPage() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { entity, asked, isWaiting } = useProjects();
  if (isWaiting) return <Waiting rows={8} />;
  const add = (
    <RightDeed action="asset.keep_projects" type="primary" onClick={() => setOpen(true)}>
      {t('assetProjects.add')}
    </RightDeed>
  );
  const empty = (
    <EmptyState icon="asset" title={t('assetProjects.empty')} text={t('assetProjects.emptyText')} clause="C.6" actions={entity && add} />
  );
  return (
    <>
      <PageHead title={t('assetProjects.title')} clause="C.6" summary={t('assetProjects.summary')} extra={entity && add} />
      {entity === null ? (
        empty
      ) : (
        <Answer of={asked} rows={8}>
          {(data) =>
            data.items.length === 0 ? (
              empty
            ) : (
              <Section>
                <Pipeline items={data.items} today={data.today} />
              </Section>
            )
          }
        </Answer>
      )}
      {isOpen && entity && <ProjectForm entityId={entity.id} project={null} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Where a project stands, in words. */
export function StateTag({ project }: { project: Project }) {
  const { t, say } = useWords();
  const { state } = project;
  if (state === null) return <Tag>{t('assetProjects.notBegun')}</Tag>;
  const tone = state === 'issued' || state === 'registered' ? 'good' : state === 'ended' ? 'plain' : 'info';
  return <Tag tone={tone}>{say(projectSteps[state].title)}</Tag>;
}

function Pipeline({ items, today }: { items: Projects['items']; today: string }) {
  const { t, say } = useWords();
  const right = 'th-right';
  const ahead = Number(today.slice(0, 4));
  return (
    <PlainTable
      rows={items}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: t('assetProjects.project'),
          show: (row) => (
            <>
              <GoLink to={paths.assetProject(row.id)}>{row.name}</GoLink>
              <div className="th-quiet th-small">
                {row.code} · {say(row.entityName)}
              </div>
            </>
          ),
        },
        {
          key: 'methodology',
          title: t('assetProjects.methodology'),
          show: (row) => (
            <>
              {row.methodology}
              <div className="th-quiet th-small">{say(methodologies[row.methodology].title)}</div>
            </>
          ),
        },
        { key: 'state', title: t('common.state'), show: (row) => <StateTag project={row} /> },
        { key: 'next', title: t('assetProjects.next'), show: (row) => <NextStep project={row} /> },
        {
          key: 'eligible',
          title: t('assetProjects.eligible'),
          show: (row) => <Eligible project={row} />,
        },
        {
          key: 'expected',
          title: t('assetProjects.expectedFrom', { year: ahead }),
          className: right,
          show: (row) => (
            <Quantity
              value={`${row.expected.filter((one) => one.year >= ahead).reduce((sum, one) => sum + BigInt(one.quantity), 0n)}`}
              unit="t"
              to={paths.assetProject(row.id)}
            />
          ),
        },
        {
          key: 'issued',
          title: t('assetProjects.issued'),
          className: right,
          show: (row) => <Quantity value={row.issuedBySteps} unit="t" />,
        },
      ]}
    />
  );
}

/** Whether an application stands against the rules; unknown while days are missing. */
export function Eligible({ project }: { project: Project }) {
  const { t } = useWords();
  const verdict = project.check?.outputs.find((one) => one.symbol === 'eligible')?.value;
  if (verdict === undefined) return <span className="th-quiet">{t('assetProjects.daysMissing')}</span>;
  return <Tag tone={verdict === 'yes' ? 'good' : 'bad'}>{t(verdict === 'yes' ? 'assetProjects.fits' : 'assetProjects.fitsNot')}</Tag>;
}

function NextStep({ project }: { project: Project }) {
  const { t, say } = useWords();
  const next = project.next.find((one) => one.step !== 'ended');
  if (!next) return null;
  return (
    <>
      {say(projectSteps[next.step].title)}
      {next.expectedOn !== null && (
        <div className="th-quiet th-small">
          {t('assetProjects.notBefore')} <DayLabel day={next.expectedOn} />
        </div>
      )}
    </>
  );
}
