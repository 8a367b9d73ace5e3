import type { z } from 'zod';
import { completenessEndpoints, type completenessMap } from '../../../../contract/completeness.ts';
import { meterPenalties } from '../../../../kernel/emission/applied-factors.ts';
import { completenessRows, type Letters } from '../../../../kernel/emission/completeness-map.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { methodOf, monthsOf, rowsOf } from '../unit-year.ts';
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

function lettersOf(months: string): Letters {
  return new Map(months.split(' ').map((one) => [one.slice(0, 7), one.slice(7)]));
}

const nameOf = (parameter: string | null, streamId: string | null) => `${streamId ?? ''} ${parameter ?? ''}`;

function byRow(found: readonly MonthsOfRow[]): ReadonlyMap<string, ReadonlyMap<string, Letters>> {
  const units = new Map<string, Map<string, Letters>>();
  for (const { unitId, parameter, fuelStreamId, months } of found) {
    const own = units.get(unitId) ?? new Map<string, Letters>();
    units.set(unitId, own.set(nameOf(parameter, fuelStreamId), lettersOf(months)));
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
      const months = years.flatMap(monthsOf);
      const ids = units.map((unit) => unit.id);
      const found = byRow(await monthsOfRows(work.tx, work.actor.organizationId, ids, `${from}-01`, `${to}-12`));
      const meters = await organization.meterRecordsOfUnits(work, units);
      return {
        from,
        to,
        units: units.map((unit) => {
          const method = methodOf(shelf, unit);
          const own = found.get(unit.id);
          const corrected = new Map<string, Set<string>>();
          for (const year of years)
            for (const { of, month } of meterPenalties(method.description.screen?.corrections ?? [], meters.get(unit.id) ?? [], year))
              corrected.set(of, (corrected.get(of) ?? new Set<string>()).add(month));
          const rows = rowsOf(method, unit);
          const states = own?.get(nameOf(null, null));
          return {
            unitId: unit.id,
            unitName: { zh: unit.name, en: unit.nameEn },
            states: months.map((month) => states?.get(month) ?? '.').join(''),
            rows: completenessRows(
              rows,
              method.description.screen ?? {},
              months,
              (row) => own?.get(nameOf(row.input.symbol, row.stream?.id ?? null)),
              corrected,
            ),
          };
        }),
      };
    },
  });
}
