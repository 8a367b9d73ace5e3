import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily, seriesColours } from '../../theme.ts';
import { useChart } from '../../ui/useChart.ts';
import { useWords } from '../../words/language.ts';
import type { InventoryView } from './model.ts';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };

/** Gross emission stacked by ISO category, by location and by market; removals and biogenic CO2 are bars of their own, never taken off. The table below says the same. */
export function ResultChart({ view, titleOf }: { view: InventoryView; titleOf: (iso: string) => string }) {
  const { t } = useWords();
  const { result } = view;
  const option = useMemo(() => {
    const bars = [t('inventory.barLocation'), t('inventory.barMarket'), t('inventory.barRemoval'), t('inventory.barBiogenic')];
    const series = result.byIso.map((one) => ({
      type: 'bar' as const,
      stack: 'all',
      barMaxWidth: 28,
      name: `${one.iso} ${titleOf(one.iso)}`,
      data: [Number(one.emission), Number(one.iso === '2' ? result.scope2.marketBased : one.emission), 0, 0],
    }));
    const apart = (name: string, data: number[]) => ({ type: 'bar' as const, stack: 'all', barMaxWidth: 28, name, data });
    return {
      animationDuration: 200,
      textStyle: text,
      color: [...seriesColours],
      legend: { bottom: 0, textStyle: text, type: 'scroll' as const },
      grid: { left: 8, right: 24, top: 8, bottom: 36, containLabel: true },
      tooltip: { trigger: 'axis' as const },
      xAxis: { type: 'value' as const, axisLabel: text, splitLine: { lineStyle: { color: colours.line } } },
      yAxis: { type: 'category' as const, inverse: true, data: bars, axisLabel: text },
      series: [
        ...series,
        apart(t('inventory.barRemoval'), [0, 0, Number(result.total.removal), 0]),
        apart(t('inventory.barBiogenic'), [0, 0, 0, Number(result.total.biogenic)]),
      ],
    };
  }, [result, titleOf, t]);
  const box = useChart(option);
  const told = result.byIso.map((one) => `${titleOf(one.iso)} ${Number(one.emission).toFixed(1)}`).join('; ');
  return <div ref={box} style={{ height: 240 }} role="img" aria-label={told} />;
}
