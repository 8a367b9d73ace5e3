import { present } from '../../assert.ts';
import { addDays, parseDay } from '../../calendar/day.ts';
import { inForceOn, type VersionInForce } from './plan-in-force.ts';

/** A version with the meters its lines assign to a unit. */
export interface MeterAssignment extends VersionInForce {
  readonly lines: readonly { readonly parameter: string; readonly meterIds: readonly string[] }[];
}

type Period = { readonly from: string; readonly to: string | null };

interface AssignableMeter {
  readonly id: string;
  readonly parameter: string;
  readonly servicePeriods: readonly Period[];
}

function clipped<M extends AssignableMeter>(meter: M, parameter: string, from: string | null, to: string | null): M[] {
  const servicePeriods = meter.servicePeriods.flatMap((period) => {
    const start = from !== null && from > period.from ? from : period.from;
    const end = to !== null && (period.to === null || to < period.to) ? to : period.to;
    return end !== null && end < start ? [] : [{ from: start, to: end }];
  });
  return servicePeriods.length > 0 ? [{ ...meter, parameter, servicePeriods }] : [];
}

/**
 * The meters of a unit by the parameter they measure. While a version of the plan is in force its lines decide, for the parameters it assigns meters to; before
 * the first version, and for other parameters, the register of meters does. A meter that serves under several assignments comes once for each, with the days of
 * each.
 */
export function metersByPlan<M extends AssignableMeter>(meters: readonly M[], versions: readonly MeterAssignment[]): M[] {
  const ordered = [...versions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : a.number - b.number));
  // A version with a lower number than one already valid never counts.
  const counting = ordered.filter((one) => inForceOn(ordered, one.validFrom) === one);
  if (counting.length === 0) return [...meters];
  const byId = new Map(meters.map((meter) => [meter.id, meter]));
  const dayBefore = (day: string) => addDays(present(parseDay(day), 'a stored day'), -1);
  const first = counting[0];
  const spans = counting.map((version, i) => ({
    version,
    from: version.validFrom,
    to: counting[i + 1] ? dayBefore(counting[i + 1]?.validFrom ?? '') : null,
  }));
  const before = first ? meters.flatMap((meter) => clipped(meter, meter.parameter, null, dayBefore(first.validFrom))) : [];
  const planned = spans.flatMap(({ version, from, to }) => {
    const lines = version.lines.filter((line) => line.meterIds.length > 0);
    const ruled = new Set(lines.map((line) => line.parameter));
    const own = lines.flatMap((line) =>
      line.meterIds.flatMap((id) => {
        const meter = byId.get(id);
        return meter ? clipped(meter, line.parameter, from, to) : [];
      }),
    );
    return [...own, ...meters.filter((meter) => !ruled.has(meter.parameter)).flatMap((meter) => clipped(meter, meter.parameter, from, to))];
  });
  return joined([...before, ...planned]);
}

/** The same meter for the same parameter once, with all its days. */
function joined<M extends AssignableMeter>(meters: readonly M[]): M[] {
  const all = new Map<string, M>();
  for (const meter of meters) {
    const key = `${meter.id} ${meter.parameter}`;
    const known = all.get(key);
    all.set(key, known ? { ...known, servicePeriods: merged([...known.servicePeriods, ...meter.servicePeriods]) } : meter);
  }
  return [...all.values()];
}

function merged(periods: readonly Period[]): Period[] {
  const done: { from: string; to: string | null }[] = [];
  for (const one of [...periods].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = done.at(-1);
    const meets = last !== undefined && (last.to === null || one.from <= dayAfter(last.to));
    if (last === undefined || !meets) done.push({ ...one });
    else if (last.to !== null && (one.to === null || one.to > last.to)) last.to = one.to;
  }
  return done;
}

function dayAfter(day: string): string {
  return addDays(present(parseDay(day), 'a stored day'), 1);
}
