import type { Day } from '../../../../kernel/calendar/day.ts';
import type { FactAt } from '../../../../kernel/system/clause.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import type { Entity } from '../../organization/index.ts';

/** What a subsystem says of a fact at one place, with the figures and where the product shows them. */
export interface FactReport extends FactAt {
  readonly fact: string;
  readonly says: Text;
  readonly path: string;
}

/** Where facts are looked at. */
export interface Places {
  readonly today: Day;
  /** The entities in view. */
  readonly entities: readonly Entity[];
  readonly inView: (entityId: string) => boolean;
  /** The nearest of these, from an entity upwards, as far as one may see: what is decided above holds below. */
  readonly nearest: <T extends { readonly entityId: string }>(entityId: string, of: readonly T[]) => T | undefined;
}

/** Reads the facts of one module, for many places in a bounded number of statements. */
export type FactReader = (work: Work, shelf: Shelf, places: Places) => Promise<readonly FactReport[]>;

const listed = 3;
/** `a, b, c and 4 more`: a sentence names the first few. */
export function someOf(names: readonly string[]): Text {
  const first = names.slice(0, listed);
  const more = names.length - first.length;
  return {
    zh: more > 0 ? `${first.join('、')} 等 ${names.length} 个` : first.join('、'),
    en: more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', '),
  };
}

/** What is decided for an entity or above it: of each entity in view that has its own, and of the whole view where only something above it has. */
export function decidedFor<T extends { readonly entityId: string }>(places: Places, of: readonly T[]): { entityId: string; one: T }[] {
  const own = of.filter((one) => places.inView(one.entityId)).map((one) => ({ entityId: one.entityId, one }));
  const [top] = places.entities;
  if (own.length > 0 || !top) return own;
  const above = places.nearest(top.id, of);
  return above ? [{ entityId: above.entityId, one: above }] : [];
}
