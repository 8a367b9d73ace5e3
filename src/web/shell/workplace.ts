import { useParams, useSearch } from '@tanstack/react-router';
import { emissionEndpoints } from '../../contract/emission.ts';
import type { ReplyOf } from '../../contract/endpoint.ts';
import { organizationEndpoints } from '../../contract/organization.ts';
import { useAsk } from '../api/queries.ts';
import { useSession } from '../api/session.ts';
import { type Language, nameIn } from '../words/language.ts';

export type OrganizationTree = ReplyOf<typeof organizationEndpoints.readTree>;
export type Entity = OrganizationTree['entities'][number];
export type ProductionUnit = OrganizationTree['units'][number];

/** The chosen node (entity or unit) and data year: from the page's own address, else from the kept search, else what the server suggests. */
export function useWorkplace() {
  const session = useSession();
  // Somebody without a role would only be refused.
  const mayLook = session !== null && session.grants.length > 0;
  const params = useParams({ strict: false }) as { unitId?: string; entityId?: string; year?: string };
  // Of the page that is shown, as its parameters are: while the next page is still being fetched, the address is ahead of both.
  const search = useSearch({ strict: false }) as { year?: number; at?: string };
  const tree = useAsk(organizationEndpoints.readTree, {}, { enabled: mayLook });
  const suggested = useAsk(
    emissionEndpoints.readWorkbench,
    {},
    { enabled: mayLook && params.year === undefined && search.year === undefined },
  );
  const year = params.year !== undefined ? Number(params.year) : (search.year ?? suggested.data?.year ?? null);
  const at = params.unitId ?? params.entityId ?? search.at ?? null;
  return { tree, year, at, unit: unitAt(tree.data, at), entity: entityAt(tree.data, at) };
}

export function unitAt(tree: OrganizationTree | undefined, at: string | null): ProductionUnit | null {
  return tree?.units.find((unit) => unit.id === at) ?? null;
}

export function entityAt(tree: OrganizationTree | undefined, at: string | null): Entity | null {
  return tree?.entities.find((entity) => entity.id === at) ?? null;
}

/** Ids of an entity and everything above it: what a permission is asked for. */
export function lineageOf(tree: OrganizationTree | undefined, entityId: string | null): string[] {
  const lineage: string[] = [];
  for (let id = entityId; id !== null && !lineage.includes(id); ) {
    lineage.push(id);
    id = tree?.entities.find((entity) => entity.id === id)?.parentId ?? null;
  }
  return lineage;
}

/** The unit to open when none is chosen: the first below the chosen entity, else the first at all. */
export function firstUnit(tree: OrganizationTree, at: string | null): ProductionUnit | null {
  const below = at === null ? null : tree.units.find((unit) => lineageOf(tree, unit.entityId).includes(at));
  return unitAt(tree, at) ?? below ?? tree.units[0] ?? null;
}

/** The plant whose data quality control plan to open: the chosen one, the chosen unit's, the first below the chosen entity, else the first at all. */
export function firstPlant(tree: OrganizationTree, at: string | null): Entity | null {
  const plants = tree.entities.filter((one) => tree.units.some((unit) => unit.entityId === one.id));
  const chosen = at === null ? null : (unitAt(tree, at)?.entityId ?? at);
  return (
    plants.find((one) => one.id === chosen) ??
    (chosen === null ? null : plants.find((one) => lineageOf(tree, one.id).includes(chosen))) ??
    plants[0] ??
    null
  );
}

/** The entity whose annual result to open when none is chosen: the chosen one, the chosen unit's, else the lowest that holds every unit. */
export function firstEntity(tree: OrganizationTree, at: string | null): Entity | null {
  const chosen = entityAt(tree, at) ?? entityAt(tree, unitAt(tree, at)?.entityId ?? null);
  if (chosen) return chosen;
  const lines = tree.units.map((unit) => lineageOf(tree, unit.entityId));
  const common = lines[0]?.find((id) => lines.every((line) => line.includes(id))) ?? null;
  return entityAt(tree, common) ?? tree.entities[0] ?? null;
}

/** Entities for a select, indented as the organization is; of one kind only, without indent, where only that kind can be chosen. */
export function entityOptions(
  tree: OrganizationTree | undefined,
  language: Language,
  only?: Entity['kind'],
): { value: string; label: string }[] {
  return (tree?.entities ?? [])
    .filter((entity) => only === undefined || entity.kind === only)
    .map((entity) => ({
      value: entity.id,
      label: `${only ? '' : '\u2003'.repeat(Math.max(0, lineageOf(tree, entity.id).length - 1))}${nameIn(language, entity)}`,
    }));
}
