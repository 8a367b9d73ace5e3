import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as organization from '../../organization/index.ts';
import type { Places } from '../facts/reading.ts';
import { recordObject } from '../registers/content-of.ts';
import type { Look } from './store-clauses.ts';

/** Where the matrix is looked at, by whom. */
export interface View {
  readonly place: organization.Entity | null;
  readonly partial: boolean;
  readonly places: Places;
  readonly look: Look;
  readonly nameOf: (entityId: string | null) => { id: string; name: { zh: string; en: string } } | null;
}

const upwards = (all: ReadonlyMap<string, organization.Entity>, id: string): organization.Entity[] => {
  const chain: organization.Entity[] = [];
  for (let at = all.get(id); at && !chain.includes(at); at = at.parentId === null ? undefined : all.get(at.parentId)) chain.push(at);
  return chain;
};

/**
 * The whole organization, or a node: its own records, those of everything below, and those kept above it, which hold for it too; within what whoever asks
 * may see; `all`: whoever asks, for what must not depend on it. @throws Refusal `not_found`, `not_permitted`.
 */
export async function viewOf(work: Work, entityId: string | undefined, sees: 'own' | 'all' = 'own'): Promise<View> {
  const reach = sees === 'all' ? null : await work.reach('system.read');
  const today = todayOf(work.now);
  const everywhere = await organization.everyEntity(work);
  const all = new Map(everywhere.map((one) => [one.id, one]));
  const isSeen = (id: string) => reach === null || reach.has(id);
  if (entityId !== undefined) {
    await organization.findEntity(work, entityId);
    if (sees === 'own') await work.permit('system.read', entityId);
  }
  const below = entityId === undefined ? everywhere : await organization.entitiesBelow(work, entityId);
  const above = entityId === undefined ? [] : upwards(all, entityId).slice(1);
  const entities = below.filter((one) => isSeen(one.id));
  const inView = new Set(entities.map((one) => one.id));
  // The node looked at leads: what is decided above it holds for it.
  const top = entities.find((one) => one.id === entityId);
  const counted = [...entities, ...above.filter((one) => isSeen(one.id))].map((one) => one.id);
  const ended = await document.objectsOnEndedEvidence(work, recordObject, today);
  return {
    place: entityId === undefined ? null : (all.get(entityId) ?? null),
    partial: reach !== null && [...below, ...above].some((one) => !isSeen(one.id)),
    places: {
      today,
      entities: top ? [top, ...entities.filter((one) => one !== top)] : entities,
      inView: (id) => inView.has(id),
      nearest: (id, of) => {
        for (const at of upwards(all, id)) {
          const found = isSeen(at.id) ? of.find((one) => one.entityId === at.id) : undefined;
          if (found) return found;
        }
        return undefined;
      },
    },
    look: { entityIds: entityId === undefined && reach === null ? null : counted, today, ended },
    nameOf: (id) => {
      const entity = id === null ? undefined : all.get(id);
      return entity ? { id: entity.id, name: { zh: entity.name, en: entity.nameEn } } : null;
    },
  };
}
