import { BarChart, LineChart } from 'echarts/charts';
import { DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily } from '../../theme.ts';
import { useChart } from '../../ui/useChart.ts';
import { useWords } from '../../words/language.ts';
import styles from './metering.module.css';
import type { UseItem } from './model.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, DataZoomComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
const flaggedColour = '#8a5300';

/** Use over time; what carries a flag is told by a symbol of its own, not by colour alone, and what is missing is left out of the line. */
export function UseChart({ items, unit, fine, label }: { items: readonly UseItem[]; unit: string; fine: boolean; label: string }) {
  const { t } = useWords();
  const words = { use: t('metering.use'), flagged: t('metering.flagged') };
  const option = useMemo(() => {
    const values = items.map((one) => (one.use === null ? null : Number(one.use)));
    const flagged = items.map((one, i) => (Object.keys(one.flags).length > 0 ? (values[i] ?? null) : null));
    return {
      animationDuration: 150,
      textStyle: text,
      grid: { left: 8, right: 16, top: 40, bottom: fine ? 40 : 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: text, itemWidth: 18, itemHeight: 10 },
      tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
      ...(fine ? { dataZoom: [{ type: 'slider' as const, height: 18, bottom: 6, borderColor: colours.line }] } : {}),
      xAxis: {
        type: 'category' as const,
        data: items.map((one) => (fine ? one.key.slice(5) : one.key)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.line } },
        axisLabel: text,
      },
      yAxis: {
        type: 'value' as const,
        name: unit,
        nameTextStyle: { ...text, align: 'left' as const },
        splitLine: { lineStyle: { color: colours.lineSoft } },
        axisLabel: text,
      },
      series: [
        fine
          ? {
              type: 'line' as const,
              name: words.use,
              data: values,
              showSymbol: false,
              connectNulls: false,
              lineStyle: { color: colours.accent, width: 1.2 },
              itemStyle: { color: colours.accent },
            }
          : { type: 'bar' as const, name: words.use, data: values, barMaxWidth: 28, itemStyle: { color: colours.accent } },
        {
          type: 'line' as const,
          name: words.flagged,
          data: flagged,
          symbol: 'diamond',
          symbolSize: 7,
          showAllSymbol: true,
          lineStyle: { width: 0 },
          itemStyle: { color: flaggedColour },
        },
      ],
    };
  }, [items, unit, fine, words.use, words.flagged]);
  const box = useChart(option);
  return <div ref={box} className={styles.chart} role="img" aria-label={label} />;
}
