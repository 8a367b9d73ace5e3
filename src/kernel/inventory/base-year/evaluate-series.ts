import { convention, figure, openSheet, type Sheet } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { type Decimal, parseDecimal, zero } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import { type BaselineChange, evaluateBaseline } from '../../system/evaluate-baseline.ts';

/** A change since the base year with what it did to each year, tCO2e with sign (GHG Protocol Corporate Standard ch. 5, Appendix E). */
export interface SeriesChange extends Omit<BaselineChange, 'effect' | 'existed_in_base_year'> {
  /** The first year whose own reported figure holds the change, whole or in part. */
  readonly from_year: number;
  /** From when what was taken over or given up existed; null: before the base year. */
  readonly existed_since: number | null;
  /** The change is inside the year: part of `from_year` is without it. */
  readonly mid_year: boolean;
  /** It only moves emissions between scopes that are all reported: the total stays as it is. */
  readonly between_scopes: boolean;
  readonly effects: readonly { readonly year: number; readonly effect: Decimal }[];
}

export const midYearRules = ['whole_year', 'year_after'] as const;

export interface SeriesInput {
  readonly base_year: number;
  readonly threshold: Decimal;
  /** Whether a change inside a year restates that whole year too, or is taken up the year after for want of data. */
  readonly mid_year: (typeof midYearRules)[number];
  readonly years: readonly { readonly year: number; readonly emission: Decimal }[];
  readonly changes: readonly SeriesChange[];
  /** The last year the changes are looked at for; the latest of `years` where none is given. */
  readonly reporting_year?: number | undefined;
}

const source = 'GHG Protocol Corporate Standard ch. 5';
export const seriesMethod = {
  id: 'base-year-series',
  version: 1,
  title: { zh: '基准年与历年序列重新计算', en: 'Base year and series of years, recalculated' },
  source: `${source}; docs/spec/base-year-series.md`,
};

export const seriesFigures = {
  effect: figure('effect', '变化在该年的影响', 'Effect of a change in a year', 'tCO2e', 2),
  share: figure('share', '累计影响占基准年的份额', 'Cumulative effect as a share of the base year', '1', 4),
  required: figure('required', '是否需要重新计算', 'Restatement required'),
  today: figure('as_of_today', '按现有结构与方法的排放', 'Emissions under the structure and methods of today', 'tCO2e', 2),
  restated: figure('restated', '重新计算后的排放', 'Emissions as they are reported from now on', 'tCO2e', 2),
  before: figure('change_reported', '按原报告较基准年变化', 'Change since the base year as reported', '%', 2),
  after: figure('change_restated', '按重新计算较基准年变化', 'Change since the base year, restated', '%', 2),
} as const;
const reported = figure('emission', '报告的排放', 'Emissions as reported', 'tCO2e', 2);

function fault(path: string, zh: string, en: string): Finding {
  return { code: 'invalid_input', severity: 'error', place: { path }, text: { zh, en } };
}

function faultsOf({ base_year, years, changes }: SeriesInput): Finding[] {
  const faults: Finding[] = [];
  if (!years.some((one) => one.year === base_year))
    faults.push(fault('/years', '缺少基准年的排放', 'The emissions of the base year are missing'));
  for (const [i, { year }] of years.entries())
    if (years.findIndex((one) => one.year === year) < i) faults.push(fault(`/years/${i}`, `${year} 年出现两次`, `${year} stands twice`));
  for (const [i, change] of changes.entries()) {
    if (changes.findIndex((one) => one.id === change.id) < i)
      faults.push(fault(`/changes/${i}/id`, `变化“${change.id}”出现两次`, `The change "${change.id}" stands twice`));
    if (change.from_year <= base_year)
      faults.push(fault(`/changes/${i}/from_year`, '变化须发生在基准年之后', 'A change comes after the base year'));
  }
  return faults;
}

const structural = (change: SeriesChange) => !['method', 'factor', 'error'].includes(change.kind);
const existedIn = (change: SeriesChange, year: number) => change.existed_since === null || change.existed_since <= year;

/** Whether a change is laid upon a year: years before it, and its own year where the part without it is restated too. */
function reaches(change: SeriesChange, year: number, rule: SeriesInput['mid_year']): boolean {
  if (change.kind === 'organic' || change.kind === 'new_facility' || change.between_scopes) return false;
  if (year < change.from_year) return !structural(change) || existedIn(change, year);
  return year === change.from_year && change.mid_year && rule === 'whole_year';
}

function missingEffect(change: SeriesChange, year: number): Finding {
  return {
    code: 'effect_missing',
    severity: 'warning',
    place: { at: { change: change.id, year: String(year) } },
    text: {
      zh: `“${change.id}”没有给出 ${year} 年的影响，该年按未受影响处理`,
      en: `"${change.id}" gives no effect for ${year}; the year is left as it was`,
    },
    cure: { zh: '补充该年的排放数据，或改用“次年重新计算”', en: 'Give the emissions of that year, or restate in the year after' },
  };
}

interface Laid {
  readonly nodes: ReadonlyMap<number, string[]>;
  readonly sums: ReadonlyMap<number, Decimal>;
  readonly findings: readonly Finding[];
}

