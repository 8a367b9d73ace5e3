import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { unitPlain } from '../../../format/unit.ts';
import { colours, fontFamily } from '../../../theme.ts';
import { useChart } from '../../../ui/useChart.ts';
import styles from './figures.module.css';

use([LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

export interface PathSeries {
  readonly name: string;
  /** By period, as decimal text; null where there is none. */
  readonly values: readonly (string | null)[];
  readonly kind: 'actual' | 'path' | 'base';
}

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
const kinds = {
  actual: { symbol: 'circle', symbolSize: 8, lineStyle: { width: 2, color: colours.accent }, itemStyle: { color: colours.accent } },
  path: { symbol: 'none', lineStyle: { width: 1.5, type: 'dashed' as const, color: '#8a5300' }, itemStyle: { color: '#8a5300' } },
  base: { symbol: 'none', lineStyle: { width: 1, type: 'dotted' as const, color: '#5b6663' }, itemStyle: { color: '#5b6663' } },
};

// A picture: floats are exact enough for the height of a point; the figures in words stand in the table below.
const height = (value: string | null): number | null => (value === null ? null : Number(value));

/** Actual values, the path and the base value over periods. */
export function PathChart({
  name,
  periods,
  unit,
  series,
}: {
  name: string;
  periods: readonly string[];
  unit: string;
  series: readonly PathSeries[];
}) {
  const option = useMemo(
    () => ({
      animationDuration: 200,
      textStyle: text,
      grid: { left: 8, right: 24, top: 48, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, textStyle: text, itemWidth: 24 },
      tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
      xAxis: { type: 'category' as const, data: [...periods], axisTick: { show: false }, axisLabel: text },
      yAxis: {
        ...{ type: 'value' as const, scale: true, name: unitPlain(unit), axisLabel: text },
        ...{ nameTextStyle: { ...text, align: 'left' as const }, splitLine: { lineStyle: { color: colours.lineSoft } } },
      },
      series: series.map((one) => ({
        type: 'line' as const,
        name: one.name,
        data: one.values.map(height),
        connectNulls: true,
        ...kinds[one.kind],
      })),
    }),
    [periods, unit, series],
  );
  const box = useChart(option);
  const last = series.find((one) => one.kind === 'actual')?.values.at(-1);
  return <div ref={box} className={styles.chart} role="img" aria-label={`${name}${last ? `: ${last} ${unitPlain(unit)}` : ''}`} />;
}
