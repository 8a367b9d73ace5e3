import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useMemo } from 'react';
import { group } from '../../format/number.ts';
import { monthName } from '../../format/time.ts';
import { useChart } from '../../ui/useChart.ts';
import { useWords } from '../../words/language.ts';
import { monthlyChartOption } from './monthly-chart-option.ts';
import styles from './result.module.css';
import type { UnitYear } from './result-model.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

/** Months as bars beside last year's (hatched, so that colour is not needed), the intensity as a line on its own axis. */
export function MonthlyChart({ unit, year, name }: { unit: UnitYear; year: number; name: string }) {
  const { t, language } = useWords();
  const option = useMemo(() => {
    const intensity = unit.monthly.find((month) => month.intensity)?.intensity ?? null;
    return monthlyChartOption(unit, {
      month: (month: string) => monthName(month, language, true),
      now: t('emission.result.thisYear', { year }),
      before: t('emission.result.thisYear', { year: year - 1 }),
      intensity: intensity ? intensity.title[language] : t('emission.result.intensity'),
    });
  }, [unit, year, language, t]);
  const box = useChart(option);
  const summary = unit.monthly
    .filter((month) => month.emission.value !== null)
    .map((month) => `${monthName(month.month, language)} ${group(month.emission.shown ?? '')}`)
    .join('; ');
  return <div ref={box} className={styles.chart} role="img" aria-label={`${name}. ${summary}`} />;
}
