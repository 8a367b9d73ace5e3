import { App, Button, Segmented } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { useProblemWords } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { AnalyseDrawer } from './AnalyseDrawer.tsx';
import { type Analysis, binsOf, namesOf, type SourceShare, type Summary, sharesOf } from './model.ts';
import styles from './uncertainty.module.css';

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
  const place = { entityId, year };
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
          const [latest] = items;
          if (!latest)
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
              <Latest summary={latest} place={place} />
              <History items={items} />
            </>
          );
        }}
      </Answer>
      {open && <AnalyseDrawer place={place} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function Latest({ summary, place }: { summary: Summary; place: Place }) {
  const { t } = useWords();
  const analysis = useAsk(uncertaintyEndpoints.readUncertaintyAnalysis, { params: { analysisId: summary.id } });
  const { percent, low, high, lowerPercent, upperPercent, draws, seed, approach } = summary;
  const sides = { lower: roundText(lowerPercent, 2), upper: roundText(upperPercent, 2) };
  return (
    <div className={styles.latest}>
      <dl className={styles.figures}>
        <div>
          <dt>{t('uncertainty.relative')}</dt>
          <dd className={styles.large}>{t('uncertainty.plusMinus', { percent: roundText(percent, 2) })}</dd>
          {approach === 'monte_carlo' && <dd className="th-quiet th-small">{t('uncertainty.sides', sides)}</dd>}
        </div>
        <div>
          <dt>{t('uncertainty.interval')}</dt>
          <dd>{`${group(roundText(low, 0))} – ${group(roundText(high, 0))} tCO2`}</dd>
        </div>
        <div>
          <dt>{t(`uncertainty.approach.${approach}`)}</dt>
          {draws !== null && <dd className="th-small">{t('uncertainty.draws', { draws: group(String(draws)), seed: String(seed) })}</dd>}
          <dd>
            <Tag tone={summary.current ? 'good' : 'warn'}>{t(summary.current ? 'uncertainty.current' : 'uncertainty.outdated')}</Tag>
          </dd>
        </div>
      </dl>
      <Answer of={analysis} rows={6}>
        {(data) => <Pictures analysis={data} place={place} />}
      </Answer>
    </div>
  );
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

function History({ items }: { items: readonly Summary[] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const recompute = useDeed(uncertaintyEndpoints.recomputeUncertainty, []);
  const check = (analysisId: string) =>
    recompute.mutate(
      { params: { analysisId } },
      {
        onSuccess: ({ recomputes }) =>
          message.open({ type: recomputes === 'identical' ? 'success' : 'warning', content: t(`uncertainty.recomputed.${recomputes}`) }),
        onError: (fault) => message.error(words(fault).title),
      },
    );
  const columns: Column<Summary>[] = [
    { key: 'number', title: '#', text: (row) => String(row.number), width: 48 },
    { key: 'approach', title: t('uncertainty.form.approach'), text: (row) => t(`uncertainty.approach.${row.approach}`) },
    { key: 'percent', title: '± %', text: (row) => roundText(row.percent, 3), align: 'right' },
    {
      key: 'draws',
      title: t('uncertainty.form.draws'),
      text: (row) => (row.draws === null ? '' : group(String(row.draws))),
      align: 'right',
    },
    { key: 'note', title: t('uncertainty.form.note'), text: (row) => row.note },
    {
      key: 'by',
      title: t('uncertainty.by'),
      text: (row) => row.recordedByName,
      show: (row) => <PersonName name={row.recordedByName} />,
      nowrap: true,
    },
    {
      key: 'at',
      title: t('common.time'),
      text: (row) => row.recordedAt,
      show: (row) => <InstantLabel at={row.recordedAt} />,
      nowrap: true,
    },
    {
      key: 'hash',
      title: t('common.hash'),
      text: (row) => row.contentSha256,
      show: (row) => (
        <span className="th-row">
          <code title={row.contentSha256}>{row.contentSha256.slice(0, 12)}</code>
          <Button size="small" loading={recompute.isPending} onClick={() => check(row.id)}>
            {t('uncertainty.recompute')}
          </Button>
        </span>
      ),
    },
  ];
  return <TableView name={t('uncertainty.history')} rows={items} columns={columns} rowKey={(row) => row.id} bare />;
}
