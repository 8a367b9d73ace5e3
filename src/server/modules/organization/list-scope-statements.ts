import { z } from 'zod';
import { query } from '../../work/command.ts';
import { allEditions } from './store/scope-statements.ts';

/** All editions of the scope statement, newest first. */
export const listScopeStatements = query({
  name: 'organization.list-scope-statements',
  action: 'organization.read',
  input: z.strictObject({}),
  run: async (work) => ({ items: await allEditions(work.tx, work.actor.organizationId) }),
});
