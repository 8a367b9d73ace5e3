import { lazy, Suspense, useMemo, useState } from 'react';
import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { useAsk } from '../../api/queries.ts';
import { group, roundText } from '../../format/number.ts';
import { Deed } from '../../parts/Deed.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { KeyValues, Section, Waiting } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { figureColumn, ResultDerivation } from './figures.tsx';
import type { QualityView } from './InventoryQualityPage.tsx';
import styles from './inventory.module.css';

type Analysis = QualityView['analyses'][number];

const ShareChart = lazy(async () => ({ default: (await import('../emission/uncertainty/ShareChart.tsx')).ShareChart }));
const Histogram = lazy(async () => ({ default: (await import('../emission/uncertainty/ShareChart.tsx')).Histogram }));

/** So many sources are drawn, none below a thousandth but the first three; the table below has them all. */
const mostBars = 12;

function sharesOf({ sources }: Analysis) {
  return sources
    .flatMap(({ code, value, percent, share }) =>
      share === null ? [] : [{ name: code, value, percent: percent ?? '0', share: roundText(share, 2) }],
    )
    .sort((a, b) => Number(b.share) - Number(a.share))
    .filter((one, i) => i < 3 || Number(one.share) >= 0.1)
    .slice(0, mostBars);
}

/** The latest analysis: ± of the whole and its trend, what each source adds, what deviates together, and what was drawn. */
export function AnalysisSection({ analysis, view }: { analysis: Analysis; view: QualityView }) {
  const { t, say } = useWords();
  const [node, setNode] = useState<string | null>(null);
  const result = useAsk(e.readInventoryAnalysis, { params: { analysisId: analysis.id } }, { enabled: node !== null });
  const title = (code: string) => {
    const found = view.categoryTitles[code];
    return found ? `${code} ${say(found)}` : code;
  };
  const nameOf = useMemo(() => {
    const names = new Map(view.sources.map((one) => [one.code, `${one.code} ${say(one.name)}`]));
    return (code: string) => names.get(code) ?? code;
  }, [view.sources, say]);
  return (
    <Section
      title={`${t(`inventoryBeside.quality.approachOf.${analysis.approach}`)} · ${analysis.number}`}
      extra={
        <span className="th-row">
          <Tag tone={analysis.current ? 'good' : 'warn'}>
            {analysis.current ? t('inventoryBeside.quality.current') : t('inventoryBeside.quality.outdated')}
          </Tag>
          <Deed why={null} size="small" onClick={() => setNode('U_total')}>
            {t('inventoryBeside.quality.derivation')}
          </Deed>
        </span>
      }
    >
      <Facts analysis={analysis} />
      <div className={styles.parts}>
        <Suspense fallback={<Waiting rows={4} />}>
          <h3>{t('inventoryBeside.quality.shares')}</h3>
          <ShareChart shares={sharesOf(analysis)} nameOf={nameOf} label={t('inventoryBeside.quality.shares')} />
          {analysis.drawn && <Drawn analysis={analysis} drawn={analysis.drawn} />}
        </Suspense>
        <Together analysis={analysis} />
        <Contributions analysis={analysis} title={title} />
      </div>
      <FindingList findings={analysis.findings.map(plainFinding)} />
      {node !== null && result.data && (
        <ResultDerivation result={result.data.result} nodeId={node} year={view.year} onClose={() => setNode(null)} />
      )}
    </Section>
  );
}

/** Total, ±, interval, trend, and how it was drawn. */
function Facts({ analysis }: { analysis: Analysis }) {
  const { t } = useWords();
  const trend =
    analysis.trend === null
      ? []
      : [
          {
            label: t('inventoryBeside.quality.trend'),
            value: t('inventoryBeside.quality.trendFigure', {
              percent: roundText(analysis.trend, 2),
              points: roundText(analysis.trendPoints ?? '0', 2),
            }),
          },
        ];
  const drawn =
    analysis.drawn === null
      ? []
      : [
          {
            label: t('inventoryBeside.quality.sides'),
            value: `−${roundText(analysis.drawn.lower, 3)} % / +${roundText(analysis.drawn.upper, 3)} %`,
          },
          { label: t('inventoryBeside.quality.mean'), value: <Quantity value={analysis.drawn.mean} unit="tCO2e" digits={2} /> },
          {
            label: t('inventoryBeside.quality.drawnHow'),
            value: t('inventoryBeside.quality.drawnText', { draws: group(String(analysis.draws ?? 0)), seed: String(analysis.seed ?? 0) }),
          },
          {
            label: t('inventoryBeside.quality.standardError'),
            value: t('inventoryBeside.quality.points', { points: roundText(analysis.drawn.standardError, 4) }),
          },
        ];
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('inventoryBeside.quality.total'), value: <Quantity value={analysis.total} unit="tCO2e" digits={2} /> },
        { label: t('inventoryBeside.quality.percent'), value: `±${roundText(analysis.percent, 3)} %` },
        {
          label: t('inventoryBeside.quality.interval'),
          value: (
            <>
              <Quantity value={analysis.low} unit="" digits={2} /> – <Quantity value={analysis.high} unit="tCO2e" digits={2} />
            </>
          ),
        },
        ...trend,
        ...drawn,
      ]}
    />
  );
}

