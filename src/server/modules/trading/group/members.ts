import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import * as organization from '../../organization/index.ts';

type Entity = Awaited<ReturnType<typeof organization.findEntity>>;

export interface GroupScope {
  readonly root: Entity;
  /** Entities below the root that the actor may see. */
  readonly seen: ReadonlyMap<string, Entity>;
  readonly partial: boolean;
}

/** What of a group an actor sees; who sees nothing of it is refused. */
export async function scopeOf(work: Work, entityId: string, action: 'trading.read' | 'asset.read'): Promise<GroupScope> {
  const root = await organization.findEntity(work, entityId);
  const below = await organization.entitiesBelow(work, entityId);
  const reach = await work.reach(action);
  const seen = below.filter((one) => reach === null || reach.has(one.id));
  if (seen.length === 0) await work.permit(action, entityId);
  return { root, seen: new Map(seen.map((one) => [one.id, one])), partial: seen.length < below.length };
}

export const nameOf = (entity: Entity | undefined): Text => ({ zh: entity?.name ?? '', en: entity?.nameEn ?? '' });

/** An entity's line: whole positions of those that run units; of others what stands on their own accounts. */
export interface Member {
  readonly entity: Entity;
  readonly runsUnits: boolean;
}

/** Entities with units of their own (not those below one that has some too), then other holders of units. Nothing is counted twice. */
export async function membersOf(work: Work, { seen }: GroupScope): Promise<Member[]> {
  const withUnits = new Set((await organization.allUnits(work)).map((one) => one.entityId));
  const covers = (entity: Entity): boolean => {
    for (let id = entity.parentId; id !== null; id = seen.get(id)?.parentId ?? null) if (withUnits.has(id) && seen.has(id)) return true;
    return false;
  };
  const all = [...seen.values()];
  const running = all.filter((one) => withUnits.has(one.id) && !covers(one));
  const { holdings } = await asset.readHoldings.run(work, {});
  const holders = new Set(holdings.flatMap((one) => one.entities.map((owner) => owner.entityId)));
  const others = all.filter((one) => holders.has(one.id) && !withUnits.has(one.id) && !covers(one));
  return [...running.map((entity) => ({ entity, runsUnits: true })), ...others.map((entity) => ({ entity, runsUnits: false }))];
}
