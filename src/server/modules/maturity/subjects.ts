import type { SubjectKind } from '../../work/subject.ts';
import { assessmentById } from './store.ts';

/** An assessment can be talked about while it is under way and after it was signed. */
export function subjects(): SubjectKind[] {
  return [
    {
      objectType: 'maturity_assessment',
      action: 'maturity.read',
      find: async (work, id) => {
        const found = await assessmentById(work.tx, work.actor.organizationId, id);
        if (!found) return null;
        const label = {
          zh: `${found.year} 年成熟度评估（第 ${found.no} 号）`,
          en: `Assessment of maturity ${found.year} (no. ${found.no})`,
        };
        return { entityId: found.entity_id, label, path: `/system/maturity/${id}` };
      },
    },
  ];
}
