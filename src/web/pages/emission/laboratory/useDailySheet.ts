import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { emissionEndpoints } from '../../../../contract/emission.ts';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { call, Problem } from '../../../api/call.ts';
import { ask } from '../../../api/queries.ts';
import { useProblemWords } from '../../../parts/RefusalNotice.tsx';
import { readCellText } from '../../../ui/grid/cell-text.ts';
import { type Batch, type Known, splitKey } from '../../../ui/grid/drafts.ts';
import type { SaveOutcome } from '../../../ui/grid/useDraftSaving.ts';
import { useSheet } from '../../../ui/grid/useSheet.ts';
import { useWords } from '../../../words/language.ts';
import { type CoalMonth, columnOf, type DailyBasis, type DailyField, type DayIndex, indexDays, textAt, versionAt } from './model.ts';

export interface CoalPlace {
  readonly unitId: string;
  readonly fuelStreamId: string;
  readonly month: string;
}

const rules = { unit: '', units: [] };

/** Puts a month that the server answered with where everything reads it; what rests on it elsewhere is asked again. */
export function useTakeMonth(place: CoalPlace): (month: CoalMonth) => void {
  const client = useQueryClient();
  return (month) => {
    client.setQueryData(ask(laboratoryEndpoints.readLaboratoryMonth, { params: place }).queryKey, month);
    for (const endpoint of [
      laboratoryEndpoints.readLaboratoryYear,
      laboratoryEndpoints.readSample,
      emissionEndpoints.readMonthGrid,
      emissionEndpoints.readWorkbench,
      emissionEndpoints.readAnnualResult,
      emissionEndpoints.readCell,
    ])
      void client.invalidateQueries({ queryKey: [endpoint.name] });
  };
}

/** The sheet of a coal month's days: what is typed saves itself, a whole block at a time. */
export function useDailySheet(place: CoalPlace, index: DayIndex, basis: DailyBasis) {
  const client = useQueryClient();
  const take = useTakeMonth(place);
  const { t, say } = useWords();
  const problemWords = useProblemWords();
  // One sample takes many cells: a version made by our own last block is no one else's.
  const own = useRef(new Map<string, number>());
  const known: Known = useMemo(
    () => ({
      textOf: (day, field) => textAt(index, day, field),
      versionOf: (day, field) => versionAt(index, day, field),
      faultOf: (_, text) => {
        const read = readCellText(text, rules);
        return read.kind === 'problem' ? t(`emission.problem.${read.problem}`, { detail: read.detail, units: '' }) : null;
      },
    }),
    [index, t],
  );

  async function save(batch: Batch): Promise<SaveOutcome> {
    const cells = batch.cells.map(({ key, text, seenVersion }) => {
      const { rowKey: day, colKey } = splitKey(key);
      const { key: field, of } = columnOf(colKey);
      const read = readCellText(text, rules);
      const mine = own.current.get(`${of} ${day}`) ?? 0;
      return {
        day,
        field: field satisfies DailyField,
        value: read.kind === 'number' ? read.value : null,
        seenVersion: Math.max(seenVersion, mine),
      };
    });
    try {
      const month = await call(laboratoryEndpoints.recordDailyCoal, { params: place, body: { cells, basis } });
      take(month);
      const fresh = indexDays(month);
      for (const { day, field } of cells) own.current.set(`${columnOf(field).of} ${day}`, versionAt(fresh, day, field));
      return { kind: 'saved', versionOf: versionsIn(fresh) };
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.status === 0 || fault.status >= 500 || fault.status === 429) return { kind: 'unreachable' };
      const said = problemWords(fault);
      if (fault.code === 'conflict') {
        const month = await client
          .fetchQuery({ ...ask(laboratoryEndpoints.readLaboratoryMonth, { params: place }), staleTime: 0 })
          .catch(() => null);
        return { kind: 'overtaken', versionOf: versionsIn(month ? indexDays(month) : index), why: said.title };
      }
      const named = new Map<string, string>();
      for (const finding of fault.findings) {
        const at = /^\/?(?:body\/)?cells\/(\d+)/.exec(finding.place.path ?? '');
        const key = at ? batch.cells[Number(at[1])]?.key : undefined;
        if (key !== undefined) named.set(key, say(finding.text));
      }
      return { kind: 'refused', named, otherwise: `${said.title} ${said.detail}` };
    }
  }

  return { ...useSheet(known, save), known };
}

function versionsIn(index: DayIndex): (key: string) => number {
  return (key) => {
    const { rowKey, colKey } = splitKey(key);
    return versionAt(index, rowKey, colKey);
  };
}
