import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Action } from '../../contract/actions.ts';
import { can, type RoleGrant } from '../../contract/permission.ts';
import { Problem, send } from './call.ts';

export interface Session {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly grants: readonly RoleGrant[];
  readonly organization: { readonly id: string; readonly name: string; readonly nameEn: string; readonly isDemo: boolean };
}

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions<Session | null, Problem>({
  queryKey: ['identity.readSession'],
  queryFn: async () => {
    try {
      return (await (await send('/api/v1/session', { method: 'GET' })).json()) as Session;
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 401) return null;
      throw fault;
    }
  },
  staleTime: 60_000,
});

export function useSession(): Session | null {
  return useQuery(sessionQuery).data ?? null;
}

/** The same function the server's funnel uses; the server's answer is the one that counts. */
export function useMay(action: Action, lineage?: readonly string[]): boolean {
  const session = useSession();
  return session !== null && can(session.grants, action, lineage);
}
