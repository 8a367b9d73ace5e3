import { meterAggregateInput } from '../../../../contract/metering-values.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { evaluateMeter, meterMethod } from '../../../../kernel/metering/evaluate.ts';
import { type Placed, placeReadings } from '../../../../kernel/metering/place.ts';
import { zoneOf } from '../../../../kernel/metering/zone.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { kernelCalculation } from '../kernel-calculation.ts';

function placementFindings({ faults, repeated, outOfOrder, ambiguous }: Placed): Finding[] {
  const said = (code: string, n: number, zh: string, en: string): Finding[] =>
    n === 0
      ? []
      : [
          {
            code,
            severity: 'info',
            place: { path: '/readings' },
            text: { zh: `${n} ${zh}`, en: `${n} ${en}` },
            source: meterMethod.source,
          },
        ];
  return [
    ...faults.slice(0, 100).map(
      ({ code, line, text }): Finding => ({
        code,
        severity: 'error',
        place: { path: `/readings/${line - 1}` },
        text: { zh: `第 ${line} 个读数未采用：${text}`, en: `Reading ${line} is left out: ${text}` },
        cure: { zh: '按数据流的时间格式和时区核对该读数', en: "Check the reading against the stream's order of dates and its time zone" },
        source: meterMethod.source,
      }),
    ),
    ...said('meter_repeated', repeated, '个读数重复，值相同，只计一次', 'readings are repeated with the same value and count once'),
    ...said('meter_out_of_order', outOfOrder, '个读数不按时间顺序到达', 'readings came out of order'),
    ...said(
      'meter_ambiguous',
      ambiguous,
      '个时间戳在冬令时重复的一小时内，先到者取较早时刻',
      'stamps lie in the hour that autumn repeats; the first takes the earlier instant',
    ),
  ];
}

export const meterAggregate = kernelCalculation({
  ...meterMethod,
  summary: {
    zh: '由时段读数或表码得到小时、日或月用量：倍率、翻转、缺口、卡滞和突变按规则处理并标记，给出覆盖率。',
    en: 'Use by hour, day or month from readings of intervals or of a register: multiplier, roll-over, gaps, stuck values and spikes by rule and flagged, with coverage.',
  },
  input: meterAggregateInput,
  outputs: [
    ...(['use', 'measured', 'estimated', 'missing'] as const).map((symbol) => ({
      symbol,
      title: {
        use: { zh: '用量', en: 'Use' },
        measured: { zh: '实测时间占比', en: 'Share of the time measured' },
        estimated: { zh: '估算时间占比', en: 'Share of the time estimated' },
        missing: { zh: '缺失时间占比', en: 'Share of the time missing' },
      }[symbol],
      unit: symbol === 'use' ? 'kWh' : '%',
      per: ['hour', 'day', 'month'],
    })),
    { symbol: 'use_total', title: { zh: '用量合计', en: 'Use in total' }, unit: 'kWh', per: [] },
  ],
  example: {
    kind: 'register',
    intervalMinutes: 60,
    multiplier: '40',
    registerSpan: '100000',
    dailyMaximum: '60000',
    unit: 'kWh',
    step: 'hour',
    readings: [
      { stamp: '2024-07-01 08:00', value: '99990.5' },
      { stamp: '2024-07-01 09:00', value: '99998' },
      { stamp: '2024-07-01 10:00', value: '4.5' },
      { stamp: '2024-07-01 12:00', value: '20.5' },
    ],
  },
  run: ({ zone: name, stampOrder, midnight, stampMarks, kind, intervalMinutes, unit, step, readings, ...meter }) => {
    const zone = zoneOf(name);
    if (!zone) {
      const text = { zh: `没有时区 ${name}`, en: `There is no time zone ${name}` };
      const cure = { zh: '使用 IANA 名称，如 Asia/Shanghai', en: 'Use an IANA name such as Asia/Shanghai' };
      throw new Refusal('invalid_input', { findings: [{ code: 'unknown_zone', severity: 'error', place: { path: '/zone' }, text, cure }] });
    }
    const stamps = { zone: name, order: stampOrder, midnight, marks: stampMarks };
    const placed = placeReadings(
      readings.map(({ stamp, value }, i) => ({ stamp, value: decimal(value).toFixed(), line: i + 1 })),
      { settings: stamps, zone, intervalMinutes, isInterval: kind === 'interval', earliest: -2_208_988_800, latest: 7_258_118_400 },
    );
    const orNull = (value: string | number | null) => (value === null ? null : decimal(value));
    const version = {
      ...{ kind, intervalMinutes, from: Number.NEGATIVE_INFINITY, newRegister: false, stuckMinutes: meter.stuckMinutes },
      multiplier: decimal(meter.multiplier),
      registerSpan: orNull(meter.registerSpan),
      dailyMaximum: orNull(meter.dailyMaximum),
      spikeFactor: orNull(meter.spikeFactor),
    };
    const values = placed.readings.map(({ at, value }) => ({ at, value: decimal(value) }));
    return evaluateMeter({ stamps, zone, versions: [version], unit, step, readings: values }, placementFindings(placed));
  },
});
