import type { Finding } from '../../finding.ts';
import { Decimal, print } from '../../quantity/decimal.ts';
import { round } from '../../quantity/rounding.ts';
import type { Text } from '../../text.ts';
import type { CoalSample } from './coal-sample.ts';
import type { CoalDay } from './method-inputs.ts';

/** A coal stream's month as its laboratory record and its cells tell it. */
export interface CoalMonthFacts {
  readonly month: string;
  /** Key of the grid row of a symbol of this stream. */
  readonly rowKey: (symbol: string) => string;
  /** Samples that stand, withdrawn ones left out. */
  readonly samples: readonly CoalSample[];
  readonly days: readonly CoalDay[];
  /** Whether the sample's carbon test is valid. */
  readonly valid: (sample: CoalSample) => boolean;
  /** Whether its carbon could be brought to the basis as received. */
  readonly usable: (sample: CoalSample) => boolean;
  /** What the laboratory gives for the month, exact. */
  readonly result: { readonly C_ar: string | null; readonly NCV_ar: string | null };
  /** What stands in the month's cells; a value entered as default is not a test. */
  readonly cells: {
    readonly FC: string | null;
    readonly C_ar: string | null;
    readonly NCV_ar: string | null;
    readonly carbonIsDefault: boolean;
    /** On any basis. */
    readonly carbonGiven: boolean;
  };
  /** From this month on the stream's samples are recorded here; null: never. */
  readonly keptFrom: string | null;
  /** Decimals that the screen shows of a symbol. */
  readonly digits: (symbol: string) => number;
}

type Part = readonly [code: string, severity: Finding['severity'], symbol: string, text: Text, cure: Text];

/** Whether two exact values look the same to `digits` decimals; nothing equals only nothing. */
export function sameShown(a: string | null, b: string | null, digits: number): boolean {
  if (a === null || b === null) return a === b;
  return round(new Decimal(a), digits).equals(round(new Decimal(b), digits));
}

export function fuelSum(days: readonly CoalDay[]): string | null {
  const given = days.flatMap((day) => (day.fuelT === null ? [] : [day.fuelT]));
  return given.length === 0 ? null : print(given.reduce((sum, one) => sum.plus(one), new Decimal(0)));
}

function shownAs(value: string, digits: number): string {
  return round(new Decimal(value), digits).toFixed(digits);
}

function carbonParts(facts: CoalMonthFacts): Part[] {
  const { samples, cells, keptFrom, month, result } = facts;
  const anyValid = samples.some((one) => facts.valid(one) && facts.usable(one));
  const kept = keptFrom !== null && month >= keptFrom;
  if (cells.carbonGiven && !cells.carbonIsDefault && kept && !anyValid)
    return [
      [
        'laboratory_report_missing',
        'error',
        'C_ar',
        {
          zh: `${month}：已填元素碳含量，但当月没有有效的检测报告`,
          en: `${month}: a carbon content is given, but the month has no valid test report`,
        },
        {
          zh: '在化验页登记有效报告，或撤回该元素碳含量，使当月按数据年度的缺省值计算',
          en: 'Record a valid report under laboratory, or withdraw the carbon content so that the month takes the default of its data year',
        },
      ],
    ];
  if (!cells.carbonGiven && result.C_ar !== null)
    return [
      [
        'laboratory_value_not_adopted',
        'warning',
        'C_ar',
        {
          zh: `${month}：化验结果 ${shownAs(result.C_ar, 4)} tC/t 有效但尚未采用，当月会按缺省值计算`,
          en: `${month}: the laboratory gives a valid ${shownAs(result.C_ar, 4)} tC/t that is not taken over; the month would take the default`,
        },
        { zh: '在化验页采用化验结果', en: 'Take the values over under laboratory' },
      ],
    ];
  return [];
}

function valueParts(facts: CoalMonthFacts): Part[] {
  return (['C_ar', 'NCV_ar'] as const).flatMap((symbol): Part[] => {
    const [cell, laboratory, digits] = [facts.cells[symbol], facts.result[symbol], facts.digits(symbol)];
    if (cell === null || laboratory === null || sameShown(cell, laboratory, digits)) return [];
    const [is, should] = [shownAs(cell, digits), shownAs(laboratory, digits)];
    return [
      [
        'laboratory_value_differs',
        'warning',
        symbol,
        {
          zh: `${facts.month}：月度数据为 ${is}，按化验记录加权为 ${should}`,
          en: `${facts.month}: the month says ${is}, the laboratory's record gives ${should}`,
        },
        { zh: '采用化验结果，或说明为何不同', en: "Take the laboratory's value over, or say why it differs" },
      ],
    ];
  });
}

