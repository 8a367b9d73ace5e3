import { measuredMonthInput } from '../../../../contract/direct-measurement.ts';
import {
  evaluateMeasuredMonth,
  measuredMonthFigures,
  measuredMonthMethod,
} from '../../../../kernel/emission/direct-measurement/evaluate-month.ts';
import { readingOf } from '../../../../kernel/emission/direct-measurement/reading.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { kernelCalculation } from '../kernel-calculation.ts';

const sets: Readonly<Record<string, readonly string[]>> = {
  ...{ E_hour: ['day', 'hour'], E_day: ['day'], mean: ['field'], greatest: ['field'], least: ['field'], count: ['field'], sum: ['field'] },
};

export const cemsMonth = kernelCalculation({
  ...measuredMonthMethod,
  summary: {
    zh: '由小时读数（干基或湿基）得到小时、日和月度排放量：无有效读数的运行小时按规则替代，给出数据有效率和 C.8 表的日均值统计。',
    en: 'Hourly, daily and monthly emission from readings, dry or wet: operating hours without a valid reading are substituted by rule; with availability and the statistics of table C.8.',
  },
  input: measuredMonthInput,
  outputs: Object.values(measuredMonthFigures).map(({ symbol, title, unit }) => ({ symbol, title, unit, per: sets[symbol] ?? [] })),
  example: {
    hours: [
      { hour: '2024-07-01T00', co2Percent: '12.5', flow: '1850000' },
      { hour: '2024-07-01T01', co2Percent: '12.4', flow: '2050000', flowBasis: 'wet', moisturePercent: '9.5' },
      { hour: '2024-07-01T02', status: 'fault' },
    ],
    bands: [{ availability_from: '0', gap_to: null, look_back_hours: 180 }],
  },
  run: ({ hours, density, bands, history }) =>
    evaluateMeasuredMonth({
      hours: hours.map(readingOf),
      ...(density === undefined ? {} : { density: decimal(density) }),
      bands: bands.map((one) => ({
        availabilityFrom: decimal(one.availability_from),
        gapTo: one.gap_to,
        lookBackHours: one.look_back_hours,
      })),
      history: (history ?? []).map((one) => decimal(one)),
    }),
});
