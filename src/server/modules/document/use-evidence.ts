import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { evidenceContent, validityDays } from './evidence-view.ts';
import { type EvidenceSummary, findEvidence } from './store/evidence.ts';
import {
  countUses,
  deleteUses,
  insertUses,
  kindsOfUses,
  objectsOnEnded,
  type UsedEvidence,
  type UsingObject,
  usedEvidence,
} from './store/uses.ts';

type ObjectName = Pick<UsingObject, 'objectType' | 'objectId'>;

function listed<T extends object>(oneOrMany: T | readonly T[]): readonly T[] {
  return Array.isArray(oneOrMany) ? oneOrMany : [oneOrMany as T];
}

/**
 * Ties evidence to objects of the calling module, inside its transaction: "used by" of the evidence follows. Evidence that is not there or
 * not the actor's to see refuses with `not_found`; what was tied already stays. Several objects at once cost as much as one.
 */
export async function useEvidence(
  work: Work,
  evidenceIds: readonly string[],
  objects: UsingObject | readonly UsingObject[],
): Promise<void> {
  const using = listed(objects);
  if (evidenceIds.length === 0 || using.length === 0) return;
  const found = await evidenceById(work, evidenceIds);
  const missing = evidenceIds.find((id) => !found.has(id));
  if (missing !== undefined) throw new Refusal('not_found', { values: { id: missing, what: 'evidence' } });
  const { organizationId, personId } = work.actor;
  const added = await insertUses(work.tx, organizationId, [...found.keys()], using, work.now, personId);
  recordUses(work, 'evidence.used', found, added, using);
}

/** Unties them; what was not tied is passed over. The evidence itself stays. */
export async function releaseEvidence(
  work: Work,
  evidenceIds: readonly string[],
  objects: ObjectName | readonly ObjectName[],
): Promise<void> {
  const using = listed(objects);
  if (evidenceIds.length === 0 || using.length === 0) return;
  const removed = await deleteUses(work.tx, work.actor.organizationId, evidenceIds, using);
  if (removed.length === 0) return;
  recordUses(work, 'evidence.released', await evidenceById(work, evidenceIds), removed, using);
}

/** Evidence of each of these objects; an object without any is not in the map. */
export async function evidenceOf(
  work: Work,
  objectType: string,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly UsedEvidence[]>> {
  if (objectIds.length === 0) return new Map();
  const byObject = new Map<string, UsedEvidence[]>();
  for (const { objectId, ...evidence } of await usedEvidence(work.tx, work.actor.organizationId, objectType, objectIds)) {
    byObject.set(objectId, [...(byObject.get(objectId) ?? []), evidence]);
  }
  return byObject;
}

/** How many pieces of evidence each object has; none is not in the map. */
export async function evidenceCounts(work: Work, objectType: string, objectIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (objectIds.length === 0) return new Map();
  const counts = await countUses(work.tx, work.actor.organizationId, objectType, objectIds);
  return new Map(counts.map(({ objectId, count }) => [objectId, count]));
}

/** What the evidence of each object serves as; an object without any is not in the map. */
export async function evidenceKinds(
  work: Work,
  objectType: string,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (objectIds.length === 0) return new Map();
  const found = await kindsOfUses(work.tx, work.actor.organizationId, objectType, objectIds);
  return new Map(found.map(({ objectId, kinds }) => [objectId, kinds]));
}

/** Objects of a kind that rest on evidence whose validity has ended before this day. The caller checks permission at the objects. */
export async function objectsOnEndedEvidence(work: Work, objectType: string, day: string): Promise<string[]> {
  return await objectsOnEnded(work.tx, work.actor.organizationId, objectType, day);
}

async function evidenceById(work: Work, ids: readonly string[]): Promise<Map<string, EvidenceSummary>> {
  const reach = await work.reach('evidence.read');
  const found = await findEvidence(work.tx, work.actor.organizationId, { ids, reach }, validityDays(work.now), {
    offset: 0,
    limit: ids.length,
  });
  return new Map(found.map((e) => [e.id, e]));
}

function recordUses(
  work: Work,
  kind: 'evidence.used' | 'evidence.released',
  evidence: ReadonlyMap<string, EvidenceSummary>,
  pairs: readonly { evidenceId: string; objectId: string }[],
  objects: readonly ObjectName[],
): void {
  const typeOf = new Map(objects.map((o) => [o.objectId, o.objectType]));
  for (const [id, summary] of evidence) {
    const touched = pairs
      .filter((p) => p.evidenceId === id)
      .map((p) => ({ objectType: typeOf.get(p.objectId) ?? '', objectId: p.objectId }));
    if (touched.length === 0) continue;
    const content = { ...evidenceContent(summary), [kind === 'evidence.used' ? 'usedBy' : 'releasedBy']: touched };
    work.record({ kind, objectType: 'evidence', objectId: id, objectVersion: summary.version, content });
  }
}

/** Evidence by id as far as the actor may see it, with the day it was recorded; for modules that keep what they rested on by name. */
export async function evidenceNamed(work: Work, ids: readonly string[]): Promise<{ id: string; title: string; on: string }[]> {
  if (ids.length === 0) return [];
  return [...(await evidenceById(work, ids)).values()].map(({ id, title, recordedAt }) => ({ id, title, on: recordedAt.slice(0, 10) }));
}
