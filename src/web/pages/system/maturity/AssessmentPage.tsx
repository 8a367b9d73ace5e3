import { useState } from 'react';
import { maturityEndpoints as e } from '../../../../contract/maturity.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, RightDeed, useWhyNot } from '../../../parts/Deed.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { ClauseMark, KeyValues, PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ResultFigure } from '../../asset/ResultFigure.tsx';
import { ResultDerivation } from '../../trading/ResultDerivation.tsx';
import { DimensionSection } from './DimensionSection.tsx';
import { Ladder } from './Ladder.tsx';
import styles from './maturity.module.css';
import { type Assessment, type Item, maturityReads, points, standingTones } from './model.ts';
import { RadarChart } from './RadarChart.tsx';
import { ScoreForm } from './ScoreForm.tsx';

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
  const isOpen = assessment.standing === 'open';
  return (
    <>
      <PageHead
        title={t('maturity.titleOf', { entity: say(assessment.entityName), year: assessment.year })}
        summary={t('maturity.notOfficial', { scheme: say(assessment.scheme.title) })}
        extra={<Deeds assessment={assessment} />}
      />
      <Summary assessment={assessment} />
      <Gaps assessment={assessment} />
      {assessment.dimensions.map((dimension) => (
        <DimensionSection
          key={dimension.id}
          dimension={dimension}
          steps={assessment.scheme.steps}
          {...(isOpen ? { onScore: setScoring } : {})}
        />
      ))}
      <ResultDerivation result={assessment.result} year={assessment.year} />
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
      {failed && <RefusalNotice problem={failed} />}
    </>
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
  if (shown.length === 0) return null;
  const nameOf = (clause: string) =>
    assessment.dimensions.flatMap((one) => one.items).find((one) => one.clause === clause)?.title ?? { zh: '', en: '' };
  return (
    <Section title={t('maturity.gaps')}>
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
                {say(nameOf(one.clause))}
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
