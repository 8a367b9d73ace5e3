import { z } from 'zod';
import { inventoryLineEndpoints as e } from '../../../../contract/inventory-lines.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { lineObject } from '../record-lines.ts';
import { openForWriting, sourceObject } from '../save-source.ts';
import { currentSources, lineById } from '../store.ts';

/** Ties evidence to a line, or unties it (9.1: what a figure rests on). */
export const attachEvidence = command({
  name: 'inventory.attach-evidence',
  action: 'inventory.edit',
  input: z.strictObject({ ...e.attachEvidence.params.shape, ...e.attachEvidence.body.shape }),
  run: async (work, { inventoryId, lineId, evidenceIds, release }) => {
    const row = await openForWriting(work, inventoryId);
    const line = await lineById(work.tx, work.actor.organizationId, inventoryId, lineId);
    if (!line || line.withdrawn) throw new Refusal('not_found', { values: { what: lineObject, id: lineId } });
    const label = `${row.name} ${line.month ?? ''}`.trim();
    const path = `/inventories/${inventoryId}?tab=sources&lines=${line.source_id}`;
    return await change(work, { objectType: lineObject, objectId: lineId, label: { zh: label, en: label }, path }, evidenceIds, release);
  },
});

/** The same for a source: what its factor rests on. */
export const attachSourceEvidence = command({
  name: 'inventory.attach-source-evidence',
  action: 'inventory.edit',
  input: z.strictObject({ ...e.attachSourceEvidence.params.shape, ...e.attachSourceEvidence.body.shape }),
  run: async (work, { inventoryId, sourceId, evidenceIds, release }) => {
    const row = await openForWriting(work, inventoryId);
    const all = await currentSources(work.tx, work.actor.organizationId, inventoryId);
    const source = all.find((one) => one.source_id === sourceId && !one.withdrawn);
    if (!source) throw new Refusal('not_found', { values: { what: sourceObject, id: sourceId } });
    const { zh, en } = source.content.name;
    const label = { zh: `${row.name} ${source.code} ${zh}`, en: `${row.name} ${source.code} ${en}` };
    const path = `/inventories/${inventoryId}?tab=sources&lines=${sourceId}`;
    return await change(work, { objectType: sourceObject, objectId: sourceId, label, path }, evidenceIds, release);
  },
});

type Using = Exclude<Parameters<typeof document.useEvidence>[2], readonly unknown[]>;

async function change(work: Work, using: Using, add: readonly string[], release: readonly string[]) {
  const there = new Set((await evidenceShown(work, using.objectType, [using.objectId])).get(using.objectId)?.map((one) => one.id));
  const missing = release.find((id) => !there.has(id));
  if (missing !== undefined) throw new Refusal('not_found', { values: { what: 'evidence', id: missing } });
  await document.useEvidence(work, add, using);
  await document.releaseEvidence(work, release, using);
  return { evidence: (await evidenceShown(work, using.objectType, [using.objectId])).get(using.objectId) ?? [] };
}

/** Evidence of objects as a screen lists it. */
export async function evidenceShown(work: Work, objectType: string, ids: readonly string[]) {
  const found = await document.evidenceOf(work, objectType, ids);
  const shown = ({ id, title, kind, fileSha256, fileName, mediaType, revision }: document.UsedEvidence) => ({
    ...{ id, title, kind, fileSha256, fileName, mediaType, revision },
  });
  return new Map([...found].map(([id, all]) => [id, all.map(shown)]));
}
