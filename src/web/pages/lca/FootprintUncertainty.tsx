import { Button, InputNumber, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { footprintSimulationEndpoints as e, simulationLimits } from '../../../contract/footprint-simulations.ts';
import { jobEndpoints } from '../../../contract/jobs.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { KeyValues, Section, Waiting } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { figure, residualText, type Version } from './footprint-model.ts';
import styles from './lca.module.css';

const HistogramChart = lazy(async () => ({ default: (await import('./HistogramChart.tsx')).HistogramChart }));
type Simulations = ReplyOf<typeof e.listFootprintSimulations>;
type Simulation = Simulations['items'][number];

/** How sure the figure is: a Monte Carlo of the study, started here and kept beside the version. */
export function FootprintUncertainty({ data }: { data: Version }) {
  const list = useAsk(e.listFootprintSimulations, { params: { versionId: data.version.id } });
  return (
    <Answer of={list} rows={8}>
      {(told) => (
        <>
          <Start data={data} refused={told.refused} />
          <Results items={told.items} />
        </>
      )}
    </Answer>
  );
}

function Start({ data, refused }: { data: Version; refused: Simulations['refused'] }) {
  const { t } = useWords();
  const [, change] = useSearchFields();
  const [iterations, setIterations] = useState(10_000);
  const [seed, setSeed] = useState(data.version.number);
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useDeed(jobEndpoints.startJob, []);
  const notPermitted = useWhyNot('footprint.model');
  const go = () =>
    start.mutate(
      { body: { kind: 'footprint.simulate', input: { versionId: data.version.id, iterations, seed } } },
      { onSuccess: ({ id }) => setJobId(id) },
    );
  return (
    <Section title={t('footprint.simulation.title')}>
      <p className="th-quiet">{t('footprint.simulation.text')}</p>
      {refused !== null && (
        <>
          <FindingList findings={[plainFinding(refused)]} />
          <Button onClick={() => change({ view: 'model' })}>{t('footprint.simulation.edit')}</Button>
        </>
      )}
      {refused === null && (
        <div className={styles.bar}>
          <span className="th-quiet">{t('footprint.simulation.runs')}</span>
          <InputNumber
            aria-label={t('footprint.simulation.runs')}
            min={simulationLimits.fewest}
            max={simulationLimits.most}
            precision={0}
            value={iterations}
            disabled={jobId !== null}
            onChange={(value) => setIterations(value ?? simulationLimits.fewest)}
          />
          <span className="th-quiet">{t('footprint.simulation.seed')}</span>
          <InputNumber
            aria-label={t('footprint.simulation.seed')}
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            precision={0}
            value={seed}
            disabled={jobId !== null}
            onChange={(value) => setSeed(value ?? 0)}
          />
          <Deed why={notPermitted} type="primary" loading={start.isPending || jobId !== null} onClick={go}>
            {t('footprint.simulation.start')}
          </Deed>
        </div>
      )}
      {start.error && <RefusalNotice problem={start.error} />}
      <Running jobId={jobId} onEnd={() => setJobId(null)} />
    </Section>
  );
}

function Running({ jobId, onEnd }: { jobId: string | null; onEnd: () => void }) {
  const { t } = useWords();
  const says = {
    running: t('footprint.simulation.running'),
    succeeded: t('footprint.simulation.done'),
    failed: (why: string) => t('footprint.simulation.failed', { why }),
    cancel: t('footprint.simulation.cancel'),
  };
  return <JobProgress jobId={jobId} touches={e.listFootprintSimulations} onEnd={onEnd} says={says} />;
}

function Results({ items }: { items: readonly Simulation[] }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = items.find((one) => one.id === chosen) ?? items[0];
  if (!shown) return <EmptyState title={t('footprint.simulation.none')} text={t('footprint.simulation.noneText')} />;
  const named = (one: Simulation) => t('footprint.simulation.told', { runs: group(String(one.iterations)), seed: one.seed });
  return (
    <>
      <div className={styles.bar}>
        <Select
          aria-label={t('footprint.simulation.chosen')}
          value={shown.id}
          popupMatchSelectWidth={false}
          options={items.map((one, i) => ({ value: one.id, label: `${items.length - i}: ${named(one)}` }))}
          onChange={setChosen}
        />
        <WhoWhen name={shown.recordedByName} at={shown.recordedAt} />
        {!shown.current && <Tag tone="warn">{t('footprint.simulation.stale')}</Tag>}
      </div>
      <Figures simulation={shown} />
      <Section title={t('footprint.simulation.histogram')}>
        <Suspense fallback={<Waiting rows={5} />}>
          <HistogramChart
            histogram={shown.result.histogram}
            base={shown.result.figures[0]?.base ?? 0}
            label={t('footprint.simulation.histogram')}
          />
        </Suspense>
      </Section>
      <Drivers simulation={shown} />
    </>
  );
}

function Figures({ simulation }: { simulation: Simulation }) {
  const { t } = useWords();
  const { figures, residual, uncertain, drawn } = simulation.result;
  const at = (row: (typeof figures)[number], percent: string) => figure(row.percentiles.find((one) => one.percent === percent)?.value ?? 0);
  const percents = ['5', '25', '50', '75', '95'];
  return (
    <Section title={`${t('footprint.simulation.figures')}, kgCO2e`}>
      <div className={styles.grid}>
        <PlainTable
          rows={figures}
          rowKey={(row) => row.figure}
          columns={[
            {
              key: 'figure',
              title: t('footprint.simulation.figure'),
              show: (row) => (row.figure === 'total' ? t('footprint.total') : t(`footprint.${row.figure}`)),
            },
            { key: 'base', title: t('footprint.simulation.base'), className: 'th-num th-right', show: (row) => figure(row.base) },
            { key: 'mean', title: t('footprint.simulation.mean'), className: 'th-num th-right', show: (row) => figure(row.mean) },
            {
              key: 'sd',
              title: t('footprint.simulation.sd'),
              className: 'th-num th-right',
              show: (row) => (row.sd === null ? '—' : figure(row.sd)),
            },
            {
              key: 'range',
              title: t('footprint.simulation.range'),
              className: 'th-num th-right',
              show: (row) => `${at(row, '2.5')} – ${at(row, '97.5')}`,
            },
            ...percents.map((percent) => ({
              key: percent,
              title: t('footprint.simulation.percentile', { percent }),
              className: 'th-num th-right',
              show: (row: (typeof figures)[number]) => at(row, percent),
            })),
            { key: 'gsd2', title: 'GSD²', className: 'th-num th-right', show: (row) => (row.gsd2 === null ? '—' : row.gsd2.toFixed(4)) },
          ]}
        />
      </div>
      <KeyValues
        columns={3}
        items={[
          { label: t('footprint.simulation.drawn'), value: drawn ? t('footprint.simulation.drawnOf', drawn) : String(uncertain) },
          { label: t('footprint.simulation.residual'), value: residualText(residual) },
          { label: t('footprint.simulation.hash'), value: <HashText sha256={simulation.contentSha256} /> },
        ]}
      />
      {drawn && drawn.unfit > 0 && <p className="th-quiet">{t('footprint.simulation.unfit', { count: drawn.unfit })}</p>}
    </Section>
  );
}

function Drivers({ simulation }: { simulation: Simulation }) {
  const { t } = useWords();
  return (
    <Section title={t('footprint.simulation.drivers')}>
      <p className="th-quiet">{t('footprint.simulation.driversText')}</p>
      {simulation.result.drivers.length === 0 ? (
        <p>{t('footprint.simulation.noDrivers')}</p>
      ) : (
        <PlainTable
          rows={simulation.result.drivers.slice(0, 20)}
          rowKey={(row) => `${row.key} ${row.of}`}
          columns={[
            { key: 'name', title: t('footprint.line'), show: (row) => row.name },
            { key: 'of', title: t('footprint.simulation.drawn'), show: (row) => t(`footprint.simulation.of.${row.of}`) },
            {
              key: 'bar',
              title: '',
              show: (row) => <span className={styles.meter} style={{ inlineSize: `${Math.abs(row.correlation) * 220}px` }} aria-hidden />,
            },
            {
              key: 'correlation',
              title: t('footprint.simulation.correlation'),
              className: 'th-num th-right',
              show: (row) => row.correlation.toFixed(3),
            },
          ]}
        />
      )}
    </Section>
  );
}
