import { type Day, parseDay } from '../calendar/day.ts';
import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';

/** The nodes of the organizational boundary (clause 4.3): one group on top, companies below it or below each other, plants below those. */
export type EntityKind = 'group' | 'company' | 'plant';

export interface EntityPlace {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: EntityKind;
  /** First and last day the entity belongs to its parent; `validTo` null: until further notice. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

const parentsOf: Readonly<Record<EntityKind, readonly EntityKind[]>> = {
  group: [],
  company: ['group', 'company'],
  plant: ['group', 'company'],
};
/** Deeper chains of ownership do not occur; the bound also stops a walk over damaged data. */
const deepest = 40;

/**
 * What is wrong with an entity's place in the tree: kind of parent, cycle, days. `others` are the entities of the organization as they stand
 * (the candidate's own row is ignored). Empty when the place is right.
 */
export function placeFaults(candidate: EntityPlace, others: readonly EntityPlace[]): Finding[] {
  const byId = new Map(others.filter((o) => o.id !== candidate.id).map((o) => [o.id, o]));
  const own = dayFaults(candidate.validFrom, candidate.validTo, '/validFrom', '/validTo');
  const children = [...byId.values()].filter((o) => o.parentId === candidate.id);
  const wrongChild = children.find((child) => !parentsOf[child.kind].includes(candidate.kind));
  const kindFaults = wrongChild
    ? [
        fault('entity_kind_of_parent', '/kind', {
          zh: '此主体下还有不能归属于该类型的主体。先移动下级主体，再改类型。',
          en: 'Entities below this one cannot belong to that kind. Move them first, then change the kind.',
        }),
      ]
    : [];
  const childFaults = own.length > 0 ? [] : children.flatMap((child) => childDays(candidate, child));
  return [...own, ...kindFaults, ...childFaults, ...parentFaults(candidate, byId, own.length === 0)];
}

function parentFaults(candidate: EntityPlace, byId: ReadonlyMap<string, EntityPlace>, daysRight: boolean): Finding[] {
  if (candidate.kind === 'group') {
    return candidate.parentId === null
      ? []
      : [fault('entity_kind_of_parent', '/parentId', { zh: '集团是最上层，没有上级。', en: 'The group is the top and has no parent.' })];
  }
  const parent = candidate.parentId === null ? undefined : byId.get(candidate.parentId);
  if (candidate.parentId !== null && candidate.parentId === candidate.id) return [cycle()];
  if (!parent) {
    return [
      fault('entity_parent_missing', '/parentId', {
        zh: '公司和厂须归属于集团或公司，请选择上级主体。',
        en: 'A company or plant belongs to the group or to a company. Choose its parent.',
      }),
    ];
  }
  if (!parentsOf[candidate.kind].includes(parent.kind)) {
    return [
      fault('entity_kind_of_parent', '/parentId', {
        zh: '顺序为集团 → 公司 → 厂 → 机组：厂之下只能是机组。',
        en: 'The order is group → company → plant → unit: below a plant stand only units.',
      }),
    ];
  }
  if (ancestors(parent.id, byId).some((a) => a.parentId === candidate.id)) return [cycle()];
  if (!daysRight || covers(parent, candidate)) return [];
  return [
    fault('entity_outside_parent', '/validFrom', {
      zh: `有效期须在上级主体的有效期之内（${range(parent).zh}）。`,
      en: `It must be valid within the days of its parent (${range(parent).en}).`,
    }),
  ];
}

/** From the entity up to the top, itself first; stops at a gap or a cycle. */
export function ancestors<T extends EntityPlace>(id: string, byId: ReadonlyMap<string, T>): T[] {
  const chain: T[] = [];
  for (let at: T | undefined = byId.get(id); at && chain.length < deepest; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
    if (chain.includes(at)) break;
    chain.push(at);
  }
  return chain;
}

/** Days that exist and stand in order. */
export function dayFaults(from: string, to: string | null, fromPath: string, toPath: string): Finding[] {
  const noDay = (path: string) =>
    fault('not_a_day', path, {
      zh: '日历上没有这一天。请写成 2024-02-29 的形式。',
      en: 'There is no such day in the calendar. Write it like 2024-02-29.',
    });
  const faults = [...(parseDay(from) ? [] : [noDay(fromPath)]), ...(to === null || parseDay(to) ? [] : [noDay(toPath)])];
  if (faults.length === 0 && to !== null && to < from)
    faults.push(fault('days_reversed', toPath, { zh: '结束日早于开始日。', en: 'The last day lies before the first.' }));
  return faults;
}

export function validOn(place: Pick<EntityPlace, 'validFrom' | 'validTo'>, day: Day): boolean {
  return place.validFrom <= day && (place.validTo === null || day <= place.validTo);
}

function covers(parent: EntityPlace, child: EntityPlace): boolean {
  return parent.validFrom <= child.validFrom && (parent.validTo === null || (child.validTo !== null && child.validTo <= parent.validTo));
}

function childDays(candidate: EntityPlace, child: EntityPlace): Finding[] {
  if (covers(candidate, child)) return [];
  return [
    fault('entity_outside_parent', child.validFrom < candidate.validFrom ? '/validFrom' : '/validTo', {
      zh: `下级主体的有效期（${range(child).zh}）会超出此主体。先调整下级主体。`,
      en: `An entity below it (${range(child).en}) would no longer lie within these days. Change that one first.`,
    }),
  ];
}

function range(place: EntityPlace): Text {
  return { zh: `${place.validFrom} 至 ${place.validTo ?? '今后'}`, en: `${place.validFrom} to ${place.validTo ?? 'further notice'}` };
}

function cycle(): Finding {
  return fault('entity_cycle', '/parentId', {
    zh: '上级主体不能是它自己或它的下级，否则所属关系成环。',
    en: 'The parent cannot be the entity itself or one below it: the ownership would run in a circle.',
  });
}

function fault(code: string, path: string, text: Text): Finding {
  return { code, severity: 'error', place: { path }, text };
}
