import { useState } from 'react';
import { Deed } from '../../parts/Deed.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { figureColumn, type Result, ResultDerivation } from './figures.tsx';

const causes = ['boundary', 'activity', 'factor', 'oxidation', 'gwp', 'source'] as const;

interface Total {
  readonly variant: string;
  readonly total: string | null;
  readonly difference: string | null;
  readonly percent: string | null;
  readonly of: (cause: string) => string | null;
}
interface Line {
  readonly source: string;
  readonly before: string | null;
  readonly now: string | null;
  readonly of: (cause: string) => string | null;
}

function reader({ outputs }: Result) {
  const map = new Map(
    outputs.map(({ symbol, at, value }) => [[symbol, at.variant ?? '', at.source ?? '', at.cause ?? ''].join('|'), value]),
  );
  return (symbol: string, variant = '', source = '', cause = ''): string | null =>
    map.get([symbol, variant, source, cause].join('|')) ?? null;
}

/** Totals of the variants, what explains each difference, and the same source by source; the parts add to the difference. */
export function ComparisonResult({ result, year, first }: { result: Result; year: number; first: string }) {
  const { t } = useWords();
  const [node, setNode] = useState<string | null>(null);
  const of = reader(result);
  const variants = result.outputs.flatMap(({ symbol, at }) => (symbol === 'total' && at.variant !== undefined ? [at.variant] : []));
  const totals: Total[] = variants.map((variant) => ({
    variant,
    total: of('total', variant),
    difference: of('difference', variant),
    percent: of('difference_percent', variant),
    of: (cause) => of('explained', variant, '', cause),
  }));
  const shown = causes.filter((cause) => totals.some((one) => one.of(cause) !== null));
  const columns: Column<Total>[] = [
    {
      key: 'variant',
      title: t('inventoryBeside.methods.variant'),
      text: (row) => row.variant,
      show: (row) => (row.variant === first ? `${row.variant} (${t('inventoryBeside.methods.first')})` : row.variant),
    },
    figureColumn('total', t('inventoryBeside.methods.total'), (row) => row.total),
    figureColumn('difference', t('inventoryBeside.methods.difference'), (row) => row.difference),
    figureColumn('percent', t('inventoryBeside.methods.percent'), (row) => row.percent, 3),
    ...shown.map((cause) => figureColumn<Total>(cause, t(`inventoryBeside.methods.cause.${cause}`), (row) => row.of(cause))),
    {
      key: 'derivation',
      title: '',
      text: () => '',
      show: (row) => (
        <Deed why={null} size="small" onClick={() => setNode(`total@variant=${row.variant}`)}>
          {t('inventoryBeside.methods.derivation')}
        </Deed>
      ),
    },
  ];
  return (
    <>
      <Section title={t('inventoryBeside.methods.causes')} flush>
        <TableView bare name={t('inventoryBeside.methods.totals')} rows={totals} columns={columns} rowKey={(row) => row.variant} />
      </Section>
      {variants.slice(1).map((variant) => (
        <BySource key={variant} result={result} first={variants[0] ?? ''} variant={variant} />
      ))}
      {node && <ResultDerivation result={result} nodeId={node} year={year} onClose={() => setNode(null)} />}
    </>
  );
}

function BySource({ result, first, variant }: { result: Result; first: string; variant: string }) {
  const { t } = useWords();
  const of = reader(result);
  const names = [
    ...new Set(
      result.outputs.flatMap(({ symbol, at }) =>
        symbol === 'emission' && (at.variant === first || at.variant === variant) && at.source !== undefined ? [at.source] : [],
      ),
    ),
  ];
  const lines: Line[] = names.map((source) => ({
    ...{ source, before: of('emission', first, source), now: of('emission', variant, source) },
    of: (cause) => of('explained_source', variant, source, cause),
  }));
  const sum: Line = {
    ...{ source: t('inventoryBeside.methods.sum'), before: of('total', first), now: of('total', variant) },
    of: (cause) => of('explained', variant, '', cause),
  };
  const shown = causes.filter((cause) => sum.of(cause) !== null || lines.some((line) => line.of(cause) !== null));
  const columns: Column<Line>[] = [
    { key: 'source', title: t('inventoryBeside.methods.source'), text: (row) => row.source, nowrap: true },
    figureColumn('before', t('inventoryBeside.methods.emissionOf', { variant: first }), (row) => row.before),
    figureColumn('now', t('inventoryBeside.methods.emissionOf', { variant }), (row) => row.now),
    ...shown.map((cause) => figureColumn<Line>(cause, t(`inventoryBeside.methods.cause.${cause}`), (row) => row.of(cause))),
  ];
  const title = `${t('inventoryBeside.methods.bySource')} · ${variant}`;
  return (
    <Section title={title} flush>
      <TableView name={title} rows={[...lines, sum]} columns={columns} rowKey={(row) => row.source} />
    </Section>
  );
}
