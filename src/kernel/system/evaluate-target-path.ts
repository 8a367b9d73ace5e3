import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, decimal } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';

/** A target against what was reached (6.4): from the value of the base year to that of the target year, and what the years in between should and did have. */
export interface TargetPathInput {
  readonly base_year: number;
  readonly base_value: Decimal;
  readonly due_year: number;
  readonly target_value: Decimal;
  readonly better: 'lower' | 'higher';
  /** Values set for years in between; between two of them the path is a straight line. */
  readonly points: readonly { readonly year: number; readonly value: Decimal }[];
  readonly actuals: readonly { readonly year: number; readonly value: Decimal }[];
  readonly unit: string;
}

export const targetPathMethod = {
  id: 'target-path',
  version: 1,
  title: { zh: '指标路径与实际', en: 'Target path and what was reached' },
  source: 'docs/spec/target-path.md',
};

export const targetPathFigures = {
  path: figure('path', '路径值', 'Value of the path', '1', 4),
  gap: figure('gap', '实际与路径之差', 'Actual less path', '1', 4),
  on_path: figure('on_path', '是否达到路径', 'On the path'),
  change: figure('change', '较基准变化', 'Change against the base', '%', 2),
  achieved: figure('achieved', '完成程度', 'Part of the way achieved', '%', 2),
  last_year: figure('last_year', '最近有值的年份', 'Last year with a value', '1'),
  needed: figure('needed', '此后每年需变化', 'Needed each year from there', '1', 4),
} as const;

const base = figure('base_value', '基准值', 'Base value', '1', 4);
const target = figure('target_value', '指标值', 'Target value', '1', 4);
const point = figure('point', '路径定值', 'Value set for the year', '1', 4);
const actual = figure('actual', '实际值', 'Actual value', '1', 4);
const hundred = decimal('100');

function refuse(path: string, zh: string, en: string): never {
  throw new Refusal('invalid_input', { findings: [{ code: 'target_path', severity: 'error', place: { path }, text: { zh, en } }] });
}

const twice = (all: readonly { readonly year: number }[]) => new Set(all.map((one) => one.year)).size < all.length;

function checked(input: TargetPathInput): void {
  if (input.due_year <= input.base_year) refuse('/due_year', '目标年须晚于基准年', 'The target year comes after the base year');
  if (input.points.some((one) => one.year <= input.base_year || one.year >= input.due_year))
    refuse('/points', '路径定值的年份须在基准年与目标年之间', 'Points of the path lie between the base year and the target year');
  if (twice(input.points)) refuse('/points', '同一年有两个定值', 'A year has two points');
  if (twice(input.actuals)) refuse('/actuals', '同一年有两个实际值', 'A year has two actual values');
}

/** The straight line between the two set values around a year. */
function onLine(set: readonly { readonly year: number; readonly value: Decimal }[], year: number): Decimal | null {
  const after = set.findIndex((one) => one.year >= year);
  const [to, from] = [set[after], set[after - 1]];
  if (to?.year === year) return to.value;
  if (!to || !from) return null;
  return from.value.plus(
    to.value
      .minus(from.value)
      .times(year - from.year)
      .dividedBy(to.year - from.year),
  );
}

/** The value of the path in one year, as `evaluateTargetPath` tells it; null off the path. */
export function pathValueIn(
  input: Pick<TargetPathInput, 'base_year' | 'base_value' | 'due_year' | 'target_value' | 'points'>,
  year: number,
): Decimal | null {
  const points = [...input.points].sort((a, b) => a.year - b.year);
  return onLine([{ year: input.base_year, value: input.base_value }, ...points, { year: input.due_year, value: input.target_value }], year);
}

/** Path, gap and progress of a target year by year. @throws Refusal `invalid_input` for years out of order. */
export function evaluateTargetPath(input: TargetPathInput): Evaluation {
  checked(input);
  const { base_year: first, due_year: last, base_value: from, target_value: to, better, unit } = input;
  const f = targetPathFigures;
  const in_ = <T extends { unit: string }>(one: T): T => ({ ...one, unit });
  const sheet = openSheet();
  const start = sheet.input(in_(base), { year: String(first) }, from);
  const end = sheet.input(in_(target), { year: String(last) }, to);
  const points = [...input.points].sort((a, b) => a.year - b.year);
  const set = [{ year: first, value: from }, ...points, { year: last, value: to }];
  const nodes = points.map((one) => sheet.input(in_(point), { year: String(one.year) }, one.value));
  const actuals = [...input.actuals].sort((a, b) => a.year - b.year);
  const findings: Finding[] = [];
  const way = to.minus(from);
  for (let year = first; year <= last; year += 1) {
    const at = { year: String(year) };
    const path = onLine(set, year);
    const own = sheet.step(in_(f.path), at, path, {
      formula: 'straight line between the set values around the year',
      uses: [start, ...nodes, end],
    });
    const reached = actuals.find((one) => one.year === year);
    if (!reached || path === null) continue;
    const was = sheet.input(in_(actual), at, reached.value);
    const gap = reached.value.minus(path);
    const told = sheet.step(in_(f.gap), at, gap, { formula: 'actual − path', uses: [was, own] });
    const isOn = better === 'lower' ? gap.lessThanOrEqualTo(0) : gap.greaterThanOrEqualTo(0);
    sheet.step(f.on_path, at, isOn ? 'yes' : 'no', { formula: better === 'lower' ? 'gap <= 0' : 'gap >= 0', uses: [told] });
    if (!from.isZero())
      sheet.step(f.change, at, reached.value.minus(from).dividedBy(from.abs()).times(hundred), {
        formula: '(actual − base_value) / |base_value|',
        uses: [was, start],
      });
    if (!way.isZero())
      sheet.step(f.achieved, at, reached.value.minus(from).dividedBy(way).times(hundred), {
        formula: '(actual − base_value) / (target_value − base_value)',
        uses: [was, start, end],
      });
  }
  const latest = actuals.filter((one) => one.year >= first && one.year <= last).at(-1);
  if (latest && latest.year < last) {
    const known = sheet.step(f.last_year, {}, decimal(String(latest.year)), { formula: 'last year with an actual value', uses: [] });
    sheet.step(in_(f.needed), {}, to.minus(latest.value).dividedBy(last - latest.year), {
      formula: '(target_value − actual) / (due_year − last_year)',
      substituted: `(${to.toFixed()} − ${latest.value.toFixed()}) / (${last} − ${latest.year})`,
      uses: [end, known],
    });
  }
  for (const one of actuals.filter(({ year }) => year < first || year > last))
    findings.push({
      ...{ code: 'year_off_the_path', severity: 'info', place: { path: `/actuals/${one.year}` } },
      text: { zh: `${one.year} 年不在路径上，未比较`, en: `${one.year} is not on the path and is not compared` },
    });
  return sheet.result(targetPathMethod, findings, []);
}
