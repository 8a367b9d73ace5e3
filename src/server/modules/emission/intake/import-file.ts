import type { z } from 'zod';
import { importOrder, type importRun } from '../../../../contract/intake.ts';
import { lastDay, parseMonth } from '../../../../kernel/calendar/month.ts';
import { plainName } from '../../../../kernel/emission/intake/table.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { type Prepared, refuseClosedMonths, type WrittenDatum, writeCells } from '../record-activity-data.ts';
import { expectManyRows, lockUnitYear } from '../store/cells.ts';
import { cellObject, type UnitYear } from '../unit-year.ts';
import type { GatheredParts } from './answer-intake.ts';
import { compareWithGrid } from './compare.ts';
import { runObject, runView } from './run-view.ts';
import { inlineValues } from './sizes.ts';
import { insertLines, insertRun, type LineRow } from './store/runs.ts';
import { allSources, saveSource } from './store/sources.ts';

type Order = z.output<typeof importOrder>;

/** What a long import tells while it runs. `step` may throw to stop everything: then nothing was written. */
export interface ImportHooks {
  readonly channel: 'file' | 'drop';
  /** The names of the columns of each sheet; needed where the mapping is saved. */
  readonly signatures: readonly string[];
  /** The source's name where the mapping is not saved anew. */
  readonly sourceName?: string;
  readonly step?: (done: number, total: number) => Promise<void>;
}

interface Block {
  readonly data: UnitYear;
  readonly prepared: Prepared[];
  readonly places: Map<string, string>;
}

export function cellPlace(sheet: string, cell: string): string {
  return sheet === '' ? cell : `${sheet}!${cell}`;
}

function refuseUnfinished(gathered: GatheredParts, compared: { errors: number; findings: readonly Finding[] }): void {
  const unknown = gathered.unknown.map(
    ({ kind, name, sheet, cell }): Finding => ({
      code: 'name_not_resolved',
      severity: 'error',
      place: { at: { ...(sheet === '' ? {} : { sheet }), cell, kind } },
      text: {
        zh: `${cellPlace(sheet, cell)}：名称“${name}”尚未说明指什么`,
        en: `${cellPlace(sheet, cell)}: nobody has said what "${name}" means`,
      },
      cure: { zh: '在“对应名称”一步说明一次，或选择跳过', en: 'Say it once in the step "names", or choose to skip it' },
    }),
  );
  const findings = [...compared.findings, ...unknown].slice(0, 200);
  if (compared.errors > 0 || unknown.length > 0)
    throw new Refusal(findings.length > 0 && findings.every((f) => f.code === 'unit_mismatch') ? 'unit_mismatch' : 'invalid_input', {
      findings,
    });
}

/** Saves mapping and names for the next file of the same source. */
async function keepSource(work: Work, order: Order, [signature = '', ...signatures]: readonly string[]): Promise<string | null> {
  const { organizationId } = work.actor;
  const sources = await allSources(work.tx, organizationId);
  const used = sources.find((source) => source.id === order.sourceId);
  if (order.sourceId !== null && !used) throw new Refusal('not_found', { values: { what: 'import_source', id: order.sourceId } });
  if (order.sourceName === null || order.sourceName === '') return used?.id ?? null;
  const name = order.sourceName;
  const source = used ?? sources.find((one) => plainName(one.name) === plainName(name));
  const id = source?.id ?? work.newId();
  const more = order.more.map((recipe, index) => ({ signature: signatures[index] ?? '', recipe }));
  const saved = { id, name, signature, recipe: order.recipe, more, aliases: order.aliases };
  const version = await saveSource(work.tx, organizationId, saved, work);
  const kind = source ? 'import_source.changed' : 'import_source.saved';
  work.record({ kind, objectType: 'import_source', objectId: id, objectVersion: version, content: saved });
  return id;
}

/** The file becomes evidence of every value it brought (clause 7.4). */
async function keepEvidence(
  work: Work,
  order: Order,
  blocks: readonly Block[],
  written: readonly (WrittenDatum & { data: UnitYear })[],
  months: readonly string[],
): Promise<void> {
  const entities = new Set(blocks.map((block) => block.data.unit.entityId));
  const [first, last] = [parseMonth(months[0]), parseMonth(months.at(-1))];
  const { id } = await document.addEvidence.run(work, {
    title: order.fileName.replace(/\.[^.]+$/, '').slice(0, 200) || order.fileName,
    kind: 'production_report',
    entityId: entities.size === 1 ? ([...entities][0] ?? null) : null,
    periodFrom: first === null ? null : `${first}-01`,
    periodTo: last === null ? null : lastDay(last),
    validUntil: null,
    note: '',
    fileSha256: order.fileSha256,
    fileName: order.fileName,
  });
  for (let at = 0; at < written.length; at += 2000) {
    const uses = written.slice(at, at + 2000).map(({ cellId, month, rowKey, data }) => ({
      objectType: cellObject,
      objectId: cellId,
      label: { zh: `${data.unit.name} ${month} ${rowKey}`, en: `${data.unit.nameEn} ${month} ${rowKey}` },
      path: `/emission/units/${data.unit.id}/${data.year}?cell=${cellId}`,
    }));
    await document.useEvidence(work, [id], uses);
  }
}

