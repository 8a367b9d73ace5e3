import type { SubjectKind } from '../../work/subject.ts';
import { claimObject, subjectObject } from './find.ts';
import { subjectsOf } from './store.ts';
import { claimsOf } from './store-claims.ts';

/** What of neutrality can be talked about: a subject, a claim. */
export function subjects(): SubjectKind[] {
  return [
    {
      ...{ objectType: subjectObject, action: 'neutrality.read' },
      find: async (work, id) => {
        const [found] = await subjectsOf(work.tx, work.actor.organizationId, id);
        if (!found) return null;
        const label = { zh: `碳中和主体 ${found.name}`, en: `Subject of neutrality: ${found.name_en}` };
        return { entityId: found.entity_id, label, path: `/neutrality/subjects/${id}` };
      },
    },
    {
      ...{ objectType: claimObject, action: 'neutrality.read' },
      find: async (work, id) => {
        const [claim] = await claimsOf(work.tx, work.actor.organizationId, { id });
        const [subject] = claim ? await subjectsOf(work.tx, work.actor.organizationId, claim.subject_id) : [];
        if (!claim || !subject) return null;
        const label = { zh: `碳中和声明 ${claim.number}`, en: `Claim of neutrality ${claim.number}` };
        return { entityId: subject.entity_id, label, path: `/neutrality/claims/${id}` };
      },
    },
  ];
}
