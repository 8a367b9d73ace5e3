import { Button } from 'antd';
import { useState } from 'react';
import { maturityEndpoints as e } from '../../../../contract/maturity.ts';
import { addressOf } from '../../../api/call.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, RightDeed, useWhyNot } from '../../../parts/Deed.tsx';
import { Discussion } from '../../../parts/discussion/Discussion.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { ClauseMark, KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ResultFigure } from '../../asset/ResultFigure.tsx';
import { ResultDerivation } from '../../trading/ResultDerivation.tsx';
import { DimensionSection } from './DimensionSection.tsx';
import { GatesSection } from './GatesSection.tsx';
import { Ladder } from './Ladder.tsx';
import styles from './maturity.module.css';
import { type Assessment, type Item, maturityReads, points, standingTones } from './model.ts';
import { RadarChart } from './RadarChart.tsx';
import { ScoreForm } from './ScoreForm.tsx';
import { Weights } from './Weights.tsx';

/** One assessment: level and what holds it, dimensions, scores with what they rest on, what would bring most. */
export function AssessmentPage() {
  const { assessmentId } = useAddress('assessmentId');
  const asked = useAsk(e.readAssessment, { params: { assessmentId } });
  return (
    <Answer of={asked} rows={12}>
      {(assessment) => <View key={assessmentId} assessment={assessment} />}
    </Answer>
  );
}

function View({ assessment }: { assessment: Assessment }) {
  const { t, say } = useWords();
  const [scoring, setScoring] = useState<Item | null>(null);
  const accept = useDeed(e.acceptProposals, maturityReads);
  const isOpen = assessment.standing === 'open';
  const params = { assessmentId: assessment.id };
  const seenProposals = assessment.proposals?.no ?? 1;
  const deeds = {
    onScore: setScoring,
    onAccept: (item: Item) => accept.mutate({ params, body: { clauses: [item.clause], seenProposals } }),
    busy: accept.isPending,
  };
  return (
    <>
      <PageHead
        title={t('maturity.titleOf', { entity: say(assessment.entityName), year: assessment.year })}
        summary={t('maturity.notOfficial', { scheme: say(assessment.scheme.title) })}
        extra={<Deeds assessment={assessment} />}
      />
      <Summary assessment={assessment} />
      <GatesSection assessment={assessment} />
      <Gaps assessment={assessment} />
      {isOpen && <Proposals assessment={assessment} />}
      {accept.error && <RefusalNotice problem={accept.error} />}
      {assessment.dimensions.map((dimension) => (
        <DimensionSection key={dimension.id} dimension={dimension} steps={assessment.scheme.steps} {...(isOpen ? { deeds } : {})} />
      ))}
      <ResultDerivation result={assessment.result} year={assessment.year} />
      <Discussion objectType="maturity_assessment" objectId={assessment.id} />
      {scoring && <ScoreForm assessment={assessment} item={scoring} onClose={() => setScoring(null)} />}
    </>
  );
}

function Deeds({ assessment }: { assessment: Assessment }) {
  const { t } = useWords();
  const freeze = useDeed(e.freezeAssessment, maturityReads);
  const sign = useDeed(e.signAssessment, maturityReads);
  const params = { assessmentId: assessment.id };
  const mayNot = useWhyNot('maturity.assess');
  const unscored = assessment.missing.length > 0 ? t('maturity.unscored', { count: assessment.missing.length }) : null;
  const failed = freeze.error ?? sign.error;
  return (
    <>
      {assessment.standing === 'open' && (
        <Deed why={mayNot ?? unscored} type="primary" onClick={() => freeze.mutate({ params, body: {} })}>
          {t('maturity.freeze')}
        </Deed>
      )}
      {assessment.standing === 'frozen' && (
        <RightDeed
          type="primary"
          action="maturity.sign"
          onClick={() => sign.mutate({ params, body: { seenSha256: assessment.sha256 ?? '' } })}
        >
          {t('maturity.sign')}
        </RightDeed>
      )}
      {assessment.standing !== 'open' && <Reports assessmentId={assessment.id} />}
      {failed && <RefusalNotice problem={failed} />}
    </>
  );
}

function Reports({ assessmentId }: { assessmentId: string }) {
  const { t, language } = useWords();
  const href = (format: 'pdf' | 'docx') => addressOf(e.readReport, { params: { assessmentId }, query: { format, language } });
  const icon = <Icon name="download" size={15} />;
  return (
    <>
      <Button download href={href('pdf')} icon={icon}>
        {t('maturity.reportPdf')}
      </Button>
      <Button download href={href('docx')} icon={icon}>
        {t('maturity.reportWord')}
      </Button>
    </>
  );
}

