import { type Query, QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Endpoint, ReplyOf } from '../../contract/endpoint.ts';
import { type Arguments, call, Problem } from './call.ts';

/** One client for the page; a refusal is an answer, so it is never asked again by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (count, fault) => count < 1 && fault instanceof Problem && (fault.status === 0 || fault.status === 503),
    },
    mutations: { retry: false },
  },
});

/** Key and fetcher of an endpoint: the same arguments share one answer everywhere on the page. */
export function ask<E extends Endpoint>(endpoint: E, given: Arguments<E>) {
  const { params, query } = given as { params?: unknown; query?: unknown };
  return queryOptions<ReplyOf<E>, Problem>({
    queryKey: [endpoint.name, params ?? null, query ?? null],
    queryFn: ({ signal }) => call(endpoint, given, signal),
  });
}

interface AskOptions<R> {
  readonly enabled?: boolean;
  readonly refetchInterval?: number | false | ((query: Query<R, Problem>) => number | false);
}

export function useAsk<E extends Endpoint>(endpoint: E, given: Arguments<E>, options: AskOptions<ReplyOf<E>> = {}) {
  return useQuery({ ...ask(endpoint, given), ...options });
}

/**
 * A deed that changes something on the server. Whatever was read from the endpoints named in `touches` (all, when none is named) is asked again
 * afterwards, because the server alone knows what else a command moved.
 */
export function useDeed<E extends Endpoint>(endpoint: E, touches?: readonly Endpoint[]) {
  const client = useQueryClient();
  return useMutation<ReplyOf<E>, Problem, Arguments<E>>({
    mutationFn: (given) => call(endpoint, given),
    onSuccess: async () => {
      if (!touches) await client.invalidateQueries();
      else await Promise.all(touches.map((touched) => client.invalidateQueries({ queryKey: [touched.name] })));
    },
  });
}
