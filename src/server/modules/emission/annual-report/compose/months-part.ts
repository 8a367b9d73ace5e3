import { Decimal, parseDecimal } from '../../../../../kernel/quantity/decimal.ts';
import { type Block, heading, left, right, type Voice } from '../../../document/index.ts';
import { type Figures, fuelSymbols, placeOf, type Stream, type UnitContent } from '../numbers.ts';
import type { YearContent } from '../year-content.ts';

const monthsOfYear = (year: number) => Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);

/** Bars of the months' emissions; the shares are only for drawing. */
export function monthBars(
  caption: string,
  labelTitle: string,
  values: readonly (readonly [string, string | null])[],
  { figure }: Voice,
): Block {
  const numbers = values.map(([, value]) => (value === null ? null : parseDecimal(value)) ?? new Decimal(0));
  const largest = numbers.reduce((most, one) => (one.greaterThan(most) ? one : most), new Decimal(0));
  return {
    kind: 'bars',
    caption,
    labelTitle,
    unit: 'tCO2',
    bars: values.map(([label, value], index) => ({
      label,
      shown: figure(value, 'emission'),
      share: largest.isZero() ? 0 : (numbers[index] ?? new Decimal(0)).div(largest).toDecimalPlaces(4).toNumber(),
    })),
  };
}

function fuelTable(content: YearContent, pick: Figures, unit: UnitContent, stream: Stream, voice: Voice): Block {
  const { figure, say, w } = voice;
  const symbols = fuelSymbols[stream.fuelKind];
  const place = placeOf(unit, stream);
  const measure = stream.fuelKind === 'gas' ? '10⁴Nm³' : 't';
  const coal = stream.fuelKind === 'coal';
  const row = (month: string) => {
    const at = (symbol: string) => pick(symbol, { ...place, month })?.exact;
    return [
      month,
      figure(at(symbols.consumption), 'fuel'),
      figure(at(symbols.carbon), 'carbon'),
      figure(at(symbols.calorific), 'calorific'),
      figure(at(symbols.emission), 'emission'),
    ];
  };
  const year = (symbol: string) => pick(symbol, place)?.exact;
  const total = [
    w('全年', 'Year'),
    figure(year(symbols.year), 'fuel'),
    figure(coal ? year('C_year') : null, 'carbon'),
    figure(coal ? year('NCV_year') : null, 'calorific'),
    figure(year(symbols.yearEmission), 'emission'),
  ];
  return {
    kind: 'table',
    caption: `${say(unit.name)} · ${say(stream.name)}`,
    columns: [
      left(w('月份', 'Month'), 16),
      right(`${w('消耗量', 'Consumption')} (${measure})`, 21),
      right(`${w('元素碳含量', 'Carbon content')} (tC/${measure})`, 21),
      right(`${w('低位发热量', 'Calorific value')} (GJ/${measure})`, 21),
      right(`${w('排放量', 'Emission')} (tCO2)`, 21),
    ],
    rows: [...monthsOfYear(content.year).map(row), total],
  };
}

function productionTable(content: YearContent, pick: Figures, unit: UnitContent, voice: Voice): Block {
  const { figure, say, w } = voice;
  const entered = (parameter: string, month: string) =>
    unit.data.find((datum) => datum.rowKey === parameter && datum.month === month)?.value;
  const row = (month: string) => {
    const at = (symbol: string) => pick(symbol, { unit: unit.key, month })?.exact;
    return [
      month,
      figure(at('generation_used'), 'mwh'),
      figure(at('heat_used'), 'gj'),
      figure(entered('operating_hours', month), 'hours'),
      figure(at('load_factor'), 'loadFactor'),
      figure(at('purchased_used'), 'mwh'),
      figure(at(content.symbols.monthEmission), 'emission'),
    ];
  };
  const year = (symbol: string) => pick(symbol, { unit: unit.key })?.exact;
  const total = [
    w('全年', 'Year'),
    figure(year('W_unit'), 'mwh'),
    figure(year('heat_unit'), 'gj'),
    figure(year('hours_unit'), 'hours'),
    figure(year('load_factor_unit'), 'loadFactor'),
    '',
    figure(year(content.symbols.unitEmission), 'emission'),
  ];
  return {
    kind: 'table',
    caption: `${say(unit.name)} · ${w('生产数据与排放', 'Production and emission')}`,
    columns: [
      left(w('月份', 'Month'), 12),
      right(`${w('发电量', 'Generation')} (MWh)`, 16),
      right(`${w('供热量', 'Heat')} (GJ)`, 15),
      right(`${w('运行小时', 'Hours')} (h)`, 12),
      right(`${w('负荷系数', 'Load')} (%)`, 12),
      right(`${w('购入电量', 'Purchased')} (MWh)`, 15),
      right(`${w('排放量', 'Emission')} (tCO2)`, 18),
    ],
    rows: [...monthsOfYear(content.year).map(row), total],
  };
}

/** Each unit's months: fuel, production, emission. */
export function monthsPart(content: YearContent, pick: Figures, voice: Voice): Block[] {
  const { say, w } = voice;
  return [
    heading(1, w('月度数据与结果', 'Monthly data and results')),
    ...content.units.flatMap((unit): Block[] => [
      heading(2, say(unit.name)),
      ...unit.fuelStreams.map((stream) => fuelTable(content, pick, unit, stream, voice)),
      productionTable(content, pick, unit, voice),
      monthBars(
        `${say(unit.name)} · ${w('月度排放量', 'Emission by month')}`,
        w('月份', 'Month'),
        monthsOfYear(content.year).map((month) => [month, pick(content.symbols.monthEmission, { unit: unit.key, month })?.exact ?? null]),
        voice,
      ),
    ]),
  ];
}