/** What data propose for the clauses that are not scored yet, all at once or anew from the data of today. */
function Proposals({ assessment: { id, proposals, missing } }: { assessment: Assessment }) {
  const { t } = useWords();
  const accept = useDeed(e.acceptProposals, maturityReads);
  const propose = useDeed(e.proposeScores, maturityReads);
  const mayNot = useWhyNot('maturity.assess');
  const none = missing.length === 0 ? t('maturity.allScored') : null;
  const params = { assessmentId: id };
  const failed = accept.error ?? propose.error;
  return (
    <Section title={t('maturity.proposals')}>
      <p>{proposals ? t('maturity.proposalsText', { day: proposals.asOf, count: missing.length }) : t('maturity.noProposals')}</p>
      <div className="th-row">
        {proposals && (
          <Deed
            why={mayNot ?? none}
            loading={accept.isPending}
            onClick={() => accept.mutate({ params, body: { seenProposals: proposals.no } })}
            icon={<Icon name="check" size={15} />}
          >
            {t('maturity.acceptAll', { count: missing.length })}
          </Deed>
        )}
        <Deed
          why={mayNot}
          loading={propose.isPending}
          onClick={() => propose.mutate({ params, body: {} })}
          icon={<Icon name="refresh" size={15} />}
        >
          {t('maturity.proposeAnew')}
        </Deed>
      </div>
      {failed && <RefusalNotice problem={failed} />}
    </Section>
  );
}

function Summary({ assessment }: { assessment: Assessment }) {
  const { t, say } = useWords();
  const { standing, frozenBy, frozenAt, signedBy, signedAt, sha256 } = assessment;
  const held = assessment.gates.filter((gate) => gate.holds);
  const to = (node: string) => `${paths.maturityOf(assessment.id)}?node=${encodeURIComponent(node)}`;
  return (
    <Section title={t('maturity.result')}>
      <div className={styles.summary}>
        <div>
          <Ladder assessment={assessment} />
          {held.map((gate) => (
            <p key={gate.id} className={styles.held}>
              <Tag tone="bad">{t('maturity.held', { level: gate.caps, reached: assessment.reached })}</Tag> {say(gate.name)}
            </p>
          ))}
          <KeyValues
            columns={2}
            items={[
              { label: t('maturity.total'), value: <ResultFigure result={assessment.result} symbol="total" digits={2} to={to} /> },
              { label: t('common.state'), value: <Tag tone={standingTones[standing]}>{t(`maturity.standing.${standing}`)}</Tag> },
              ...(frozenBy ? [{ label: t('maturity.frozen'), value: <WhoWhen name={frozenBy.name} at={frozenAt} /> }] : []),
              ...(signedBy ? [{ label: t('maturity.signed'), value: <WhoWhen name={signedBy.name} at={signedAt} /> }] : []),
              ...(sha256 ? [{ label: t('common.hash'), value: <code className="th-small">{sha256.slice(0, 16)}</code> }] : []),
            ]}
          />
          <Weights dimensions={assessment.dimensions} />
        </div>
        <RadarChart dimensions={assessment.dimensions} />
      </div>
    </Section>
  );
}

/** The next best actions: gates first, then the clauses by what one step more would bring. */
function Gaps({ assessment }: { assessment: Assessment }) {
  const { t, say } = useWords();
  const shown = assessment.gains.slice(0, 8);
  const items = new Map(assessment.dimensions.flatMap((one) => one.items.map((item) => [item.clause, item] as const)));
  const holding = assessment.gates.filter((gate) => gate.holds);
  const missingFor = (clause: string, to: string) =>
    (items.get(clause)?.proposal?.reasons ?? []).filter((one) => one.standing === 'unmet' && one.score <= Number(to));
  if (shown.length === 0 && holding.length === 0) return null;
  return (
    <Section title={t('maturity.gaps')}>
      {holding.map((gate) => (
        <p key={gate.id}>
          <Tag tone="bad">{t('maturity.gateFirst', { reached: assessment.reached })}</Tag> {gate.opens && say(gate.opens)}
        </p>
      ))}
      <p className="th-quiet">{t('maturity.gapsText')}</p>
      <PlainTable
        rows={shown}
        rowKey={(one) => one.clause}
        columns={[
          {
            key: 'clause',
            title: t('maturity.clause'),
            show: (one) => (
              <span className="th-row">
                <ClauseMark clause={one.clause} />
                {say(items.get(one.clause)?.title ?? { zh: '', en: '' })}
              </span>
            ),
          },
          {
            key: 'missing',
            title: t('maturity.missing'),
            show: (one) => (
              <span className="th-quiet">
                {missingFor(one.clause, one.to)
                  .map((reason) => say(reason.name))
                  .join(t('common.listComma'))}
              </span>
            ),
          },
          { key: 'step', title: t('maturity.step'), className: 'th-right', show: (one) => `${points(one.from)} → ${points(one.to)}` },
          { key: 'points', title: t('maturity.points'), className: 'th-right', show: (one) => `+${points(one.points)}` },
          ...(shown.some((one) => one.level !== null)
            ? [
                {
                  key: 'level',
                  title: t('maturity.level'),
                  show: (one: (typeof shown)[number]) => one.level !== null && <Tag tone="good">{`L${one.level}`}</Tag>,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
