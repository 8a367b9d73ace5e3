import type { z } from 'zod';
import { directMeasurementEndpoints as e, type measuredMonth, type measuredYear } from '../../../../contract/direct-measurement.ts';
import { substitutionFindings } from '../../../../kernel/emission/direct-measurement/evaluate-month.ts';
import { daysOf, reportFields, shownOf, statisticsOf } from '../../../../kernel/emission/direct-measurement/report.ts';
import { shown } from '../../../../kernel/quantity/decimal.ts';
import { query, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { mutable } from '../grid-view.ts';
import { monthsOf } from '../unit-year.ts';
import {
  calculatedMonths,
  comparisonOf,
  countsShown,
  explanationsByMonth,
  type MeasuredStackYear,
  type MeasurementParts,
  measuredOf,
  ruleShown,
  stacksOfYear,
  totalOf,
} from './measured-months.ts';
import { stackOf } from './stacks.ts';
import { batchesOf } from './store.ts';
import { batchOf } from './take-hours.ts';

type MonthView = z.input<typeof measuredMonth>;

/** A unit's year: measured beside calculated, month by month, with availability and what was explained (A.8). */
export function readMeasuredYear(parts: MeasurementParts) {
  return query({
    name: 'measurement.read-year',
    action: 'emission.read',
    input: e.readMeasuredYear.params,
    run: async (work, { unitId, year }): Promise<z.input<typeof measuredYear>> => {
      const unit = await organization.findUnit(work, unitId);
      await work.permit('emission.read', unit.entityId);
      const stacks = await stacksOfYear(work, parts, unitId, year);
      const calculated = await calculatedMonths(work, parts, unit, year);
      const explanations = await explanationsByMonth(work, unitId, year);
      const rule = parts.rules.ofYear(year);
      const batches = await batchesOf(
        work.tx,
        work.actor.organizationId,
        stacks.map((one) => one.stack.id),
      );
      return {
        unitId,
        year,
        rule: ruleShown(rule),
        substitution: {
          title: { ...parts.rules.substitution.title },
          document: { ...parts.rules.substitution.document },
          confidence: parts.rules.substitution.confidence,
        },
        stacks: stacks.map((one) => stackOf(one.stack)),
        months: monthsOf(year).map((month) => ({
          month,
          ...comparisonOf(measuredOf(stacks, month), calculated.get(month) ?? null, rule, explanations.get(month)),
          ...countsShown(stacks.flatMap((one) => one.months.get(month) ?? [])),
        })),
        batches: batches.map(batchOf),
      };
    },
  });
}

function stackMonth(one: MeasuredStackYear, month: string): MonthView['stacks'][number] {
  const hours = one.months.get(month) ?? [];
  const days = daysOf(hours, one.readings);
  const total = totalOf(hours);
  return {
    stack: stackOf(one.stack),
    ...countsShown(hours),
    total: total ? shown(total, 3) : null,
    fields: statisticsOf(days).map(({ field, mean, greatest, least, count, total: sum }) => ({
      key: field.key,
      title: field.title,
      unit: field.unit,
      mean: shownOf(field, mean),
      greatest: shownOf(field, greatest),
      least: shownOf(field, least),
      count,
      total: shownOf(field, sum),
    })),
    days: days.map(({ day, values, valid, substituted, stopped, missing }) => ({
      day,
      values: Object.fromEntries(
        reportFields.flatMap((field) => (values[field.key] ? [[field.key, shownOf(field, values[field.key]) ?? '']] : [])),
      ),
      ...{ valid, substituted, stopped, missing },
    })),
    hours: hours.map(({ hour, state, emission, lookedBack, gap }) => ({
      hour,
      state,
      status: one.readings.get(hour)?.status ?? null,
      emission: emission ? shown(emission, 3) : null,
      lookedBack,
      gap,
    })),
    findings: substitutionFindings(hours, 'HJ 75-2017').map(mutable),
  };
}

/** A month with its hours, days and table C.8. The caller has checked permission. */
export async function monthView(work: Work, parts: MeasurementParts, unit: organization.Unit, month: string): Promise<MonthView> {
  const year = Number(month.slice(0, 4));
  const stacks = await stacksOfYear(work, parts, unit.id, year);
  const calculated = await calculatedMonths(work, parts, unit, year);
  const explanations = await explanationsByMonth(work, unit.id, year);
  const rule = parts.rules.ofYear(year);
  return {
    unitId: unit.id,
    month,
    rule: ruleShown(rule),
    stacks: stacks.map((one) => stackMonth(one, month)),
    ...comparisonOf(measuredOf(stacks, month), calculated.get(month) ?? null, rule, explanations.get(month)),
  };
}

export function readMeasuredMonth(parts: MeasurementParts) {
  return query({
    name: 'measurement.read-month',
    action: 'emission.read',
    input: e.readMeasuredMonth.params,
    run: async (work, { unitId, month }) => {
      const unit = await organization.findUnit(work, unitId);
      await work.permit('emission.read', unit.entityId);
      return await monthView(work, parts, unit, month);
    },
  });
}
