import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { paths } from '../../../paths.ts';
import { colours, fontFamily } from '../../../theme.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useChart } from '../../../ui/useChart.ts';
import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import { type AssessmentLine, points } from './model.ts';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
const shapes = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin'];
const hues = [colours.ink, colours.accent, colours.info, colours.warning, '#7a4fa3', '#a33f6a'];

/** Total and dimensions of one unit over its frozen assessments, the latest of each year; the table says the same. */
export function TrendSection({ lines }: { lines: readonly AssessmentLine[] }) {
  const { t, say } = useWords();
  const years = useMemo(() => latestOfYears(lines), [lines]);
  const dimensions = years.at(-1)?.dimensions ?? [];
  if (years.length === 0) return null;
  return (
    <Section title={t('maturity.trend')}>
      {years.length > 1 && <TrendChart years={years} />}
      <PlainTable
        rows={[...years].reverse()}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'year',
            title: t('maturity.year'),
            show: (one) => <GoLink to={paths.maturityOf(one.id)}>{t('maturity.ofYear', { year: one.year, no: one.no })}</GoLink>,
          },
          { key: 'level', title: t('maturity.level'), show: (one) => `L${one.level ?? 0}` },
          { key: 'total', title: t('maturity.total'), className: 'th-right', show: (one) => <b>{points(one.total ?? '0')}</b> },
          ...dimensions.map((dimension) => ({
            key: dimension.id,
            title: say(dimension.name),
            className: 'th-right',
            show: (one: AssessmentLine) => {
              const score = one.dimensions.find((each) => each.id === dimension.id)?.score ?? null;
              return score === null ? <span className="th-quiet">{t('maturity.notApplicable')}</span> : points(score);
            },
          })),
        ]}
      />
    </Section>
  );
}

/** By rising year; an assessment that is not frozen has nothing to tell yet. */
function latestOfYears(lines: readonly AssessmentLine[]): AssessmentLine[] {
  const byYear = new Map<number, AssessmentLine>();
  for (const one of lines) {
    const known = byYear.get(one.year);
    if (one.total !== null && (known === undefined || known.no < one.no)) byYear.set(one.year, one);
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}

function TrendChart({ years }: { years: readonly AssessmentLine[] }) {
  const { t, say } = useWords();
  const option = useMemo(() => {
    const dimensions = years.at(-1)?.dimensions ?? [];
    const series = [
      { name: t('maturity.total'), data: years.map((one) => Number(one.total)), width: 3 },
      ...dimensions.map((dimension) => ({
        name: say(dimension.name),
        data: years.map((one) => {
          const score = one.dimensions.find((each) => each.id === dimension.id)?.score ?? null;
          return score === null ? null : Number(score);
        }),
        width: 1.5,
      })),
    ];
    return {
      animationDuration: 200,
      textStyle: text,
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, textStyle: text },
      tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
      xAxis: { type: 'category' as const, data: years.map((one) => String(one.year)), axisLabel: text },
      yAxis: { type: 'value' as const, min: 0, max: 100, axisLabel: text, splitLine: { lineStyle: { color: colours.lineSoft } } },
      series: series.map(({ name, data, width }, index) => ({
        type: 'line' as const,
        ...{ name, data, symbol: shapes[index % shapes.length] ?? 'circle', symbolSize: 8 },
        lineStyle: { width, color: hues[index % hues.length] ?? colours.ink },
        itemStyle: { color: hues[index % hues.length] ?? colours.ink },
      })),
    };
  }, [years, say, t]);
  const box = useChart(option);
  const told = years.map((one) => `${one.year}: ${points(one.total ?? '0')}`).join('; ');
  return <div ref={box} className={styles.trend} role="img" aria-label={`${t('maturity.trend')}. ${told}`} />;
}
