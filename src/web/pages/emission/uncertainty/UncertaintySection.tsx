import { Button, Segmented } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { useAsk } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { DerivationDrawer } from '../../../parts/DerivationDrawer.tsx';
import type { WireDerivation } from '../../../parts/derivation-record.ts';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Prose } from '../../../parts/Unit.tsx';
import { Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { AnalyseDrawer } from './AnalyseDrawer.tsx';
import { AnalysisHistory } from './AnalysisHistory.tsx';
import { type Analysis, binsOf, indexNamesOf, namesOf, type SourceShare, type Summary, sharesOf, trendOf } from './model.ts';
import styles from './uncertainty.module.css';
import { useUnitName } from './useUnitName.ts';

const ShareChart = lazy(async () => ({ default: (await import('./ShareChart.tsx')).ShareChart }));
const Histogram = lazy(async () => ({ default: (await import('./ShareChart.tsx')).Histogram }));

interface Place {
  readonly entityId: string;
  readonly year: number;
}

/** ± of the annual total: the latest analysis in pictures and figures, all analyses below, a new one beside (A.9). */
export function UncertaintySection({ entityId, year }: Place) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const place = { entityId, year };
  const close = () => {
    setOpen(false);
    // What was just analysed is looked at.
    setChosen(null);
  };
  const list = useAsk(uncertaintyEndpoints.listUncertaintyAnalyses, { params: place });
  const begin = (label: string) => (
    <RightDeed action="uncertainty.analyse" type="primary" onClick={() => setOpen(true)}>
      {label}
    </RightDeed>
  );
  return (
    <Section
      id="uncertainty"
      title={t('uncertainty.title')}
      extra={list.data && list.data.items.length > 0 ? begin(t('uncertainty.again')) : undefined}
    >
      <Answer of={list} rows={4}>
        {({ items }) => {
          const subject = items.find((one) => one.id === chosen) ?? items[0];
          if (!subject)
            return (
              <EmptyState
                icon="emission"
                title={t('uncertainty.empty')}
                text={t('uncertainty.emptyText')}
                clause="A.9"
                actions={begin(t('uncertainty.analyse'))}
              />
            );
          return (
            <>
              <p className="th-quiet">{t('uncertainty.summary')}</p>
              <OneAnalysis key={subject.id} summary={subject} place={place} />
              <AnalysisHistory items={items} shownId={subject.id} onShow={setChosen} />
            </>
          );
        }}
      </Answer>
      {open && <AnalyseDrawer place={place} onClose={close} />}
    </Section>
  );
}

function OneAnalysis({ summary, place }: { summary: Summary; place: Place }) {
  const { t } = useWords();
  const unitName = useUnitName();
  const [told, setTold] = useState<string | null>(null);
  const analysis = useAsk(uncertaintyEndpoints.readUncertaintyAnalysis, { params: { analysisId: summary.id } });
  const { percent, low, high, lowerPercent, upperPercent, draws, seed, approach, unitId, number, correlations } = summary;
  const sides = { lower: roundText(lowerPercent, 2), upper: roundText(upperPercent, 2) };
  const why = (nodeId: string) => (
    <Button size="small" type="link" disabled={!analysis.data} onClick={() => setTold(nodeId)}>
      {t('uncertainty.derivation')}
    </Button>
  );
  return (
    <div className={styles.latest}>
      <dl className={styles.figures}>
        <div>
          <dt>{t('uncertainty.relative')}</dt>
          <dd className={styles.large}>{t('uncertainty.plusMinus', { percent: roundText(percent, 2) })}</dd>
          {approach === 'monte_carlo' && <dd className="th-quiet th-small">{t('uncertainty.sides', sides)}</dd>}
          <dd>{why('U_total')}</dd>
        </div>
        <div>
          <dt>{t('uncertainty.interval')}</dt>
          <dd>
            <Prose text={`${group(roundText(low, 0))} – ${group(roundText(high, 0))} tCO2`} />
          </dd>
        </div>
        {analysis.data ? <Trend analysis={analysis.data} why={why('U_trend')} /> : null}
        <div>
          <dt>{t('uncertainty.subject', { number, subject: unitName(unitId) })}</dt>
          <dd>{t(`uncertainty.approach.${approach}`)}</dd>
          {draws !== null && <dd className="th-small">{t('uncertainty.draws', { draws: group(String(draws)), seed: String(seed) })}</dd>}
          {correlations > 0 && <dd className="th-small">{t('uncertainty.correlated', { n: correlations })}</dd>}
          <dd>
            <Tag tone={summary.current ? 'good' : 'warn'}>{t(summary.current ? 'uncertainty.current' : 'uncertainty.outdated')}</Tag>
          </dd>
        </div>
      </dl>
      <Answer of={analysis} rows={6}>
        {(data) => <Pictures analysis={data} place={place} />}
      </Answer>
      {told !== null && analysis.data ? (
        <AnalysisDerivation analysis={analysis.data} nodeId={told} place={place} onClose={() => setTold(null)} />
      ) : null}
    </div>
  );
}