async function blocksOf(
  work: Work,
  shelf: Shelf,
  gathered: GatheredParts,
  order: Order,
): Promise<{ blocks: Block[]; compared: Awaited<ReturnType<typeof compareWithGrid>> }> {
  // Always in the same order, so that two imports wait for each other instead of both giving up.
  const places = [...gathered.places].sort((a, b) => (`${a.unitId} ${a.year}` < `${b.unitId} ${b.year}` ? -1 : 1));
  for (const { unitId, year } of places) await lockUnitYear(work.tx, unitId, year);
  const blocks = new Map<UnitYear, Block>();
  const compared = await compareWithGrid(work, shelf, gathered, {
    acquisition: order.acquisition,
    each: ({ entry, data, prepared, state }) => {
      if (state === 'unchanged') return;
      const block: Block = blocks.get(data) ?? { data, prepared: [], places: new Map() };
      blocks.set(data, block);
      block.prepared.push(prepared);
      block.places.set(`${prepared.row.key} ${entry.month}`, cellPlace(entry.sheet, entry.cell));
    },
  });
  return { blocks: [...blocks.values()], compared };
}

/**
 * Takes a file into the grid (A.8): everything it says under its mapping, or nothing. The file was read before; here its values are compared once more with what
 * counts now, and an import that would do something else than was previewed is refused. One transaction, whatever the size.
 */
export function importFile(shelf: Shelf, gathered: GatheredParts, hooks: ImportHooks) {
  return command({
    name: 'emission.import-file',
    action: 'emission.record',
    input: importOrder,
    statementSeconds: 60,
    run: async (work, order): Promise<z.input<typeof importRun>> => {
      const { organizationId, personId, name } = work.actor;
      if (gathered.count > inlineValues) await expectManyRows(work.tx);
      const { blocks, compared } = await blocksOf(work, shelf, gathered, order);
      refuseUnfinished(gathered, compared);
      if (compared.seal !== order.seal) throw new Refusal('conflict', { detail: changedSince });
      for (const entityId of new Set(blocks.map((block) => block.data.unit.entityId))) await work.permit('emission.record', entityId);
      const sourceId = await keepSource(work, order, hooks.signatures);
      const counts = { ...compared.counts, empty: gathered.empty, skipped: gathered.skipped };
      const runId = work.newId();
      const run = {
        id: runId,
        channel: hooks.channel,
        source_id: sourceId,
        source_name: order.sourceName || hooks.sourceName || null,
        file_name: order.fileName,
        file_sha256: order.fileSha256,
        recorded_at: work.now,
        recorded_by: personId,
        recorded_by_name: name,
      };
      await insertRun(work.tx, {
        ...run,
        organization_id: organizationId,
        recipe: JSON.stringify(order.more.length === 0 ? order.recipe : [order.recipe, ...order.more]),
        counts: JSON.stringify(counts),
        state: 'imported',
        undo: null,
        undone_at: null,
        undone_by_name: null,
        version: 1,
      });
      const written = await writeBlocks(work, blocks, runId, hooks);
      if (order.asEvidence && written.length > 0) await keepEvidence(work, order, blocks, written, compared.months);
      work.record({
        kind: 'import.recorded',
        objectType: runObject,
        objectId: runId,
        objectVersion: 1,
        content: { ...run, counts, seal: compared.seal },
      });
      return await runView(work, runId);
    },
  });
}

const changedSince = {
  zh: '预览之后数据又有变化，导入会与预览不同，因此没有保存任何内容。请重新预览后确认。',
  en: 'The data changed after the preview and the import would do something else than was shown, so nothing was saved. Preview again and confirm.',
};

async function writeBlocks(
  work: Work,
  blocks: readonly Block[],
  runId: string,
  hooks: ImportHooks,
): Promise<(WrittenDatum & { data: UnitYear })[]> {
  const all: (WrittenDatum & { data: UnitYear })[] = [];
  const total = blocks.reduce((sum, block) => sum + block.prepared.length, 0);
  let done = 0;
  for (const { data, prepared, places } of blocks) {
    refuseClosedMonths(data, new Set(prepared.map((p) => p.draft.month)));
    const written = await writeCells(work, data, prepared);
    const lines = written.map(
      (datum, index): LineRow => ({
        organization_id: work.actor.organizationId,
        run_id: runId,
        number: all.length + index + 1,
        place: places.get(`${datum.rowKey} ${datum.month}`) ?? '',
        unit_id: data.unit.id,
        cell_id: datum.cellId,
        datum_id: datum.datumId,
        before_datum_id: datum.before,
      }),
    );
    await insertLines(work.tx, lines);
    for (const datum of written) all.push({ ...datum, data });
    done += prepared.length;
    await hooks.step?.(done, total);
  }
  return all;
}