/** Distribution, percentiles and how the ± settled with more draws. */
function Drawn({ analysis, drawn }: { analysis: Analysis; drawn: NonNullable<Analysis['drawn']> }) {
  const { t } = useWords();
  type Row = (typeof drawn.percentiles)[number];
  type Point = (typeof drawn.convergence)[number];
  const percentiles: Column<Row>[] = [
    { key: 'percent', title: t('inventoryBeside.quality.percentile'), text: (row) => `${row.percent} %`, align: 'right' },
    figureColumn('value', t('inventoryBeside.quality.emission'), (row) => row.value),
  ];
  const convergence: Column<Point>[] = [
    { key: 'draws', title: t('inventoryBeside.quality.draws'), text: (row) => group(String(row.draws)), align: 'right' },
    figureColumn('percent', t('inventoryBeside.quality.percent'), (row) => row.percent, 3),
  ];
  const label = t('inventoryBeside.quality.distribution', { n: group(String(analysis.draws ?? 0)) });
  return (
    <>
      <h3>{label}</h3>
      {drawn.bins.length > 1 && <Histogram bins={drawn.bins} low={Number(analysis.low)} high={Number(analysis.high)} label={label} />}
      <div className="th-form-grid">
        <div>
          <h3>{t('inventoryBeside.quality.percentiles')}</h3>
          <TableView
            bare
            name={t('inventoryBeside.quality.percentiles')}
            rows={drawn.percentiles}
            columns={percentiles}
            rowKey={(row) => row.percent}
          />
        </div>
        <div>
          <h3>{t('inventoryBeside.quality.convergence')}</h3>
          <TableView
            bare
            name={t('inventoryBeside.quality.convergence')}
            rows={drawn.convergence}
            columns={convergence}
            rowKey={(row) => String(row.draws)}
          />
        </div>
      </div>
    </>
  );
}

/** What deviates together: factors that several sources share, and pairs that were given a coefficient. */
function Together({ analysis }: { analysis: Analysis }) {
  const { t } = useWords();
  const { shared, correlations } = analysis;
  if (shared.length + correlations.length === 0) return null;
  return (
    <>
      <h3>{t('inventoryBeside.quality.together')}</h3>
      <ul>
        {shared.map((one) => (
          <li key={one.factor}>{t('inventoryBeside.quality.sharedFactor', { sources: one.sources.join(t('common.listComma')) })}</li>
        ))}
        {correlations.map((one) => (
          <li key={`${one.a} ${one.b}`}>{t('inventoryBeside.quality.pairOf', { a: one.a, b: one.b, r: one.coefficient })}</li>
        ))}
      </ul>
    </>
  );
}

/** ± of categories, and what each source adds to it. */
function Contributions({ analysis, title }: { analysis: Analysis; title: (code: string) => string }) {
  const { t } = useWords();
  const sources: Column<Analysis['sources'][number]>[] = [
    { key: 'code', title: t('inventoryBeside.quality.source'), text: (row) => row.code, nowrap: true },
    { key: 'category', title: t('inventoryBeside.quality.category'), text: (row) => title(row.category) },
    figureColumn('value', t('inventoryBeside.quality.emission'), (row) => row.value),
    figureColumn('activity', t('inventoryBeside.quality.activity'), (row) => row.activity, 1),
    figureColumn('factor', t('inventoryBeside.quality.factor'), (row) => row.factor, 1),
    figureColumn('percent', t('inventoryBeside.quality.combined'), (row) => row.percent),
    figureColumn('share', t('inventoryBeside.quality.share'), (row) => row.share),
    ...(analysis.trend === null
      ? []
      : [figureColumn<Analysis['sources'][number]>('trend', t('inventoryBeside.quality.trendPart'), (row) => row.trend, 4)]),
  ];
  const categories: Column<Analysis['categories'][number]>[] = [
    { key: 'category', title: t('inventoryBeside.quality.category'), text: (row) => title(row.category) },
    figureColumn('value', t('inventoryBeside.quality.emission'), (row) => row.value),
    figureColumn('percent', t('inventoryBeside.quality.combined'), (row) => row.percent),
  ];
  return (
    <>
      <h3>{t('inventoryBeside.quality.byCategory')}</h3>
      <TableView
        bare
        name={t('inventoryBeside.quality.byCategory')}
        rows={analysis.categories}
        columns={categories}
        rowKey={(row) => row.category}
      />
      <h3>{t('inventoryBeside.quality.sources')}</h3>
      <TableView bare name={t('inventoryBeside.quality.sources')} rows={analysis.sources} columns={sources} rowKey={(row) => row.code} />
    </>
  );
}
