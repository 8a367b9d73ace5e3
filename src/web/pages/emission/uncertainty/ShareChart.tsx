import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { group } from '../../../format/number.ts';
import { colours, fontFamily } from '../../../theme.ts';
import { useChart } from '../../../ui/useChart.ts';
import type { Bin, SourceShare } from './model.ts';
import styles from './uncertainty.module.css';

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };

/** Shares of the variance as horizontal bars, the greatest on top; each bar has its figure. */
export function ShareChart({ shares, nameOf, label }: { shares: readonly SourceShare[]; nameOf: (name: string) => string; label: string }) {
  const option = useMemo(() => {
    const up = [...shares].reverse();
    return {
      animationDuration: 200,
      textStyle: text,
      grid: { left: 8, right: 64, top: 4, bottom: 4, containLabel: true },
      xAxis: {
        type: 'value' as const,
        max: 100,
        splitLine: { lineStyle: { color: colours.lineSoft } },
        axisLabel: { ...text, formatter: '{value} %' },
      },
      yAxis: { type: 'category' as const, data: up.map((one) => nameOf(one.name)), axisTick: { show: false }, axisLabel: text },
      series: [
        {
          type: 'bar' as const,
          data: up.map((one) => Number(one.share)),
          barMaxWidth: 18,
          itemStyle: { color: colours.accent },
          label: { show: true, position: 'right' as const, ...text, formatter: ({ value }: { value: unknown }) => `${String(value)} %` },
        },
      ],
    };
  }, [shares, nameOf]);
  const box = useChart(option);
  const said = shares.map((one) => `${nameOf(one.name)} ${one.share} %`).join('; ');
  return (
    <div ref={box} className={styles.shares} style={{ height: 44 + shares.length * 30 }} role="img" aria-label={`${label}. ${said}`} />
  );
}

/** Draws by bin, the 95 % interval in the accent colour and its ends as words below. */
export function Histogram({ bins, low, high, label }: { bins: readonly Bin[]; low: number; high: number; label: string }) {
  const option = useMemo(
    () => ({
      animationDuration: 200,
      textStyle: text,
      grid: { left: 8, right: 8, top: 8, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis' as const,
        renderMode: 'richText' as const,
        formatter: (items: unknown) => {
          const first: unknown = Array.isArray(items) ? items[0] : null;
          const at = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
          const bin = bins[at];
          return bin ? `${group(bin.from)}: ${group(String(bin.count))}` : '';
        },
      },
      xAxis: {
        type: 'category' as const,
        data: bins.map((bin) => bin.from),
        axisTick: { show: false },
        axisLabel: { ...text, interval: 9, formatter: (value: string) => group(String(Math.round(Number(value)))) },
      },
      yAxis: { type: 'value' as const, splitLine: { lineStyle: { color: colours.lineSoft } }, axisLabel: text },
      series: [
        {
          type: 'bar' as const,
          barCategoryGap: '8%',
          data: bins.map((bin) => ({
            value: bin.count,
            itemStyle: { color: Number(bin.from) >= low && Number(bin.from) <= high ? colours.accent : '#c9d3d0' },
          })),
        },
      ],
    }),
    [bins, low, high],
  );
  const box = useChart(option);
  return <div ref={box} className={styles.histogram} role="img" aria-label={label} />;
}