function lay(sheet: Sheet, { years, changes, mid_year }: SeriesInput, open: ReadonlySet<string>): Laid {
  const nodes = new Map<number, string[]>();
  const sums = new Map<number, Decimal>();
  const findings: Finding[] = [];
  for (const change of changes.filter((one) => open.has(one.id)))
    for (const { year } of years) {
      if (!reaches(change, year, mid_year)) continue;
      const found = change.effects.find((one) => one.year === year);
      if (found === undefined) {
        findings.push(missingEffect(change, year));
        continue;
      }
      const node = sheet.input(seriesFigures.effect, { change: change.id, year: String(year) }, found.effect);
      nodes.set(year, [...(nodes.get(year) ?? []), node]);
      sums.set(year, (sums.get(year) ?? zero).plus(found.effect));
    }
  return { nodes, sums, findings };
}

/** Changes that count for the year at hand: one inside the year waits for the next where the rule says so. */
function openIn(input: SeriesInput): ReadonlySet<string> {
  const last = input.reporting_year ?? Math.max(...input.years.map((one) => one.year));
  const due = (change: SeriesChange) => (change.mid_year && input.mid_year === 'year_after' ? change.from_year + 1 : change.from_year);
  return new Set(input.changes.filter((change) => due(change) <= last).map((change) => change.id));
}

function waiting(input: SeriesInput, open: ReadonlySet<string>): Finding[] {
  return input.changes
    .filter((change) => !open.has(change.id))
    .map((change) => ({
      code: 'change_waits',
      severity: 'info',
      place: { at: { change: change.id } },
      text: {
        zh: `“${change.id}”发生在年中，按约定在次年重新计算`,
        en: `"${change.id}" came inside the year; by the convention it is taken up the year after`,
      },
    }));
}

/** The decision of `baseline-recalculation` over the changes that count, with the effects they had in the base year. */
function decide(input: SeriesInput, open: ReadonlySet<string>, base: Decimal): Evaluation {
  const changes = input.changes
    .filter((change) => open.has(change.id) && !change.between_scopes)
    .map((change) => ({
      ...{ id: change.id, kind: change.kind },
      effect: change.effects.find((one) => one.year === input.base_year)?.effect ?? zero,
      existed_in_base_year: existedIn(change, input.base_year),
    }));
  return evaluateBaseline({ base_emission: base, changes, threshold: input.threshold });
}

const outputOf = ({ outputs }: Evaluation, symbol: string) => outputs.find((one) => one.symbol === symbol)?.value ?? null;

/**
 * Whether changes since the base year restate it (by `baseline-recalculation`), and every year as it was reported, under the structure and methods of today,
 * and as it is reported from now on. @throws Refusal `invalid_input` with every fault.
 */
export function evaluateSeries(input: SeriesInput): Evaluation {
  const faults = faultsOf(input);
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const years = [...input.years].sort((a, b) => a.year - b.year);
  const base = years.find((one) => one.year === input.base_year)?.emission ?? zero;
  const open = openIn(input);
  const decision = decide(input, open, base);
  const isRequired = outputOf(decision, 'required') === 'yes';
  const sheet = openSheet();
  const given = new Map(years.map(({ year, emission }) => [year, sheet.input(reported, { year: String(year) }, emission)]));
  const laid = lay(sheet, { ...input, years }, open);
  const facts = { uses: [], source: `${source}; baseline-recalculation` };
  const share = parseDecimal(outputOf(decision, 'share'));
  sheet.step(seriesFigures.share, {}, share, { formula: 'Σ|effect in the base year| / base emissions', ...facts });
  const verdict = sheet.step(seriesFigures.required, {}, isRequired ? 'yes' : 'no', { formula: 'share >= threshold', ...facts });
  const told: { year: number; emission: Decimal; restated: Decimal; node: string }[] = [];
  for (const { year, emission } of years) {
    const at = { year: String(year) };
    const uses = [given.get(year) ?? '', ...(laid.nodes.get(year) ?? [])];
    const today = emission.plus(laid.sums.get(year) ?? zero);
    const node = sheet.step(seriesFigures.today, at, today, { formula: 'emission + Σ effect', uses, source });
    const restated = isRequired ? today : emission;
    const last = sheet.step(seriesFigures.restated, at, restated, { formula: 'as_of_today where required', uses: [node, verdict], source });
    told.push({ year, emission, restated, node: last });
  }
  tellTrend(sheet, told, input.base_year);
  const conventions = [
    convention('mid_year', { zh: '年中变化', en: 'Changes inside a year' }, input.mid_year, 'input', `${source}, timing of recalculations`),
    convention('threshold', { zh: '重新计算阈值', en: 'Threshold' }, input.threshold.toFixed(), 'input', source),
  ];
  return sheet.result(seriesMethod, [...decision.findings, ...waiting(input, open), ...laid.findings], conventions);
}

function tellTrend(
  sheet: Sheet,
  years: readonly { readonly year: number; readonly emission: Decimal; readonly restated: Decimal; readonly node: string }[],
  baseYear: number,
): void {
  const base = years.find((one) => one.year === baseYear);
  if (base === undefined) return;
  const change = (now: Decimal, then: Decimal) => (then.isZero() ? null : now.minus(then).dividedBy(then).times(100));
  for (const { year, emission, restated, node } of years) {
    if (year === baseYear) continue;
    const at = { year: String(year) };
    sheet.step(seriesFigures.before, at, change(emission, base.emission), { formula: '(emission − base) / base', uses: [node, base.node] });
    sheet.step(seriesFigures.after, at, change(restated, base.restated), { formula: '(restated − base) / base', uses: [node, base.node] });
  }
}
