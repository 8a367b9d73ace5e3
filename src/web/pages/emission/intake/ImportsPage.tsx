import { intakeEndpoints } from '../../../../contract/intake.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { FormLinks } from './FileStep.tsx';
import type { Run } from './intake-model.ts';
import { UndoButton } from './UndoButton.tsx';

/** What was imported, by whom, into which months; and the way back. */
export function ImportsPage() {
  const { t } = useWords();
  const go = useGo();
  const [fields, change] = useSearchFields();
  const offset = Number(fields.offset ?? 0) || 0;
  const limit = Number(fields.limit ?? 50) || 50;
  const page = useAsk(intakeEndpoints.listImports, { query: { offset, limit } });
  const columns = useColumns();
  const open = (
    <RightDeed type="primary" action="emission.record" onClick={() => go(paths.importFile())}>
      {t('intake.open')}
    </RightDeed>
  );
  const links = (
    <>
      <GoLink to={paths.importSources()} className="th-button-link">
        {t('intake.sources.title')}
      </GoLink>
      {open}
    </>
  );
  return (
    <>
      <PageHead title={t('shell.page.imports')} clause="A.8" summary={t('intake.summary')} extra={links} />
      <Section flush>
        <Answer of={page} rows={8}>
          {(list) => (
            <TableView<Run>
              name={t('shell.page.imports')}
              rows={list.items}
              columns={columns}
              rowKey={(one) => one.id}
              paging={{ offset, limit, total: list.total, go: (to, size) => change({ offset: String(to), limit: String(size) }) }}
              empty={<EmptyState title={t('intake.emptyTitle')} text={t('intake.emptyText')} clause="A.8" icon="upload" actions={open} />}
            />
          )}
        </Answer>
      </Section>
      <Section>
        <FormLinks />
      </Section>
    </>
  );
}

function useColumns(): Column<Run>[] {
  const { t, say } = useWords();
  return [
    { key: 'at', title: t('intake.at'), text: (run) => run.recordedAt, show: (run) => <InstantLabel at={run.recordedAt} />, nowrap: true },
    { key: 'file', title: t('intake.file'), text: (run) => run.fileName },
    { key: 'source', title: t('intake.source'), text: (run) => run.sourceName ?? '' },
    { key: 'channel', title: t('intake.channel'), text: (run) => t(`intake.channels.${run.channel}`), nowrap: true },
    { key: 'by', title: t('intake.by'), text: (run) => run.recordedByName, show: (run) => <PersonName name={run.recordedByName} /> },
    {
      key: 'values',
      title: t('intake.values'),
      align: 'right',
      text: (run) => String(run.counts.new + run.counts.changed),
      show: (run) => (
        <span className="th-num">
          +{run.counts.new} / ~{run.counts.changed}
        </span>
      ),
    },
    {
      key: 'places',
      title: t('intake.places'),
      text: (run) => run.places.map((place) => `${say(place.unitName)} ${place.year}`).join('; '),
      show: (run) => (
        <span className="th-row">
          {run.places.slice(0, 3).map((place) => (
            <GoLink key={`${place.unitId} ${place.year}`} to={paths.monthGrid(place.unitId, place.year)}>
              {say(place.unitName)} {place.year}
            </GoLink>
          ))}
          {run.places.length > 3 && <span className="th-quiet">+{run.places.length - 3}</span>}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('intake.stateLabel'),
      text: (run) => t(`intake.states.${run.state}`),
      show: (run) => (
        <span className="th-row">
          <Tag tone={run.state === 'imported' ? 'good' : 'plain'}>{t(`intake.states.${run.state}`)}</Tag>
          {run.state === 'imported' && <UndoButton run={run} small />}
        </span>
      ),
    },
  ];
}
