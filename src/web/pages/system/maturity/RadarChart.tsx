import { RadarChart as Radar } from 'echarts/charts';
import { RadarComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { colours, fontFamily } from '../../../theme.ts';
import { useChart } from '../../../ui/useChart.ts';
import { useWords } from '../../../words/language.ts';
import styles from './maturity.module.css';
import { type Dimension, points } from './model.ts';

use([Radar, RadarComponent, TooltipComponent, CanvasRenderer]);

const text = { color: colours.inkSecondary, fontFamily, fontSize: 12 };

/** Scores of the dimensions that apply; the table beside it says the same in numbers. */
export function RadarChart({ dimensions }: { dimensions: readonly Dimension[] }) {
  const { t, say } = useWords();
  const there = dimensions.filter((one) => one.score !== null);
  const option = useMemo(
    () => ({
      animationDuration: 200,
      textStyle: text,
      radar: {
        indicator: there.map((one) => ({ name: say(one.name), max: 100 })),
        radius: '68%',
        axisName: text,
        splitNumber: 4,
        splitArea: { show: false },
        splitLine: { lineStyle: { color: colours.line } },
        axisLine: { lineStyle: { color: colours.line } },
      },
      series: [
        {
          type: 'radar' as const,
          data: [{ value: there.map((one) => Number(one.score)), name: t('maturity.score') }],
          areaStyle: { opacity: 0.18 },
          lineStyle: { color: colours.accent, width: 2 },
          itemStyle: { color: colours.accent },
        },
      ],
    }),
    [there, say, t],
  );
  const box = useChart(option);
  const told = there.map((one) => `${say(one.name)} ${points(one.score ?? '0')}`).join('; ');
  return <div ref={box} className={styles.radar} role="img" aria-label={told} />;
}
