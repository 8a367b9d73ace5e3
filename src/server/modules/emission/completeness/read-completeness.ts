import type { z } from 'zod';
import { completenessEndpoints, type completenessMap } from '../../../../contract/completeness.ts';
import { monthsOfYear } from '../../../../kernel/calendar/month.ts';
import { uncoveredSpans } from '../../../../kernel/emission/calibration-cover.ts';
import { completenessRows, type Letters } from '../../../../kernel/emission/completeness-map.ts';
import type { Correction } from '../../../../kernel/emission/grid.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { methodOf, rowsOf } from '../unit-year.ts';
import { type MonthsOfRow, monthsOfRows } from './store.ts';

type Map_ = z.input<typeof completenessMap>;
const { params, query: asked } = completenessEndpoints.readCompleteness;
const mostYears = 20;

const wrongSpan: Finding = {
  code: 'wrong_span',
  severity: 'error',
  place: { path: '/to' },
  text: {
    zh: `起止年份应先后有序，且不超过 ${mostYears} 年`,
    en: `The last year must not be before the first, and no more than ${mostYears} years`,
  },
};

/** `2024-07e 2024-08v` as letters by the number of the month, January of the first year being 0. */
function lettersOf(months: string, from: number, count: number): Letters {
  const letters = new Array<string>(count).fill('.');
  for (const one of months.split(' ')) letters[(Number(one.slice(0, 4)) - from) * 12 + Number(one.slice(5, 7)) - 1] = one.slice(7);
  return letters;
}

/** Months that calibrations correct, by parameter; units that share their meters are asked once. */
function correctedMonths(years: readonly number[]) {
  const known = new Map<string, ReadonlyMap<string, ReadonlySet<number>>>();
  return (corrections: readonly Correction[], meters: readonly organization.MeterRecord[]): ReadonlyMap<string, ReadonlySet<number>> => {
    const key = meters.map((meter) => meter.id).join(' ');
    const there = known.get(key);
    if (there) return there;
    const found = new Map<string, Set<number>>();
    for (const { of } of corrections) {
      const own = meters.filter((meter) => meter.parameter === of);
      if (own.length === 0) continue;
      const months = years.flatMap(monthsOfYear).flatMap((month, i) => (uncoveredSpans(own, month).length > 0 ? [i] : []));
      found.set(of, new Set(months));
    }
    known.set(key, found);
    return found;
  };
}

const nameOf = (parameter: string | null, streamId: string | null) => `${streamId ?? ''} ${parameter ?? ''}`;

function byRow(found: readonly MonthsOfRow[], from: number, count: number): ReadonlyMap<string, ReadonlyMap<string, Letters>> {
  const units = new Map<string, Map<string, Letters>>();
  for (const { unitId, parameter, fuelStreamId, months } of found) {
    const own = units.get(unitId) ?? new Map<string, Letters>();
    units.set(unitId, own.set(nameOf(parameter, fuelStreamId), lettersOf(months, from, count)));
  }
  return units;
}

/** Month × parameter of the units below an entity over years: what is there, what has evidence, where a penalty applies, where each month stands (A.8). */
export function readCompleteness(shelf: Shelf) {
  return query({
    name: 'emission.read-completeness',
    action: 'emission.read',
    input: params.extend(asked.shape),
    run: async (work, { entityId, from, to, unitId }): Promise<Map_> => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      if (to < from || to - from >= mostYears) throw new Refusal('invalid_input', { findings: [wrongSpan] });
      const units = (await organization.unitsBelow(work, entityId)).filter((unit) => unitId === undefined || unit.id === unitId);
      const years = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      const count = years.length * 12;
      const ids = units.map((unit) => unit.id);
      const found = byRow(await monthsOfRows(work.tx, work.actor.organizationId, ids, `${from}-01`, `${to}-12`), from, count);
      const meters = await organization.meterRecordsOfUnits(work, units);
      const correctedOf = correctedMonths(years);
      return {
        from,
        to,
        units: units.map((unit) => {
          const method = methodOf(shelf, unit);
          const own = found.get(unit.id);
          const screen = method.description.screen ?? {};
          const corrected = correctedOf(method.description.screen?.corrections ?? [], meters.get(unit.id) ?? []);
          const rows = rowsOf(method, unit);
          const states = own?.get(nameOf(null, null));
          return {
            unitId: unit.id,
            unitName: { zh: unit.name, en: unit.nameEn },
            states: states?.join('') ?? '.'.repeat(count),
            rows: completenessRows(rows, screen, count, (row) => own?.get(nameOf(row.input.symbol, row.stream?.id ?? null)), corrected),
          };
        }),
      };
    },
  });
}
