import { Button, Input, Segmented, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { footprintEndpoints as e } from '../../../contract/footprints.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Section, Waiting } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { type Analysis, changed, figure, percent, type Version } from './footprint-model.ts';
import styles from './lca.module.css';

const SankeyChart = lazy(async () => ({ default: (await import('./SankeyChart.tsx')).SankeyChart }));
const threshold = 0.01;

/** Where the figure comes from: Sankey, paths, tree, sensitivities, and what-if. */
export function FootprintAnalysis({ data }: { data: Version }) {
  const { t } = useWords();
  const isThere = data.result !== null && data.result.total !== 0;
  const analysis = useAsk(e.analyseFootprint, { params: { versionId: data.version.id }, query: { threshold } }, { enabled: isThere });
  if (!isThere) return <EmptyState title={t('footprint.analysisEmpty')} text={t('footprint.noResultText')} />;
  return (
    <Answer of={analysis} rows={10}>
      {(told) => (
        <>
          <SankeySection analysis={told} />
          <PathSection analysis={told} />
          <TreeSection analysis={told} />
          <Section title={t('footprint.sensitivities')}>
            <p className="th-quiet">{t('footprint.sensitivitiesText')}</p>
            <PlainTable
              rows={told.sensitivities.slice(0, 20)}
              rowKey={(row) => `${row.kind} ${row.name}`}
              columns={[
                { key: 'name', title: t('footprint.item'), show: (row) => row.name },
                {
                  key: 'elasticity',
                  title: t('footprint.elasticity'),
                  className: 'th-num th-right',
                  show: (row) => row.elasticity.toFixed(4),
                },
              ]}
            />
          </Section>
          <WhatIf data={data} />
        </>
      )}
    </Answer>
  );
}

function SankeySection({ analysis }: { analysis: Analysis }) {
  const { t } = useWords();
  const [as, setAs] = useState<'chart' | 'table'>('chart');
  return (
    <Section
      title={t('footprint.sankey')}
      extra={
        <Segmented<'chart' | 'table'>
          value={as}
          onChange={setAs}
          options={(['chart', 'table'] as const).map((value) => ({ value, label: t(`footprint.${value}`) }))}
        />
      }
    >
      <p className="th-quiet">{t('footprint.sankeyText')}</p>
      {as === 'chart' ? (
        <Suspense fallback={<Waiting rows={6} />}>
          <SankeyChart sankey={analysis.sankey} label={t('footprint.sankey')} own={t('footprint.direct')} />
        </Suspense>
      ) : (
        <PlainTable
          rows={analysis.sankey.links}
          rowKey={(row) => `${row.from} ${row.to}`}
          columns={[
            { key: 'from', title: t('footprint.from'), show: (row) => row.from },
            { key: 'to', title: t('footprint.to'), show: (row) => row.to },
            { key: 'value', title: 'kgCO2e', className: 'th-num th-right', show: (row) => figure(row.value) },
            { key: 'cut', title: '', show: (row) => (row.cut ? t('footprint.loop') : '') },
          ]}
        />
      )}
    </Section>
  );
}

function PathSection({ analysis }: { analysis: Analysis }) {
  const { t } = useWords();
  return (
    <Section title={t('footprint.paths')}>
      <p className="th-quiet">{t('footprint.pathsText', { percent: threshold * 100, rest: figure(analysis.rest) })}</p>
      <PlainTable
        rows={analysis.paths.slice(0, 30)}
        rowKey={(row) => row.names.join(' › ')}
        columns={[
          { key: 'path', title: t('footprint.path'), show: (row) => row.names.join(' › ') },
          { key: 'value', title: 'kgCO2e', className: 'th-num th-right', show: (row) => figure(row.value) },
          { key: 'share', title: t('footprint.share'), className: 'th-num th-right', show: (row) => percent(row.share) },
        ]}
      />
    </Section>
  );
}

type Node = Analysis['tree'][number];

function flat(nodes: readonly Node[], depth = 0, above = ''): { node: Node; depth: number; key: string }[] {
  return nodes.flatMap((node, i) => {
    const key = `${above}/${i}`;
    return [{ node, depth, key }, ...flat(node.children, depth + 1, key)];
  });
}

function TreeSection({ analysis }: { analysis: Analysis }) {
  const { t } = useWords();
  return (
    <Section title={t('footprint.tree')}>
      <PlainTable
        rows={flat(analysis.tree)}
        rowKey={(row) => row.key}
        columns={[
          {
            key: 'name',
            title: t('footprint.process'),
            show: ({ node, depth }) => (
              <span style={{ paddingInlineStart: depth * 20 }}>
                {node.name} {node.loop && <span className="th-quiet">{t('footprint.loop')}</span>}
              </span>
            ),
          },
          {
            key: 'amount',
            title: t('footprint.amount'),
            className: 'th-num th-right',
            show: ({ node }) => `${figure(node.amount)} ${node.unit}`,
          },
          { key: 'total', title: t('footprint.withUpstream'), className: 'th-num th-right', show: ({ node }) => figure(node.total) },
          { key: 'direct', title: t('footprint.direct'), className: 'th-num th-right', show: ({ node }) => figure(node.direct) },
        ]}
      />
    </Section>
  );
}

function WhatIf({ data }: { data: Version }) {
  const { t } = useWords();
  const { parameters } = data.study;
  const [symbol, setSymbol] = useState(parameters[0]?.symbol ?? '');
  const [value, setValue] = useState(parameters[0]?.value ?? '');
  const trial = useDeed(e.tryFootprint, []);
  if (parameters.length === 0) return null;
  const index = parameters.findIndex((one) => one.symbol === symbol);
  const run = () =>
    trial.mutate({
      params: { versionId: data.version.id },
      body: { study: { ...data.study, parameters: changed(parameters, index, { value }) } },
    });
  return (
    <Section title={t('footprint.whatIf')}>
      <p className="th-quiet">{t('footprint.whatIfText')}</p>
      <div className={styles.bar}>
        <Select
          aria-label={t('footprint.parameters')}
          value={symbol}
          popupMatchSelectWidth={false}
          options={parameters.map((one) => ({ value: one.symbol, label: one.title || one.symbol }))}
          onChange={(next) => {
            setSymbol(next);
            setValue(parameters.find((one) => one.symbol === next)?.value ?? '');
          }}
        />
        <Input
          aria-label={t('footprint.formula')}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          style={{ width: 160 }}
        />
        <span>{parameters[index]?.unit}</span>
        <Button onClick={run} loading={trial.isPending}>
          {t('footprint.try')}
        </Button>
      </div>
      {trial.error && <RefusalNotice problem={trial.error} />}
      {trial.data && (
        <>
          <p>
            {trial.data.before === null ? '' : figure(trial.data.before)} →{' '}
            <strong>{trial.data.result ? figure(trial.data.result.total) : ''}</strong> kgCO2e
          </p>
          <PlainTable
            rows={trial.data.differences.filter((one) => one.change !== 0)}
            rowKey={(row) => row.key}
            columns={[
              { key: 'name', title: t('footprint.line'), show: (row) => row.name },
              { key: 'before', title: t('footprint.now'), className: 'th-num th-right', show: (row) => figure(row.before) },
              { key: 'after', title: t('footprint.after'), className: 'th-num th-right', show: (row) => figure(row.after) },
              { key: 'change', title: t('footprint.difference'), className: 'th-num th-right', show: (row) => figure(row.change) },
            ]}
          />
        </>
      )}
    </Section>
  );
}