function Trend({ analysis, why }: { analysis: Analysis; why: ReactNode }) {
  const { t } = useWords();
  const trend = trendOf(analysis);
  if (!trend) return null;
  const { baseYear, percent, points } = trend;
  const signed = roundText(percent, 2)
    .replace(/^(?=\d)/, '+')
    .replace('-', '−');
  return (
    <div>
      <dt>{t('uncertainty.trend', { year: baseYear ?? '' })}</dt>
      <dd>{t('uncertainty.trendFigure', { percent: signed, points: roundText(points, 2) })}</dd>
      <dd>{why}</dd>
    </div>
  );
}

/** How a figure of a stored analysis came about; with an analysis nothing else is frozen. */
function AnalysisDerivation({
  analysis,
  nodeId,
  place,
  onClose,
}: {
  analysis: Analysis;
  nodeId: string;
  place: Place;
  onClose: () => void;
}) {
  const { say } = useWords();
  const draft = useAsk(uncertaintyEndpoints.readUncertaintyDraft, { params: place });
  const names = useMemo(() => indexNamesOf(draft.data, say), [draft.data, say]);
  const { result } = analysis;
  const view = useMemo(
    (): WireDerivation => ({
      ...{ year: place.year, nodeId, derivation: result.derivation, frozen: null, data: [], approvals: [] },
      ...{ conventions: result.conventions, findings: result.findings },
    }),
    [result, nodeId, place.year],
  );
  return <DerivationDrawer view={view} place={{ unitId: null, year: place.year, names }} waiting={null} onClose={onClose} />;
}

function Pictures({ analysis, place }: { analysis: Analysis; place: Place }) {
  const { t, say } = useWords();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const draft = useAsk(uncertaintyEndpoints.readUncertaintyDraft, { params: place });
  const nameOf = useMemo(() => namesOf(draft.data, say), [draft.data, say]);
  const shares = useMemo(() => sharesOf(analysis), [analysis]);
  const bins = useMemo(() => binsOf(analysis), [analysis]);
  const findings = analysis.result.findings.map(plainFinding);
  return (
    <div className={styles.pictures}>
      <figure aria-label={t('uncertainty.contributions')}>
        <figcaption className={styles.head}>
          <h3>{t('uncertainty.contributions')}</h3>
          <Segmented
            size="small"
            aria-label={t('uncertainty.contributions')}
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: t('uncertainty.chart') },
              { value: 'table', label: t('uncertainty.table') },
            ]}
          />
        </figcaption>
        {view === 'chart' ? (
          <Suspense fallback={<Waiting rows={3} />}>
            <ShareChart shares={shares} nameOf={nameOf} label={t('uncertainty.contributions')} />
          </Suspense>
        ) : (
          <ShareTable shares={shares} nameOf={nameOf} />
        )}
      </figure>
      {bins.length > 1 && (
        <figure aria-label={t('uncertainty.distribution')}>
          <figcaption className={styles.head}>
            <h3>{t('uncertainty.distribution')}</h3>
          </figcaption>
          <Suspense fallback={<Waiting rows={4} />}>
            <Histogram
              bins={bins}
              low={Number(analysis.summary.low)}
              high={Number(analysis.summary.high)}
              label={t('uncertainty.histogramOf', { n: group(String(analysis.summary.draws ?? 0)) })}
            />
          </Suspense>
        </figure>
      )}
      {findings.length > 0 && <FindingList findings={findings} />}
    </div>
  );
}

function ShareTable({ shares, nameOf }: { shares: readonly SourceShare[]; nameOf: (name: string) => string }) {
  const { t } = useWords();
  const columns: Column<SourceShare>[] = [
    { key: 'source', title: t('uncertainty.source'), text: (row) => nameOf(row.name) },
    { key: 'value', title: `${t('uncertainty.emission')} (tCO2)`, text: (row) => group(roundText(row.value, 2)), align: 'right' },
    { key: 'own', title: `${t('uncertainty.own')} (%)`, text: (row) => row.percent, align: 'right' },
    { key: 'share', title: `${t('uncertainty.share')} (%)`, text: (row) => row.share, align: 'right' },
  ];
  return <TableView name={t('uncertainty.contributions')} rows={shares} columns={columns} rowKey={(row) => row.name} bare />;
}
