import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { type PaperKind, paperKinds } from '../../../contract/neutrality-papers.ts';
import { useDeed } from '../../api/queries.ts';
import { RightDeed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { SeverityMark } from '../../parts/FindingList.tsx';
import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { DecisionDeeds } from './DecisionDeeds.tsx';
import type { Paper, SubjectView } from './model.ts';
import { PaperForm } from './PaperForm.tsx';

interface Wanted {
  readonly kind: PaperKind;
  readonly periodId: string | null;
}

/** Commitment and plan of a subject, footprint, reductions and validation of its periods, in all versions. */
export function Papers({ view }: { view: SubjectView }) {
  const { t } = useWords();
  const [draft, setDraft] = useState<Wanted | null>(null);
  const last = view.periods.at(-1)?.id ?? null;
  const latest = ({ kind, periodId }: Wanted) => view.papers.find((one) => one.kind === kind && one.periodId === periodId);
  const periodOf = (kind: PaperKind) => (kind === 'commitment' || kind === 'plan' ? null : last);
  return (
    <Section
      title={t('neutrality.papers')}
      extra={
        <div className="th-row">
          {paperKinds
            .filter((kind) => kind === 'commitment' || kind === 'plan' || last !== null)
            .map((kind) => (
              <RightDeed key={kind} action="neutrality.keep" onClick={() => setDraft({ kind, periodId: periodOf(kind) })}>
                {t('neutrality.draftPaper')}: {t(`neutrality.paper.${kind}`)}
              </RightDeed>
            ))}
        </div>
      }
    >
      {view.papers.length === 0 ? (
        <EmptyState icon="file" title={t('neutrality.noPapers')} text={t('neutrality.noPapersText')} clause="D.5" />
      ) : (
        <PlainTable
          rows={view.papers}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'paper',
              title: t('neutrality.papers'),
              show: (row) => (
                <>
                  {t(`neutrality.paper.${row.kind}`)} · {t('neutrality.version', { n: row.version })}
                  <div className="th-small th-quiet">
                    {row.periodId !== null &&
                      t('neutrality.periodNo', { no: view.periods.find((one) => one.id === row.periodId)?.no ?? '' })}{' '}
                    <HashText sha256={row.contentSha256} />
                  </div>
                  <TakenFrom paper={row} />
                </>
              ),
            },
            { key: 'drafted', title: t('neutrality.drafted'), show: (row) => <WhoWhen name={row.drafted.by} at={row.drafted.at} /> },
            {
              key: 'decided',
              title: t('neutrality.decided'),
              show: (row) => <Decision paper={row} isLatest={latest(row)?.id === row.id} />,
            },
          ]}
        />
      )}
      {draft && (
        <PaperForm
          subjectId={view.subject.id}
          subjectKind={view.subject.kind}
          {...draft}
          from={latest(draft)}
          onClose={() => setDraft(null)}
        />
      )}
    </Section>
  );
}

/** Where a footprint's figures were taken from, and whether a newer version was approved since: nothing declared moves by it. */
function TakenFrom({ paper: { reference, content, later } }: { paper: Paper }) {
  const { t } = useWords();
  if (reference === null || content.kind !== 'footprint') return null;
  const basis = content.reference !== null && 'scope2' in content.reference ? content.reference.scope2 : null;
  const name = `${t(`neutrality.sources.${reference.kind}`)} · ${t('neutrality.version', { n: reference.version })}`;
  return (
    <div className="th-small">
      {reference.kind === 'inventory' && <GoLink to={paths.inventoryOf(reference.id)}>{name}</GoLink>}
      {reference.kind === 'footprint' && <GoLink to={paths.footprint(reference.id)}>{name}</GoLink>}
      {reference.kind === 'entity_year' && name}
      {basis !== null && ` · ${t(`neutrality.bases.${basis}`)}`} <HashText sha256={reference.hash} />
      {later && (
        <p>
          <SeverityMark severity="warning" /> {t('neutrality.later', { n: later.version })} <HashText sha256={later.sha256} />
        </p>
      )}
    </div>
  );
}

function Decision({ paper, isLatest }: { paper: Paper; isLatest: boolean }) {
  const { t } = useWords();
  const decide = useDeed(e.decidePaper);
  const right = useWhyNot(paper.kind === 'commitment' ? 'neutrality.sign' : 'neutrality.approve');
  const why = paper.mine ? t('neutrality.own') : right;
  const { decision } = paper;
  if (decision)
    return (
      <>
        <Tag tone={decision.decision === 'approved' ? 'good' : 'bad'}>{t(`neutrality.${decision.decision}`)}</Tag>{' '}
        <WhoWhen name={decision.by} at={decision.at} /> {decision.reason}
      </>
    );
  if (!isLatest) return null;
  return (
    <>
      <Tag tone="warn">{t('neutrality.waiting')}</Tag>
      <DecisionDeeds
        why={why}
        approve={t('neutrality.approve')}
        busy={decide.isPending}
        problem={decide.error}
        send={(kind, reason, done) => decide.mutate({ params: { paperId: paper.id }, body: { decision: kind, reason } }, done)}
      />
    </>
  );
}
