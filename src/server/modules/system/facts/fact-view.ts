import type { z } from 'zod';
import type { factView } from '../../../../contract/clauses.ts';
import type { Day } from '../../../../kernel/calendar/day.ts';
import type { Fact } from '../../../../kernel/system/clause.ts';
import { type FactReading, factCountsUntil, factOver, isFactCurrent } from '../../../../kernel/system/clause-status.ts';
import type { View } from '../clauses/view.ts';
import type { FactReport } from './reading.ts';

const standingOf = (reading: FactReading | undefined, today: Day) =>
  !reading || reading.on === null ? ('missing' as const) : isFactCurrent(reading, today) ? ('current' as const) : ('outdated' as const);

/** A fact with what it says at each place; the places that trouble first. */
export function viewOfFact(fact: Fact, reports: readonly FactReport[], view: View): z.input<typeof factView> {
  const { today } = view.places;
  const { currentForDays } = fact;
  const own = reports.filter((one) => one.fact === fact.id);
  const over = factOver(own, currentForDays);
  const rank = { missing: 0, outdated: 1, current: 2 };
  return {
    ...{ id: fact.id, name: fact.name, says: fact.says, clauses: [...fact.clauses], currentForDays },
    ...{ standing: standingOf(over, today), on: over?.on ?? null, countsUntil: over ? factCountsUntil(over) : null },
    readings: own
      .map(({ entityId, on, holds, says, path }) => ({
        ...{ entity: view.nameOf(entityId), on, holds, says, path, standing: standingOf({ on, holds, currentForDays }, today) },
      }))
      .sort((a, b) => rank[a.standing] - rank[b.standing]),
  };
}
