import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Action } from '../../contract/actions.ts';
import type { ReplyOf } from '../../contract/endpoint.ts';
import { identityEndpoints } from '../../contract/identity.ts';
import { can } from '../../contract/permission.ts';
import { instantShort } from '../format/time.ts';
import { tellToday } from '../ui/today.ts';
import { call, type Problem } from './call.ts';

export type Session = ReplyOf<typeof identityEndpoints.readMe>;

/** Who is signed in; null when nobody is. Asked of the session's own endpoint, where that is an answer and not an error on the console. */
export const sessionQuery = queryOptions<Session | null, Problem>({
  queryKey: [identityEndpoints.readMe.name],
  queryFn: async () => {
    const { me } = await call(identityEndpoints.readSession, {});
    if (me !== null) tellToday(instantShort(me.now).slice(0, 10));
    return me;
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
