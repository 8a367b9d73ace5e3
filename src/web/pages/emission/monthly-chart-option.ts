import type { ECharts } from 'echarts/core';
import { group, roundText } from '../../format/number.ts';
import { unitPlain } from '../../format/unit.ts';
import { colours, fontFamily } from '../../theme.ts';
import type { UnitYear } from './result-model.ts';

type Option = Parameters<ECharts['setOption']>[0];

/** Words of the chart: its three legends, and how a month is called on the axis. */
export interface ChartWords {
  readonly now: string;
  readonly before: string;
  readonly intensity: string;
  readonly month: (month: string) => string;
}

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };
const intensityColour = '#8a5300';
const barMaxWidth = 18;

/** Months as bars beside last year's, the intensity as a line on an axis of its own; what the year does not have is left out. */
export function monthlyChartOption(unit: UnitYear, words: ChartWords): Option {
  const { monthly } = unit;
  const hasPrevious = monthly.some((month) => month.previous !== null);
  const hasIntensity = monthly.some((month) => month.intensity?.value);
  return {
    animationDuration: 200,
    textStyle: text,
    grid: { left: 8, right: hasIntensity ? 8 : 4, top: 44, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, textStyle: text, itemWidth: 18, itemHeight: 10 },
    tooltip: { trigger: 'axis', renderMode: 'richText', formatter: (items: unknown) => tip(items, unit, words) },
    xAxis: {
      type: 'category',
      data: monthly.map((month) => words.month(month.month)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: text,
    },
    yAxis: [emissionAxis(unit), intensityAxis(unit, hasIntensity)],
    series: [
      ...(hasPrevious ? [previousBars(unit, words.before)] : []),
      currentBars(unit, words.now),
      ...(hasIntensity ? [intensityLine(unit, words.intensity)] : []),
    ],
  };
}

function emissionAxis(unit: UnitYear) {
  return {
    type: 'value' as const,
    name: unitPlain(unit.total.unit),
    nameTextStyle: { ...text, align: 'left' as const },
    splitLine: { lineStyle: { color: colours.lineSoft } },
    axisLabel: { ...text, formatter: (value: number) => group(String(value)) },
  };
}

function intensityAxis(unit: UnitYear, show: boolean) {
  return {
    type: 'value' as const,
    name: show ? unitPlain(intensityUnit(unit)) : '',
    nameTextStyle: { ...text, align: 'right' as const },
    splitLine: { show: false },
    scale: true,
    show,
    axisLabel: text,
  };
}

/** Hatched, so that colour is not needed to tell the years apart. */
function previousBars({ monthly }: UnitYear, name: string) {
  return {
    type: 'bar' as const,
    name,
    data: monthly.map((month) => height(month.previous)),
    barMaxWidth,
    itemStyle: {
      color: '#c9d3d0',
      decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: '#7d8b86' },
    },
  };
}

function currentBars({ monthly }: UnitYear, name: string) {
  return {
    type: 'bar' as const,
    name,
    data: monthly.map((month) => height(month.emission.value)),
    barMaxWidth,
    itemStyle: { color: colours.accent },
  };
}

function intensityLine({ monthly }: UnitYear, name: string) {
  return {
    type: 'line' as const,
    name,
    yAxisIndex: 1,
    data: monthly.map((month) => height(month.intensity?.value ?? null)),
    symbol: 'diamond',
    symbolSize: 8,
    lineStyle: { color: intensityColour, width: 1.5, type: 'dashed' as const },
    itemStyle: { color: intensityColour },
  };
}

// A picture: floats are exact enough for the height of a bar; the figures in words are the texts themselves.
function height(value: string | null): number | null {
  return value === null ? null : Number(value);
}

function intensityUnit({ monthly }: UnitYear): string {
  return monthly.find((month) => month.intensity)?.intensity?.unit ?? '';
}

function tip(items: unknown, unit: UnitYear, words: ChartWords): string {
  const first: unknown = Array.isArray(items) ? items[0] : null;
  const at = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
  const month = unit.monthly[at];
  if (!month) return '';
  const tonnes = unitPlain(unit.total.unit);
  return [
    month.month,
    month.emission.value === null ? '' : `${words.now}: ${group(month.emission.shown ?? month.emission.value)} ${tonnes}`,
    month.previous === null ? '' : `${words.before}: ${group(roundText(month.previous, 2))} ${tonnes}`,
    month.intensity?.value ? `${words.intensity}: ${month.intensity.shown ?? ''} ${unitPlain(intensityUnit(unit))}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