function fuelParts(facts: CoalMonthFacts): Part[] {
  const parts: Part[] = [];
  const sum = fuelSum(facts.days);
  if (sum !== null && facts.cells.FC !== null && !sameShown(sum, facts.cells.FC, 2)) {
    const count = facts.days.filter((day) => day.fuelT !== null).length;
    parts.push([
      'daily_fuel_differs',
      'warning',
      'FC',
      {
        zh: `${facts.month}：${count} 天的每日耗煤合计 ${shownAs(sum, 2)} t，月度数据为 ${shownAs(facts.cells.FC, 2)} t`,
        en: `${facts.month}: coal of ${count} days adds up to ${shownAs(sum, 2)} t, the month says ${shownAs(facts.cells.FC, 2)} t`,
      },
      { zh: '补齐每日记录或更正月度值', en: 'Complete the days, or correct the month' },
    ]);
  }
  const burned = new Set(facts.days.filter((day) => day.fuelT !== null).map((day) => day.day));
  const bare = facts.samples.filter((one) => one.kind === 'daily' && facts.valid(one) && !burned.has(one.sampledOn));
  if (bare.length > 0)
    parts.push([
      'daily_fuel_missing',
      'warning',
      'FC',
      {
        zh: `${facts.month}：${bare.length} 个有效煤样的当日没有耗煤量，未进入加权`,
        en: `${facts.month}: ${bare.length} valid samples have no coal of their day and carry no weight`,
      },
      { zh: '填写当日耗煤量', en: 'Enter the coal of those days' },
    ]);
  return parts;
}

function sampleParts(facts: CoalMonthFacts): Part[] {
  const parts: Part[] = [];
  const dry = facts.samples.filter((one) => facts.valid(one) && one.carbon !== null && !facts.usable(one));
  if (dry.length > 0)
    parts.push([
      'laboratory_moisture_missing',
      'warning',
      'C_ar',
      {
        zh: `${facts.month}：${dry.length} 个煤样缺少换算到收到基的水分，未进入加权`,
        en: `${facts.month}: ${dry.length} samples lack the moisture for the basis as received and carry no weight`,
      },
      {
        zh: 'M_ad 取自检测报告，M_ar 取自企业每日实测',
        en: "M_ad comes from the report, M_ar from the enterprise's own daily measurement",
      },
    ]);
  const composites = facts.samples.filter((one) => one.kind === 'monthly_composite');
  if (composites.length > 1)
    parts.push([
      'composite_twice',
      'warning',
      'C_ar',
      {
        zh: `${facts.month}：登记了 ${composites.length} 个月度缩分样，只采用第一个有效的`,
        en: `${facts.month}: ${composites.length} composite samples are recorded; the first valid one is used`,
      },
      { zh: '撤回多余的缩分样', en: 'Withdraw the ones that are too many' },
    ]);
  const waiting = facts.samples.filter((one) => one.reportedOn === null);
  if (waiting.length > 0)
    parts.push([
      'laboratory_report_waiting',
      'info',
      'C_ar',
      { zh: `${facts.month}：${waiting.length} 个煤样尚无检测报告`, en: `${facts.month}: ${waiting.length} samples wait for their report` },
      { zh: '报告须在采样后的时限内出具', en: 'The report has to come within its limit after sampling' },
    ]);
  return parts;
}

/** What a coal month's cells and its laboratory record say about each other. An ERROR where a tested carbon content rests on no valid report. */
export function coalMonthFindings(facts: CoalMonthFacts): Finding[] {
  const parts = [...carbonParts(facts), ...valueParts(facts), ...fuelParts(facts), ...sampleParts(facts)];
  return parts.map(([code, severity, symbol, text, cure]) => ({
    code,
    severity,
    place: { symbol, at: { month: facts.month, row: facts.rowKey(symbol) } },
    text,
    cure,
    clause: 'A.8',
  }));
}
