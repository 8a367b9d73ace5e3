import { sql } from 'kysely';
import type { Alias, Recipe } from '../../../../../kernel/emission/intake/recipe.ts';
import type { Tx } from '../../../../db/tx.ts';

/** A source of files: how they are read, and what its names mean here. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly signature: string;
  readonly recipe: Recipe;
  /** Further sheets of its files. */
  readonly more: readonly { readonly signature: string; readonly recipe: Recipe }[];
  readonly aliases: readonly Alias[];
  readonly version: number;
  readonly changedAt: string;
  /** Since when it is put away. */
  readonly retiredAt: string | null;
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
    more: row.more,
    aliases: aliases.filter((alias) => alias.source_id === row.id).map(({ kind, name, target }) => ({ ...target, kind, name })),
    version: row.version,
    changedAt: row.changed_at,
    retiredAt: row.retired_at,
  }));
}

/** Writes a source and its names: those given are kept or changed, others stay. */
export async function saveSource(
  tx: Tx,
  organizationId: string,
  source: Pick<Source, 'id' | 'name' | 'signature' | 'recipe' | 'more' | 'aliases'>,
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
      more: JSON.stringify(source.more),
      retired_at: null,
      version: 1,
      changed_at: at.now,
    })
    .onConflict((oc) =>
      oc.columns(['organization_id', 'id']).doUpdateSet((eb) => ({
        name: source.name,
        signature: source.signature,
        recipe: JSON.stringify(source.recipe),
        more: JSON.stringify(source.more),
        retired_at: null,
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

/** Names a source, puts it away or brings it back. @returns false when somebody was faster */
export async function updateSource(
  tx: Tx,
  organizationId: string,
  { id, name, retiredAt, version }: Pick<Source, 'id' | 'name' | 'retiredAt' | 'version'>,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('app.intake_source')
    .set({ name, retired_at: retiredAt, version: version + 1, changed_at: now })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface SourceUse {
  readonly imports: number;
  readonly runId: string;
  readonly at: string;
  readonly fileName: string;
  readonly byName: string;
}

/** How often each source was used, and its newest import; a source nobody used is not in the map. */
export async function usesOfSources(tx: Tx, organizationId: string): Promise<Map<string, SourceUse>> {
  const { rows } = await sql<SourceUse & { sourceId: string; n: string }>`
    select distinct on (source_id) source_id as "sourceId", count(*) over (partition by source_id) as n, id as "runId", recorded_at as at,
           file_name as "fileName", recorded_by_name as "byName"
      from app.intake_run where organization_id = ${organizationId} and source_id is not null
     order by source_id, recorded_at desc, id desc`.execute(tx);
  return new Map(rows.map(({ sourceId, n, ...use }) => [sourceId, { ...use, imports: Number(n) }]));
}
