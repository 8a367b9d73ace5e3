import { lazy, Suspense } from 'react';
import { footprintEndpoints as e } from '../../../contract/footprints.ts';
import { useAsk } from '../../api/queries.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { HashText } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { KeyValues, Section, Waiting } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { ResultDerivation } from '../trading/ResultDerivation.tsx';
import { figure, percent, type Result, residualText, type Version } from './footprint-model.ts';
import styles from './lca.module.css';

const StageChart = lazy(async () => ({ default: (await import('./StageChart.tsx')).StageChart }));
const apart = ['fossil', 'biogenic', 'removal', 'dluc', 'aircraft'] as const;

/** The figure with its derivation, stages, lines, cut-off and findings. */
export function FootprintResult({ data }: { data: Version }) {
  const { t } = useWords();
  const { result, version, changedSince } = data;
  return (
    <>
      {result === null || result.total === 0 ? (
        <EmptyState title={t('footprint.noResult')} text={t('footprint.noResultText')} />
      ) : (
        <Figures data={data} result={result} />
      )}
      {changedSince.length > 0 && (
        <Section title={t('footprint.changedSince')}>
          <p className="th-quiet">{t('footprint.changedText')}</p>
          <PlainTable
            rows={changedSince}
            rowKey={(row) => row.key}
            columns={[
              { key: 'name', title: t('footprint.line'), show: (row) => row.name },
              { key: 'before', title: t('footprint.before'), show: (row) => figure(row.frozen), className: 'th-num th-right' },
              {
                key: 'now',
                title: t('footprint.now'),
                show: (row) => (row.now === null ? t('footprint.gone') : figure(row.now)),
                className: 'th-num th-right',
              },
            ]}
          />
        </Section>
      )}
      <Section title={t('footprint.findings')}>
        <FindingList findings={data.findings.map(plainFinding)} />
      </Section>
      {version.frozenSha256 && (
        <KeyValues columns={1} items={[{ label: t('footprint.frozen'), value: <HashText sha256={version.frozenSha256} /> }]} />
      )}
    </>
  );
}

function Figures({ data, result }: { data: Version; result: Result }) {
  const { t } = useWords();
  const [, change] = useSearchFields();
  const { version, study, footprint } = data;
  const derivation = useAsk(e.explainFootprint, { params: { versionId: version.id } });
  const to = paths.footprint(footprint.id, { version: String(version.number), node: 'total' });
  const { quality, cutOff } = result;
  return (
    <>
      <Section title={t('footprint.total')}>
        <p>
          <Quantity value={String(result.total)} shown={figure(result.total)} unit="kgCO2e" large to={to} />{' '}
          <span className="th-quiet">
            {t('footprint.perUnit', { amount: study.unit.amount, unit: study.unit.unit })} · {study.unit.description}
          </span>
        </p>
        <KeyValues
          columns={3}
          items={[
            ...(result.scaledTotal === null ? [] : [{ label: t('footprint.scaled'), value: `${figure(result.scaledTotal)} kgCO2e` }]),
            {
              label: t('footprint.quality'),
              value: isClass(quality.class)
                ? `${Number(quality.score).toFixed(2)} · ${t(`footprint.class.${quality.class}`)}`
                : t('footprint.notAssessed'),
            },
            { label: t('footprint.primaryShare'), value: quality.primaryShare === null ? null : percent(Number(quality.primaryShare)) },
            {
              label: t('footprint.excludedShare'),
              value: (
                <>
                  {percent(Number(cutOff.excluded))}{' '}
                  <Tag tone={cutOff.allowed ? 'good' : 'bad'}>{t(cutOff.allowed ? 'footprint.met' : 'footprint.notMet')}</Tag>
                </>
              ),
            },
            { label: t('footprint.residual'), value: residualText(result.residual) },
          ]}
        />
      </Section>
      <Section title={t('footprint.stages')}>
        <Suspense fallback={<Waiting rows={4} />}>
          <StageChart result={result} />
        </Suspense>
        <StageTable result={result} onNode={(node) => change({ node })} />
      </Section>
      <Lines result={result} />
      <ResultDerivation result={derivation.data ?? null} year={Number((study.period?.from ?? '2024').slice(0, 4))} />
    </>
  );
}

const classes = ['excellent', 'very_good', 'good', 'fair', 'poor'] as const;
const isClass = (value: string | null): value is (typeof classes)[number] => classes.some((one) => one === value);

function StageTable({ result, onNode }: { result: Result; onNode: (node: string) => void }) {
  const { t } = useWords();
  const used = apart.filter((name) => result.separate[name] !== 0);
  const rows = [
    ...result.stages
      .filter((one) => one.value !== 0)
      .map((one) => ({ ...one, name: t(`footprint.stage.${one.stage}`), node: `stage@stage=${one.stage}` })),
    { name: 'Σ', node: 'total', value: result.total, share: 1, values: result.separate },
  ];
  return (
    <PlainTable
      rows={rows}
      rowKey={(row) => row.node}
      columns={[
        { key: 'stage', title: t('footprint.stageName'), show: (row) => row.name },
        {
          key: 'value',
          title: 'kgCO2e',
          className: 'th-num th-right',
          show: (row) => (
            <button type="button" className="th-linkbutton" onClick={() => onNode(row.node)}>
              {figure(row.value)}
            </button>
          ),
        },
        { key: 'share', title: t('footprint.share'), className: 'th-num th-right', show: (row) => percent(row.share) },
        ...used.map((name) => ({
          key: name,
          title: t(`footprint.${name}`),
          className: 'th-num th-right',
          show: (row: (typeof rows)[number]) => figure(row.values[name]),
        })),
      ]}
    />
  );
}

type Line = Result['lines'][number];

function Lines({ result }: { result: Result }) {
  const { t } = useWords();
  const cuts = new Map(result.cutOff.lines.map((line) => [line.id, line]));
  const decision = (row: Line) => {
    const cut = cuts.get(row.key);
    return cut?.out ? t('footprint.leftOut') : cut?.mayGo ? t('footprint.mayGo') : t('footprint.kept');
  };
  const columns: Column<Line>[] = [
    { key: 'name', title: t('footprint.line'), text: (row) => row.name || row.lineId, sort: 'text' },
    { key: 'stage', title: t('footprint.stageName'), text: (row) => t(`footprint.stage.${row.stage}`), sort: 'text' },
    { key: 'amount', title: t('footprint.amount'), text: (row) => `${figure(row.amount)} ${row.unit}`, align: 'right' },
    { key: 'value', title: 'kgCO2e', text: (row) => figure(row.value), align: 'right', sort: 'number' },
    { key: 'share', title: t('footprint.share'), text: (row) => percent(row.share), align: 'right' },
    { key: 'source', title: t('footprint.source'), text: (row) => row.source },
    { key: 'primary', title: t('footprint.primary'), text: (row) => t(row.primary ? 'footprint.yes' : 'footprint.no') },
    { key: 'decision', title: t('footprint.cutOff'), text: decision },
  ];
  return (
    <Section title={t('footprint.lines')} flush>
      <div className={styles.grid}>
        <TableView name={t('footprint.lines')} rows={result.lines} columns={columns} rowKey={(row) => row.key} />
      </div>
    </Section>
  );
}
