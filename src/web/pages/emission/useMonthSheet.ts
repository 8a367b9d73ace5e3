import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { evidenceListEndpoints } from '../../../contract/evidence-list.ts';
import { call, Problem } from '../../api/call.ts';
import { ask } from '../../api/queries.ts';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { readCellText } from '../../ui/grid/cell-text.ts';
import { type Batch, cellKey, type Drafts, type Known, splitKey } from '../../ui/grid/drafts.ts';
import type { SaveOutcome } from '../../ui/grid/useDraftSaving.ts';
import { useSheet } from '../../ui/grid/useSheet.ts';
import { useWords } from '../../words/language.ts';
import { cellText, type GridIndex, indexGrid, type MonthGrid, rulesOf, wireValue } from './grid-model.ts';
import { useFaceWords } from './useFaceWords.ts';

export interface GridPlace {
  readonly unitId: string;
  readonly year: number;
}

/** Puts a grid that the server answered with where everything on the page reads it, and lets the totals above it be asked again. */
export function useTakeGrid({ unitId, year }: GridPlace): (grid: MonthGrid) => void {
  const client = useQueryClient();
  return (grid) => {
    client.setQueryData(ask(emissionEndpoints.readMonthGrid, { params: { unitId, year } }).queryKey, grid);
    for (const endpoint of [
      emissionEndpoints.readAnnualResult,
      emissionEndpoints.readWorkbench,
      emissionEndpoints.readCell,
      emissionEndpoints.readDerivation,
      emissionEndpoints.readMonthHistory,
      evidenceListEndpoints.readEvidenceChecklist,
    ])
      void client.invalidateQueries({ queryKey: [endpoint.name] });
  };
}

export type MonthSheet = ReturnType<typeof useMonthSheet>;

/** The sheet of a unit's year: what is typed saves itself as new versions, a whole block at a time. */
export function useMonthSheet(place: GridPlace, index: GridIndex) {
  const client = useQueryClient();
  const take = useTakeGrid(place);
  const { say } = useWords();
  const problemWords = useProblemWords();
  const words = useFaceWords();
  const latest = useRef(index);
  latest.current = index;

  const known: Known = useMemo(
    () => ({
      textOf: (rowKey, colKey) => cellText(index.cells.get(cellKey(rowKey, colKey)), index.rows.get(rowKey)?.unit ?? ''),
      versionOf: (rowKey, colKey) => index.cells.get(cellKey(rowKey, colKey))?.datumVersion ?? 0,
      faultOf: (rowKey, text) => {
        const row = index.rows.get(rowKey);
        if (!row) return '';
        const read = readCellText(text, rulesOf(row));
        return read.kind === 'problem' ? words.problem(read, row) : null;
      },
    }),
    [index, words],
  );

  async function save(batch: Batch): Promise<SaveOutcome> {
    const cells = batch.cells.map((cell) => bodyOf(cell, latest.current));
    try {
      const grid = await call(emissionEndpoints.recordActivityData, { params: place, body: { cells } });
      take(grid);
      return { kind: 'saved', versionOf: versionsIn(indexGrid(grid)) };
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.status === 0 || fault.status >= 500 || fault.status === 429) return { kind: 'unreachable' };
      const said = problemWords(fault);
      if (fault.code === 'conflict') {
        const grid = await client
          .fetchQuery({ ...ask(emissionEndpoints.readMonthGrid, { params: place }), staleTime: 0 })
          .catch(() => null);
        return { kind: 'overtaken', versionOf: versionsIn(grid ? indexGrid(grid) : latest.current), why: said.title };
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

  const sheet = useSheet(known, save);
  useKeptDrafts(place, sheet.drafts);
  return { ...sheet, known };
}

function bodyOf({ key, text, seenVersion }: Batch['cells'][number], index: GridIndex) {
  const { rowKey, colKey } = splitKey(key);
  const row = index.rows.get(rowKey);
  const cell = index.cells.get(key);
  const wire = row ? wireValue(text, row) : null;
  return {
    month: colKey,
    parameter: row?.parameter ?? rowKey,
    fuelStreamId: row?.fuelStreamId ?? null,
    value: wire?.value ?? null,
    ...(wire ? { unit: wire.unit } : {}),
    acquisition: cell?.acquisition ?? ('measured' as const),
    comment: cell?.comment ?? '',
    seenVersion,
  };
}

function versionsIn(index: GridIndex): (key: string) => number {
  return (key) => index.cells.get(key)?.datumVersion ?? 0;
}

/** What could not be saved survives a closed window: it lies in this browser until the server has it. */
function useKeptDrafts({ unitId, year }: GridPlace, drafts: Drafts): void {
  const name = keptName({ unitId, year });
  const mounted = useRef(false);
  useEffect(() => {
    // The first look is for what was kept; writing begins with the first change.
    if (!mounted.current) {
      mounted.current = true;
      return;
    }
    try {
      if (drafts.size === 0) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify([...drafts].map(([key, { text, seenVersion }]) => ({ key, text, seenVersion }))));
    } catch {
      // Storage may be forbidden or full; the drafts still stand on the page.
    }
  }, [name, drafts]);
}

export function keptName({ unitId, year }: GridPlace): string {
  return `tanheng.drafts.${unitId}.${year}`;
}

/** Drafts of an earlier visit, read leniently. */
export function keptDrafts(place: GridPlace, known: Known): Drafts {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptName(place)) ?? '[]');
    if (!Array.isArray(kept)) return new Map();
    return new Map(
      kept.flatMap((item: { key?: unknown; text?: unknown; seenVersion?: unknown }) => {
        if (typeof item.key !== 'string' || typeof item.text !== 'string' || typeof item.seenVersion !== 'number') return [];
        const why = known.faultOf(splitKey(item.key).rowKey, item.text);
        const state = why === null ? ('waiting' as const) : ('invalid' as const);
        return [[item.key, { text: item.text, seenVersion: item.seenVersion, state, stamp: 1, why }] as const];
      }),
    );
  } catch {
    return new Map();
  }
}
