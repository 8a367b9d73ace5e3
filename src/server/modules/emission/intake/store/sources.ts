import type { Alias, Recipe } from '../../../../../kernel/emission/intake/recipe.ts';
import type { Tx } from '../../../../db/tx.ts';

/** A source of files: how they are read, and what its names mean here. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly signature: string;
  readonly recipe: Recipe;
  readonly aliases: readonly Alias[];
  readonly version: number;
  readonly changedAt: string;
}

export async function allSources(tx: Tx, organizationId: string): Promise<Source[]> {
  const sources = await tx
    .selectFrom('app.intake_source')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('name')
    .execute();
  const aliases = await tx
    .selectFrom('app.intake_alias')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('kind')
    .orderBy('name')
    .execute();
  return sources.map((row) => ({
    id: row.id,
    name: row.name,
    signature: row.signature,
    recipe: row.recipe,
    aliases: aliases.filter((alias) => alias.source_id === row.id).map(({ kind, name, target }) => ({ ...target, kind, name })),
    version: row.version,
    changedAt: row.changed_at,
  }));
}

/** Writes a source and its names: those given are kept or changed, others stay. */
export async function saveSource(
  tx: Tx,
  organizationId: string,
  source: Pick<Source, 'id' | 'name' | 'signature' | 'recipe' | 'aliases'>,
  at: { readonly now: string; readonly newId: () => string },
): Promise<number> {
  const row = await tx
    .insertInto('app.intake_source')
    .values({
      organization_id: organizationId,
      id: source.id,
      name: source.name,
      signature: source.signature,
      recipe: JSON.stringify(source.recipe),
      version: 1,
      changed_at: at.now,
    })
    .onConflict((oc) =>
      oc.columns(['organization_id', 'id']).doUpdateSet((eb) => ({
        name: source.name,
        signature: source.signature,
        recipe: JSON.stringify(source.recipe),
        version: eb('app.intake_source.version', '+', 1),
        changed_at: at.now,
      })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  for (const { kind, name, ...target } of source.aliases) {
    await tx
      .insertInto('app.intake_alias')
      .values({
        organization_id: organizationId,
        id: at.newId(),
        source_id: source.id,
        kind,
        name,
        target: JSON.stringify(target),
        changed_at: at.now,
      })
      .onConflict((oc) =>
        oc.columns(['organization_id', 'source_id', 'kind', 'name']).doUpdateSet({ target: JSON.stringify(target), changed_at: at.now }),
      )
      .execute();
  }
  return row.version;
}
