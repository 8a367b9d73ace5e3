import { BarChart, LineChart } from 'echarts/charts';
import { DataZoomComponent, GridComponent, LegendComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily } from '../../../theme.ts';
import { useChart } from '../../../ui/useChart.ts';
import { useWords } from '../../../words/language.ts';
import styles from './measurement.module.css';
import { gapsOf, hourName, type StackMonth } from './model.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, DataZoomComponent, MarkAreaComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
const substitutedColour = '#8a5300';

/** `scale`: the axis begins near the least value; bars begin at zero, because their length is what is read. */
function frame(labels: readonly string[], every: number, scale: boolean) {
  return {
    animationDuration: 150,
    textStyle: text,
    grid: { left: 8, right: 16, top: 40, bottom: 40, containLabel: true },
    legend: { top: 0, left: 0, textStyle: text, itemWidth: 18, itemHeight: 10 },
    tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
    dataZoom: [{ type: 'slider' as const, height: 18, bottom: 6, borderColor: colours.line }],
    xAxis: {
      type: 'category' as const,
      data: [...labels],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...text, interval: every },
    },
    yAxis: {
      type: 'value' as const,
      scale,
      name: 'tCO2',
      nameTextStyle: { ...text, align: 'left' as const },
      splitLine: { lineStyle: { color: colours.lineSoft } },
      axisLabel: text,
    },
  };
}

/** Hours as a line with gaps marked and filled hours as points, or days as bars; substituted hours are told by symbol and band, not by colour alone. */
export function HourChart({ month, by, label }: { month: StackMonth; by: 'hour' | 'day'; label: string }) {
  const { t } = useWords();
  const words = {
    valid: t('measurement.state.valid'),
    substituted: t('measurement.state.substituted'),
    emission: t('measurement.emission'),
  };
  const option = useMemo(() => {
    if (by === 'day') {
      const days = month.days;
      return {
        ...frame(
          days.map((day) => day.day.slice(5)),
          1,
          false,
        ),
        series: [
          {
            type: 'bar' as const,
            name: words.emission,
            data: days.map((day) => Number(day.values.emission ?? 0)),
            barMaxWidth: 18,
            itemStyle: { color: colours.accent },
          },
        ],
      };
    }
    const { hours } = month;
    const value = (states: readonly string[]) =>
      hours.map((one) => (states.includes(one.state) && one.emission !== null ? Number(one.emission) : null));
    const bands = gapsOf(month).map((gap) => {
      const at = hours.findIndex((one) => one.hour === gap.from);
      const last = hours[Math.min(hours.length - 1, at + gap.gap - 1)]?.hour ?? gap.from;
      const band: [{ xAxis: string }, { xAxis: string }] = [{ xAxis: hourName(gap.from) }, { xAxis: hourName(last) }];
      return band;
    });
    return {
      ...frame(
        hours.map((one) => hourName(one.hour)),
        47,
        true,
      ),
      series: [
        {
          type: 'line' as const,
          name: words.valid,
          data: value(['valid', 'stopped']),
          showSymbol: false,
          connectNulls: false,
          lineStyle: { color: colours.accent, width: 1.2 },
          itemStyle: { color: colours.accent },
          markArea: { silent: true, itemStyle: { color: 'rgba(138, 83, 0, 0.14)' }, data: bands },
        },
        {
          type: 'line' as const,
          name: words.substituted,
          data: value(['substituted']),
          symbol: 'diamond',
          symbolSize: 6,
          showAllSymbol: true,
          lineStyle: { color: substitutedColour, type: 'dashed' as const, width: 1 },
          itemStyle: { color: substitutedColour },
        },
      ],
    };
  }, [month, by, words.emission, words.substituted, words.valid]);
  const box = useChart(option);
  const said = `${label}. ${words.valid} ${month.valid}, ${words.substituted} ${month.substituted}`;
  return <div ref={box} className={styles.chart} role="img" aria-label={said} />;
}
