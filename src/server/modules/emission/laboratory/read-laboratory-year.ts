import type { z } from 'zod';
import { laboratoryEndpoints, type laboratoryStatus } from '../../../../contract/laboratory.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { retainUntil } from '../../../../kernel/emission/laboratory/coal-sample.ts';
import { sameShown } from '../../../../kernel/emission/laboratory/month-findings.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { loadUnitYear, monthsOf } from '../unit-year.ts';
import { type AssessedMonth, assessCoalMonth, type CoalMonth } from './assess.ts';
import { coalKey, coalStreams, type LaboratoryRecord, loadLaboratory } from './load.ts';
import { sampleView } from './views.ts';

type Status = z.output<typeof laboratoryStatus>;

/** A month that left the draft without a carbon content took its default: nothing is waited for any more. */
function statusOf(facts: CoalMonth, assessed: AssessedMonth, waiting: number, open: boolean): Status {
  if (facts.samples.length === 0 && facts.days.length === 0) return 'empty';
  const { C_ar } = assessed.result;
  if (C_ar === null && !open && !facts.cells.carbonGiven) return 'default';
  if (C_ar === null) return waiting > 0 || facts.samples.length === 0 ? 'waiting' : 'default';
  if (facts.cells.C_ar === null) return 'ready';
  return sameShown(C_ar, facts.cells.C_ar, facts.digits('C_ar')) ? 'adopted' : 'differs';
}

function retentionOf(work: Work, record: LaboratoryRecord, months: number): { kept: number; over: number } {
  const today = todayOf(work.now);
  const standing = record.samples.filter((one) => !one.withdrawn);
  const over = standing.filter((one) => retainUntil(present(parseDay(one.sampledOn), 'a stored day'), months) < today).length;
  return { kept: standing.length - over, over };
}

/** A unit's laboratory record month by month, with where each stands (A.8). */
export function readLaboratoryYear(shelf: Shelf) {
  return query({
    name: 'laboratory.read-year',
    action: 'emission.read',
    input: laboratoryEndpoints.readLaboratoryYear.params,
    run: async (work, { unitId, year }) => {
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.read', data.unit.entityId);
      const record = await loadLaboratory(work, shelf, [data.unit], year, data.cells, {
        everyMonth: true,
        plans: new Map([[data.unit.id, data.plans]]),
      });
      const months = [];
      let retentionMonths = 12;
      for (const stream of coalStreams(data.unit)) {
        for (const month of monthsOf(year)) {
          const facts = present(record.months.get(coalKey(stream.id, month)), 'a month of the year');
          const assessed = await assessCoalMonth(shelf, facts);
          retentionMonths = assessed.limits?.retentionMonths ?? retentionMonths;
          const own = record.samples.filter((one) => one.fuelStreamId === stream.id && one.month === month && !one.withdrawn);
          const standings = own.map((one) => sampleView(one, assessed, []).standing);
          const count = (standing: string) => standings.filter((one) => one === standing).length;
          months.push({
            fuelStreamId: stream.id,
            streamName: { zh: stream.name, en: stream.nameEn },
            month,
            monthState: data.months.get(month)?.state ?? ('draft' as const),
            status: statusOf(facts, assessed, count('waiting'), (data.months.get(month)?.state ?? 'draft') === 'draft'),
            fuelDays: facts.days.filter((day) => day.fuelT !== null).length,
            samples: own.length,
            valid: count('valid'),
            waiting: count('waiting'),
            late: count('late'),
            flagged: count('flagged') + count('invalid'),
            way: assessed.way,
            carbonAr: assessed.result.C_ar,
            ncvAr: assessed.result.NCV_ar,
            errors: assessed.findings.filter((one) => one.severity === 'error').length,
            warnings: assessed.findings.filter((one) => one.severity === 'warning').length,
          });
        }
      }
      return {
        unitId,
        unitName: { zh: data.unit.name, en: data.unit.nameEn },
        year,
        months,
        retention: retentionOf(work, record, retentionMonths),
      };
    },
  });
}
