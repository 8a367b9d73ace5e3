import type { Work } from '../../work/command.ts';

/** The people of the organization among these ids, with their names: for documents of higher modules that name people. */
export async function peopleNamed(work: Work, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return await work.tx
    .selectFrom('app.person')
    .select(['id', 'name'])
    .where('organization_id', '=', work.actor.organizationId)
    .where('id', 'in', [...ids])
    .execute();
}
