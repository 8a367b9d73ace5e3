import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { meterViews } from './meter-view.ts';
import { allEntities, type Entity, entityById } from './store/entities.ts';
import { findMeters, type Meter } from './store/meters.ts';
import { findUnits, type Unit } from './store/units.ts';

/** `not_found` when the organization has no such unit. The caller checks permission at `entityId`. */
export async function findUnit(work: Work, unitId: string): Promise<Unit> {
  const [unit] = await findUnits(work.tx, work.actor.organizationId, { ids: [unitId] });
  if (!unit) throw new Refusal('not_found', { values: { id: unitId, what: 'unit' } });
  return unit;
}

/** `not_found` when the organization has no such entity. The caller checks permission. */
export async function findEntity(work: Work, entityId: string): Promise<Entity> {
  const entity = await entityById(work.tx, work.actor.organizationId, entityId);
  if (!entity) throw new Refusal('not_found', { values: { id: entityId, what: 'entity' } });
  return entity;
}

/** Every unit of the organization, whatever the actor may see. */
export function allUnits(work: Work): Promise<Unit[]> {
  return findUnits(work.tx, work.actor.organizationId);
}

/** Every entity of the organization, whatever the actor may see. */
export function everyEntity(work: Work): Promise<Entity[]> {
  return allEntities(work.tx, work.actor.organizationId);
}

/** The entity and everything below it. */
export async function entitiesBelow(work: Work, entityId: string): Promise<Entity[]> {
  const all = await allEntities(work.tx, work.actor.organizationId);
  const inside = new Set([entityId]);
  // From the top down (the order of `allEntities` is by kind only), until nothing more is added.
  for (let before = 0; before < inside.size; ) {
    before = inside.size;
    for (const e of all) if (e.parentId !== null && inside.has(e.parentId)) inside.add(e.id);
  }
  return all.filter((e) => inside.has(e.id));
}

/** Units of the entity and of everything below it. */
export async function unitsBelow(work: Work, entityId: string): Promise<Unit[]> {
  const entities = await entitiesBelow(work, entityId);
  return findUnits(work.tx, work.actor.organizationId, { entityIds: entities.map((e) => e.id) });
}

/** The lowest entity that has all these units below it; null without units. */
export async function topEntityOf(work: Work, units: readonly Pick<Unit, 'entityId'>[]): Promise<string | null> {
  const byId = new Map((await allEntities(work.tx, work.actor.organizationId)).map((e) => [e.id, e]));
  const upwards = (id: string): string[] => {
    const chain: string[] = [];
    for (let at = byId.get(id); at && !chain.includes(at.id); at = at.parentId === null ? undefined : byId.get(at.parentId))
      chain.push(at.id);
    return chain;
  };
  const chains = units.map((unit) => upwards(unit.entityId));
  return chains[0]?.find((id) => chains.every((chain) => chain.includes(id))) ?? null;
}

/** A meter whose calibration is missing, over, or nearly so. */
export type MeterOutOfCalibration = Pick<Meter, 'id' | 'code' | 'name' | 'nameEn' | 'entityId' | 'unitId' | 'validUntil'> & {
  readonly state: 'due_soon' | 'expired' | 'never';
};

/** Meters in service that need calibration, within what the actor may see; the worst first. */
export async function metersOutOfCalibration(work: Work): Promise<MeterOutOfCalibration[]> {
  const reach = await work.reach('organization.read');
  const meters = await findMeters(work.tx, work.actor.organizationId, reach === null ? {} : { entityIds: [...reach] });
  const rank = { never: 0, expired: 1, due_soon: 2 };
  return (await meterViews(work, meters))
    .filter((m) => !m.retired)
    .flatMap(({ id, code, name, nameEn, entityId, unitId, validUntil, calibrationState: state }) =>
      state === 'valid' ? [] : [{ id, code, name, nameEn, entityId, unitId, validUntil, state }],
    )
    .sort((a, b) => rank[a.state] - rank[b.state]);
}
