import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { group, roundText } from '../../format/number.ts';
import { monthName } from '../../format/time.ts';
import { unitPlain } from '../../format/unit.ts';
import { colours, fontFamily } from '../../theme.ts';
import { useWords } from '../../words/language.ts';
import styles from './result.module.css';
import type { UnitYear } from './result-model.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

/** Months as bars beside last year's (hatched, so that colour is not needed), the intensity as a line on its own axis. */
export function MonthlyChart({ unit, year, name }: { unit: UnitYear; year: number; name: string }) {
  const { t, language } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = init(element, null, { renderer: 'canvas' });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const intensity = unit.monthly.find((month) => month.intensity)?.intensity ?? null;
    const words = {
      now: t('emission.result.thisYear', { year }),
      before: t('emission.result.thisYear', { year: year - 1 }),
      intensity: intensity ? intensity.title[language] : t('emission.result.intensity'),
    };
    chart.current?.setOption(
      optionOf(unit, words, (month) => monthName(month, language, true), intensity?.unit ?? ''),
      true,
    );
  }, [unit, year, language, t]);
  const summary = unit.monthly
    .filter((month) => month.emission.value !== null)
    .map((month) => `${monthName(month.month, language)} ${group(month.emission.shown ?? '')}`)
    .join('; ');
  return <div ref={box} className={styles.chart} role="img" aria-label={`${name}. ${summary}`} />;
}

// A picture: floats are exact enough for the height of a bar; the figures in words are the texts themselves.
function height(value: string | null): number | null {
  return value === null ? null : Number(value);
}

function optionOf(
  unit: UnitYear,
  words: { now: string; before: string; intensity: string },
  label: (month: string) => string,
  intensityUnit: string,
): Parameters<ECharts['setOption']>[0] {
  const { monthly } = unit;
  const hasPrevious = monthly.some((month) => month.previous !== null);
  const hasIntensity = monthly.some((month) => month.intensity?.value);
  const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
  return {
    animationDuration: 200,
    textStyle: text,
    grid: { left: 8, right: hasIntensity ? 8 : 4, top: 44, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, textStyle: text, itemWidth: 18, itemHeight: 10 },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      formatter: (items: unknown) => tip(items, unit, words, intensityUnit),
    },
    xAxis: {
      type: 'category',
      data: monthly.map((month) => label(month.month)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: text,
    },
    yAxis: [
      {
        type: 'value',
        name: unitPlain(unit.total.unit),
        nameTextStyle: { ...text, align: 'left' },
        splitLine: { lineStyle: { color: colours.lineSoft } },
        axisLabel: { ...text, formatter: (value: number) => group(String(value)) },
      },
      {
        type: 'value',
        name: hasIntensity ? unitPlain(intensityUnit) : '',
        nameTextStyle: { ...text, align: 'right' },
        splitLine: { show: false },
        scale: true,
        show: hasIntensity,
        axisLabel: text,
      },
    ],
    series: [
      ...(hasPrevious
        ? [
            {
              type: 'bar' as const,
              name: words.before,
              data: monthly.map((month) => height(month.previous)),
              barMaxWidth: 18,
              itemStyle: {
                color: '#c9d3d0',
                decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: '#7d8b86' },
              },
            },
          ]
        : []),
      {
        type: 'bar',
        name: words.now,
        data: monthly.map((month) => height(month.emission.value)),
        barMaxWidth: 18,
        itemStyle: { color: colours.accent },
      },
      ...(hasIntensity
        ? [
            {
              type: 'line' as const,
              name: words.intensity,
              yAxisIndex: 1,
              data: monthly.map((month) => height(month.intensity?.value ?? null)),
              symbol: 'diamond',
              symbolSize: 8,
              lineStyle: { color: '#8a5300', width: 1.5, type: 'dashed' as const },
              itemStyle: { color: '#8a5300' },
            },
          ]
        : []),
    ],
  };
}

function tip(items: unknown, unit: UnitYear, words: { now: string; before: string; intensity: string }, intensityUnit: string): string {
  const first: unknown = Array.isArray(items) ? items[0] : null;
  const at = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
  const month = unit.monthly[at];
  if (!month) return '';
  return [
    month.month,
    month.emission.value === null
      ? ''
      : `${words.now}: ${group(month.emission.shown ?? month.emission.value)} ${unitPlain(unit.total.unit)}`,
    month.previous === null ? '' : `${words.before}: ${group(roundText(month.previous, 2))} ${unitPlain(unit.total.unit)}`,
    month.intensity?.value ? `${words.intensity}: ${month.intensity.shown ?? ''} ${unitPlain(intensityUnit)}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
