import { lazy, Suspense, useMemo } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { type CalculationResult, ResultDerivation } from '../../trading/ResultDerivation.tsx';
import type { RecordView } from '../model.ts';
import styles from './figures.module.css';
import { NodeFigure, nodeOf } from './NodeFigure.tsx';
import type { PathSeries } from './PathChart.tsx';

const PathChart = lazy(async () => ({ default: (await import('./PathChart.tsx')).PathChart }));

/** The path of a target from base year to target year, with the values of its parameter (6.4). */
export function TargetFigures({ record }: { record: RecordView }) {
  const { t } = useWords();
  const asked = useAsk(e.readTargetPath, { params: { recordId: record.id } });
  return (
    <Section title={t('system.targetPath.title')}>
      <Answer of={asked} rows={6}>
        {(reply) =>
          reply.calculation ? (
            <Path record={record} reply={reply} result={reply.calculation} />
          ) : (
            <p className="th-quiet">{t('system.targetPath.none')}</p>
          )
        }
      </Answer>
    </Section>
  );
}

interface Year {
  readonly year: string;
}

function Path({ record, reply, result }: { record: RecordView; reply: ReplyOf<typeof e.readTargetPath>; result: CalculationResult }) {
  const { t } = useWords();
  const { years, series } = useMemo(() => {
    const all = result.outputs.filter((one) => one.symbol === 'path').map((one) => one.at.year ?? '');
    const of = (symbol: string) => all.map((year) => nodeOf(result, symbol, { year })?.value ?? null);
    const lines: PathSeries[] = [
      { name: t('system.parameter.actual'), kind: 'actual', values: of('actual') },
      { name: t('system.targetPath.path'), kind: 'path', values: of('path') },
    ];
    return { years: all, series: lines };
  }, [result, t]);
  const figure = (symbol: string) => (one: Year) => (
    <NodeFigure result={result} symbol={symbol} at={{ year: one.year }} recordId={record.id} />
  );
  const text = (symbol: string) => (one: Year) => nodeOf(result, symbol, { year: one.year })?.value ?? '';
  const column = (symbol: string, title: string): Column<Year> => ({
    ...{ key: symbol, title, text: text(symbol), show: figure(symbol), align: 'right' },
  });
  const columns: Column<Year>[] = [
    { key: 'year', title: t('system.targetPath.year'), text: (one) => one.year },
    column('path', t('system.targetPath.path')),
    column('actual', t('system.parameter.actual')),
    column('gap', t('system.targetPath.gap')),
    {
      ...{ key: 'on_path', title: t('system.targetPath.onPath'), text: text('on_path') },
      show: (one) => {
        const is = nodeOf(result, 'on_path', { year: one.year })?.value;
        return is == null ? null : (
          <Tag tone={is === 'yes' ? 'good' : 'bad'}>{t(is === 'yes' ? 'system.targetPath.on' : 'system.targetPath.off')}</Tag>
        );
      },
    },
    column('achieved', t('system.targetPath.achieved')),
  ];
  return (
    <>
      <div className={styles.totals}>
        <span className={styles.total}>
          <span className="th-quiet">{t('system.targetPath.parameter')}</span>
          {reply.parameter ? (
            <GoLink to={paths.systemRecord(reply.parameter.id)}>
              {reply.parameter.no} {reply.parameter.title}
            </GoLink>
          ) : (
            <span>{t('system.targetPath.noParameter')}</span>
          )}
        </span>
        {nodeOf(result, 'needed') && (
          <span className={styles.total}>
            <span className="th-quiet">{t('system.targetPath.needed')}</span>
            <NodeFigure result={result} symbol="needed" recordId={record.id} />
          </span>
        )}
      </div>
      <Suspense fallback={<Waiting rows={6} />}>
        <PathChart name={record.title} periods={years} unit={reply.unit} series={series} />
      </Suspense>
      <TableView<Year> name={record.title} rows={years.map((year) => ({ year }))} rowKey={(one) => one.year} columns={columns} />
      <ResultDerivation result={result} year={Number(years[0] ?? 0)} />
    </>
  );
}
