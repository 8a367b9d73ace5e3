import { z } from 'zod';
import { permittedActions } from '../../../contract/permission.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';

/** Who is asking, where, in which roles, and what that allows. */
export const readMe = query({
  name: 'identity.read-me',
  action: 'person',
  input: z.object({ sessionId: z.string().nullable() }),
  run: async (work, { sessionId }) => {
    const { organizationId, personId, grants } = work.actor;
    const row = await work.tx
      .selectFrom('app.person as p')
      .innerJoin('app.organization as o', 'o.organization_id', 'p.organization_id')
      .selectAll('p')
      .select(['o.name as organization_name', 'o.name_en as organization_name_en', 'o.is_demo'])
      .where('p.organization_id', '=', organizationId)
      .where('p.id', '=', personId)
      .executeTakeFirst();
    if (!row) throw new Refusal('not_signed_in');
    return {
      person: { id: row.id, name: row.name, nameEn: row.name_en, email: row.email, jobTitle: row.job_title, jobTitleEn: row.job_title_en },
      organization: { id: organizationId, name: row.organization_name, nameEn: row.organization_name_en, isDemo: row.is_demo },
      grants: grants.map(({ role, entityId }) => ({ role, entityId })),
      actions: permittedActions(grants),
      now: work.now,
      demo: row.is_demo,
      persona: row.persona,
      sessionId,
    };
  },
});
