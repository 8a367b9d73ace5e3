import { useState } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { call } from '../../api/call.ts';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import type { MonthGrid } from './grid-model.ts';
import { deedTargets, type ForwardDeed } from './month-deeds.ts';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

/** By month: why it was refused, or null where it is done. */
type Outcome = ReadonlyMap<string, string | null>;

/** Moves several months one after another, each on its own: one refusal does not hold the others back. */
export function useBulkMove(grid: MonthGrid, place: GridPlace) {
  const take = useTakeGrid(place);
  const problemWords = useProblemWords();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(new Map());

  async function move(month: MonthGrid['months'][number], deed: ForwardDeed): Promise<string | null> {
    try {
      take(
        await call(emissionEndpoints.moveMonth, {
          params: { unitId: place.unitId, month: month.month },
          body: { to: deedTargets[deed], reason: '', version: month.version },
        }),
      );
      return null;
    } catch (fault) {
      const words = problemWords(fault);
      return `${words.title} ${words.detail}`;
    }
  }

  return {
    busy,
    outcome,
    forget: () => setOutcome(new Map()),
    run: async (deed: ForwardDeed, wanted: readonly string[]) => {
      setBusy(true);
      const told = new Map<string, string | null>();
      for (const month of grid.months.filter((one) => wanted.includes(one.month))) {
        told.set(month.month, await move(month, deed));
        setOutcome(new Map(told));
      }
      setBusy(false);
    },
  };
}
