import { LineChart } from 'echarts/charts';
import { DataZoomComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily } from '../../../theme.ts';
import { useChart } from '../../../ui/useChart.ts';

use([LineChart, DataZoomComponent, GridComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };

/** Closes by day; the stretch shown can be narrowed below the line. */
export function PriceChart({
  prices,
  unit,
  label,
}: {
  prices: readonly { readonly day: string; readonly price: string }[];
  unit: string;
  label: string;
}) {
  const option = useMemo(
    () => ({
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 16, top: 28, bottom: 48, containLabel: true },
      tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const },
      xAxis: { type: 'category' as const, data: prices.map((one) => one.day), axisLabel: text, axisTick: { show: false } },
      yAxis: {
        type: 'value' as const,
        scale: true,
        name: unit,
        nameTextStyle: text,
        splitLine: { lineStyle: { color: colours.lineSoft } },
        axisLabel: text,
      },
      dataZoom: [{ type: 'slider' as const, height: 20, bottom: 8, textStyle: text }],
      series: [
        {
          type: 'line' as const,
          name: unit,
          data: prices.map((one) => Number(one.price)),
          showSymbol: false,
          lineStyle: { width: 1.5, color: colours.accent },
          itemStyle: { color: colours.accent },
        },
      ],
    }),
    [prices, unit],
  );
  const box = useChart(option);
  const [first, last] = [prices[0], prices.at(-1)];
  const said = first && last ? `${label}: ${first.day} ${first.price}, ${last.day} ${last.price} ${unit}` : label;
  return <div ref={box} style={{ height: 320 }} role="img" aria-label={said} />;
}
