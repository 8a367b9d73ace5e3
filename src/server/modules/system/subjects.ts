import type { SubjectKind } from '../../work/subject.ts';
import type { Frameworks } from '../library/index.ts';
import { numberOf, recordObject } from './registers/content-of.ts';
import { recordById } from './registers/store.ts';

/** Every record of every register can be talked about. */
export function subjects(frameworks: Frameworks): SubjectKind[] {
  return [
    {
      objectType: recordObject,
      action: 'system.read',
      find: async (work, id) => {
        const head = await recordById(work.tx, work.actor.organizationId, id);
        const register = head && frameworks.register(head.register);
        if (!register) return null;
        const named = (one: string) => `${one} ${numberOf(register, head.no)} ${head.title}`;
        const label = { zh: named(register.one.zh), en: named(register.one.en) };
        return { entityId: head.entity_id, label, path: `/system/records/${id}` };
      },
    },
  ];
}
