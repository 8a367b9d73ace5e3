import type { z } from 'zod';
import type { measuredMonth, measuredYear } from '../../../../contract/direct-measurement.ts';
import { present } from '../../../../kernel/assert.ts';
import { compareMonth, type MeasurementRule } from '../../../../kernel/emission/direct-measurement/compare.ts';
import { type CompletedHour, countsOf } from '../../../../kernel/emission/direct-measurement/complete.ts';
import type { Reading } from '../../../../kernel/emission/direct-measurement/reading.ts';
import { completeStack, monthsBetween } from '../../../../kernel/emission/direct-measurement/stack.ts';
import { Decimal, decimal, print, shown, zero } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import type * as organization from '../../organization/index.ts';
import { outputIndex } from '../numbers.ts';
import { calculateYear, loadUnitYears, monthsOf } from '../unit-year.ts';
import type { MeasurementRules } from './rules.ts';
import { type ExplanationRow, explanationsOf, readingsOf, type StackRow, stacksOf } from './store.ts';

export interface MeasurementParts {
  readonly shelf: Shelf;
  readonly rules: MeasurementRules;
}

export interface MeasuredStackYear {
  readonly stack: StackRow;
  readonly readings: ReadonlyMap<string, Reading>;
  readonly months: ReadonlyMap<string, readonly CompletedHour[]>;
}

/** So many months before a year are looked at, so that the longest look back (2,160 valid hours) finds its hours. */
const monthsBefore = 4;

/** Every stack of a unit with its hours of a year completed. */
export async function stacksOfYear(work: Work, { rules }: MeasurementParts, unitId: string, year: number): Promise<MeasuredStackYear[]> {
  const { organizationId } = work.actor;
  const stacks = await stacksOf(work.tx, organizationId, { unitId });
  const from = `${year - 1}-${String(13 - monthsBefore).padStart(2, '0')}`;
  const found: MeasuredStackYear[] = [];
  for (const stack of stacks) {
    const readings = await readingsOf(work.tx, organizationId, stack.id, `${from}-01T00`, `${year}-12-31T23`);
    const span = { first: stack.first_hour ?? '9999', last: stack.last_hour ?? '' };
    const months = completeStack(readings, span, monthsBetween(from, `${year}-12`), rules.bands);
    found.push({ stack, readings: new Map(readings.map((one) => [one.hour, one])), months });
  }
  return found;
}

/** The calculated emission of each month of a unit's year, where there is one. */
export async function calculatedMonths(
  work: Work,
  { shelf }: MeasurementParts,
  unit: organization.Unit,
  year: number,
): Promise<Map<string, Decimal>> {
  const [data] = await loadUnitYears(work, shelf, [unit], year);
  const found = new Map<string, Decimal>();
  const symbol = data?.method.description.screen?.month_emission;
  if (!data || !symbol || !data.cells.some((cell) => cell.value !== null)) return found;
  const { evaluation, keys } = await calculateYear(work, [data]);
  const pick = outputIndex(evaluation);
  for (const month of monthsOf(year)) {
    const value = pick(symbol, { unit: present(keys.get(unit.id), 'unit key'), month })?.value;
    if (value !== undefined && value !== null) found.set(month, decimal(value));
  }
  return found;
}

export function totalOf(hours: readonly CompletedHour[]): Decimal | null {
  const given = hours.flatMap((one) => one.emission ?? []);
  return given.length === 0 ? null : given.reduce((sum, one) => sum.plus(one), zero);
}

type Counts = Pick<
  z.input<typeof measuredYear>['months'][number],
  'expected' | 'valid' | 'substituted' | 'stopped' | 'missing' | 'availability'
>;

export function countsShown(hours: readonly CompletedHour[]): Counts {
  const { availability, hours: expected, ...counts } = countsOf(hours);
  return { expected, ...counts, availability: availability ? shown(availability, 2) : null };
}

type Comparison = Pick<
  z.input<typeof measuredMonth>,
  'measured' | 'measuredShown' | 'calculated' | 'calculatedShown' | 'difference' | 'differencePercent' | 'needsExplanation' | 'explanation'
>;

/** A month's two values side by side. An explanation counts as current while both values are what was explained. */
export function comparisonOf(
  measured: Decimal | null,
  calculated: Decimal | null,
  rule: MeasurementRule | null,
  explanation: ExplanationRow | undefined,
): Comparison {
  const found = compareMonth(measured, calculated, rule);
  const current =
    explanation !== undefined &&
    measured !== null &&
    calculated !== null &&
    new Decimal(explanation.measured).eq(print(measured, 20)) &&
    new Decimal(explanation.calculated).eq(print(calculated, 20));
  return {
    measured: measured ? print(measured, 20) : null,
    measuredShown: measured ? shown(measured, 3) : null,
    calculated: calculated ? print(calculated, 20) : null,
    calculatedShown: calculated ? shown(calculated, 2) : null,
    difference: found ? shown(found.difference, 2) : null,
    differencePercent: found?.percent ? shown(found.percent, 2) : null,
    needsExplanation: (found?.needsExplanation ?? false) && !current,
    explanation: explanation ? { reason: explanation.reason, at: explanation.at, byName: explanation.by_name, current } : null,
  };
}

/** Whether a stack was already, and still, measured in a month. */
function serves({ stack }: MeasuredStackYear, month: string): boolean {
  return (
    stack.first_hour !== null && stack.last_hour !== null && stack.first_hour.slice(0, 7) <= month && month <= stack.last_hour.slice(0, 7)
  );
}

/** Measured value of a month over all stacks that were measured then; null while one of them has no hour of it. */
export function measuredOf(stacks: readonly MeasuredStackYear[], month: string): Decimal | null {
  const totals = stacks.filter((one) => serves(one, month)).map((one) => totalOf(one.months.get(month) ?? []));
  if (totals.length === 0 || totals.some((one) => one === null)) return null;
  return totals.reduce<Decimal>((sum, one) => sum.plus(one ?? zero), zero);
}

export async function explanationsByMonth(work: Work, unitId: string, year: number): Promise<Map<string, ExplanationRow>> {
  const rows = await explanationsOf(work.tx, work.actor.organizationId, unitId, year);
  return new Map(rows.map((row) => [row.month, row]));
}

export function ruleShown(rule: MeasurementRule | null): z.input<typeof measuredYear>['rule'] {
  return rule && { ...rule, document: { ...rule.document }, thresholdPercent: rule.thresholdPercent.toFixed() };
}
