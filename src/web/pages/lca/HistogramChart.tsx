import { BarChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily } from '../../theme.ts';
import { useChart } from '../../ui/useChart.ts';
import { figure } from './footprint-model.ts';
import styles from './lca.module.css';

use([BarChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };

interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** How often the total fell into each bin; a line marks the figure as written. */
export function HistogramChart({ histogram, base, label }: { histogram: Histogram; base: number; label: string }) {
  const { from, to, counts } = histogram;
  const option = useMemo(() => {
    const width = (to - from) / counts.length;
    const middles = counts.map((_, i) => from + (i + 0.5) * width);
    const marked = width === 0 ? 0 : Math.max(0, Math.min(counts.length - 1, Math.floor((base - from) / width)));
    return {
      animationDuration: 200,
      textStyle: text,
      grid: { left: 8, right: 24, top: 28, bottom: 24, containLabel: true },
      tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
      xAxis: {
        type: 'category' as const,
        data: middles.map((one) => figure(Number(one.toPrecision(4)))),
        axisLabel: { ...text, hideOverlap: true },
        axisTick: { show: false },
        name: 'kgCO2e',
        nameLocation: 'middle' as const,
        nameGap: 28,
        nameTextStyle: text,
      },
      yAxis: { type: 'value' as const, axisLabel: text, splitLine: { lineStyle: { color: colours.lineSoft } } },
      series: [
        {
          type: 'bar' as const,
          data: [...counts],
          barCategoryGap: '6%',
          itemStyle: { color: colours.accent },
          markLine: {
            symbol: 'none',
            lineStyle: { color: colours.ink, type: 'dashed' as const },
            label: { formatter: figure(base), color: colours.ink },
            data: [{ xAxis: marked }],
          },
        },
      ],
    };
  }, [from, to, counts, base]);
  const box = useChart(option);
  return (
    <div
      ref={box}
      className={styles.chart}
      style={{ height: 280 }}
      role="img"
      aria-label={`${label}. ${figure(from)} – ${figure(to)} kgCO2e`}
    />
  );
}
