import type { z } from 'zod';
import { intakeEndpoints as e, type importRun } from '../../../../contract/intake.ts';
import { present } from '../../../../kernel/assert.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { inlineValues } from './sizes.ts';
import { findRun, placesOf, type RunRow, runsPage } from './store/runs.ts';

type Run = z.input<typeof importRun>;

export const runObject = 'import_run';

async function views(work: Work, rows: readonly RunRow[]): Promise<Run[]> {
  const places = await placesOf(
    work.tx,
    work.actor.organizationId,
    rows.map((row) => row.id),
  );
  const units = new Map((await organization.allUnits(work)).map((unit) => [unit.id, { zh: unit.name, en: unit.nameEn }]));
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    fileName: row.file_name,
    fileSha256: row.file_sha256,
    sourceName: row.source_name,
    state: row.state,
    counts: row.counts,
    undo: row.undo,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
    undoneAt: row.undone_at,
    undoneByName: row.undone_by_name,
    undoInBackground: row.counts.new + row.counts.changed > inlineValues,
    places: places
      .filter((place) => place.runId === row.id)
      .map(({ unitId, year, values }) => ({ unitId, unitName: units.get(unitId) ?? { zh: '', en: '' }, year, values })),
    version: row.version,
  }));
}

export async function runView(work: Work, runId: string): Promise<Run> {
  const row = await findRun(work.tx, work.actor.organizationId, runId);
  if (!row) throw new Refusal('not_found', { values: { what: 'import', id: runId } });
  return present((await views(work, [row]))[0], 'an import that was found');
}

/** Imports, newest first. */
export const listImports = query({
  name: 'emission.list-imports',
  action: 'emission.read',
  input: e.listImports.query,
  run: async (work, { offset, limit }) => {
    const { rows, total } = await runsPage(work.tx, work.actor.organizationId, offset, limit);
    return { items: await views(work, rows), total };
  },
});

export const readImport = query({
  name: 'emission.read-import',
  action: 'emission.read',
  input: e.readImport.params,
  run: (work, { runId }) => runView(work, runId),
});
