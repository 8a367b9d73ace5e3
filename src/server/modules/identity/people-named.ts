import type { Work } from '../../work/command.ts';
import { type Person, people } from './store.ts';

/** Everybody of the organization, with what tells two of the same name apart: for files that name people in words. */
export async function everybody(work: Work): Promise<{ id: string; name: string; email: string | null }[]> {
  return await work.tx
    .selectFrom('app.person')
    .select(['id', 'name', 'email'])
    .where('organization_id', '=', work.actor.organizationId)
    .execute();
}

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

export type PersonWithRoles = Pick<Person, 'id' | 'name' | 'nameEn' | 'jobTitle' | 'jobTitleEn' | 'active' | 'grants'>;

/** Everybody of the organization with the roles they hold now, by name: for modules that ask who else may see something. */
export async function peopleWithRoles(work: Work): Promise<PersonWithRoles[]> {
  return await people(work.tx, work.actor.organizationId);
}
