import { can } from '../../../contract/permission.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { upwards } from '../../work/permission.ts';
import type { Subject, SubjectKind } from '../../work/subject.ts';
import * as identity from '../identity/index.ts';

/** Everything that can be talked about, by the kind of object. */
export type SubjectKinds = ReadonlyMap<string, SubjectKind>;

export interface Found extends Subject {
  readonly kind: SubjectKind;
  readonly objectId: string;
}

/** The object for whoever may see it. @throws Refusal `not_found`, `not_permitted`. */
export async function subjectOf(work: Work, kinds: SubjectKinds, objectType: string, objectId: string): Promise<Found> {
  const kind = kinds.get(objectType);
  const subject = kind ? await kind.find(work, objectId) : null;
  if (!kind || !subject) throw new Refusal('not_found', { values: { what: objectType, id: objectId } });
  // What belongs to no entity is seen by whoever holds the right anywhere, as on its own page.
  if (subject.entityId !== null) await work.permit(kind.action, subject.entityId);
  else if (!can(work.actor.grants, kind.action)) throw new Refusal('not_permitted', { values: { action: kind.action } });
  return { ...subject, kind, objectId };
}

/** People who are still there and may see the object, by name. */
export async function readersOf(work: Work, { kind, entityId }: Found): Promise<identity.PersonWithRoles[]> {
  const lineage = entityId === null ? undefined : await upwards(work.tx, entityId);
  return (await identity.peopleWithRoles(work)).filter(({ active, grants }) => active && can(grants, kind.action, lineage));
}

/** @throws Refusal `not_found` for who is not of the organization, `may_not_see_object` with the names of those who may not see it. */
export async function mustBeReaders(work: Work, subject: Found, personIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(personIds)];
  if (wanted.length === 0) return;
  const readers = new Set((await readersOf(work, subject)).map((one) => one.id));
  const others = wanted.filter((id) => !readers.has(id));
  if (others.length === 0) return;
  const named = await identity.peopleNamed(work, others);
  const unknown = others.find((id) => !named.some((one) => one.id === id));
  if (unknown !== undefined) throw new Refusal('not_found', { values: { what: 'person', id: unknown } });
  throw new Refusal('may_not_see_object', { values: { names: named.map((one) => one.name).join(', ') } });
}
