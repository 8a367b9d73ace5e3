import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily, seriesColours } from '../../theme.ts';
import { useChart } from '../../ui/useChart.ts';
import { useWords } from '../../words/language.ts';
import { figure, type Result } from './footprint-model.ts';
import styles from './lca.module.css';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
/** The lines that are told by name; all others of a stage are one part. */
const most = 7;

/** Stages as stacked bars, each by its largest lines. */
export function StageChart({ result }: { result: Result }) {
  const { t } = useWords();
  const stages = result.stages.filter((one) => one.value !== 0);
  const option = useMemo(() => {
    const named = [...result.lines].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, most);
    const shown = new Set(named.map((line) => line.key));
    const others = stages.map((stage) =>
      result.lines.filter((line) => line.stage === stage.stage && !shown.has(line.key)).reduce((sum, line) => sum + line.value, 0),
    );
    const parts = [
      ...named.map((line) => ({ name: line.name, data: stages.map((stage) => (stage.stage === line.stage ? line.value : 0)) })),
      ...(others.some((value) => value !== 0) ? [{ name: '…', data: others }] : []),
    ];
    return {
      animationDuration: 200,
      textStyle: text,
      color: [...seriesColours],
      grid: { left: 8, right: 24, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, type: 'scroll' as const, textStyle: text },
      tooltip: {
        trigger: 'item' as const,
        renderMode: 'richText' as const,
        valueFormatter: (value: unknown) => `${figure(Number(value))} kgCO2e`,
      },
      xAxis: { type: 'value' as const, axisLabel: text, splitLine: { lineStyle: { color: colours.lineSoft } } },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: stages.map((one) => t(`footprint.stage.${one.stage}`)),
        axisTick: { show: false },
        axisLabel: text,
      },
      series: parts.map((one) => ({ type: 'bar' as const, stack: 'all', name: one.name, data: one.data, barMaxWidth: 26 })),
    };
  }, [result, stages, t]);
  const box = useChart(option);
  const said = stages.map((one) => `${t(`footprint.stage.${one.stage}`)} ${figure(one.value)}`).join('; ');
  return (
    <div
      ref={box}
      className={styles.chart}
      style={{ height: 60 + stages.length * 44 }}
      role="img"
      aria-label={`${t('footprint.stages')}. ${said}`}
    />
  );
}
