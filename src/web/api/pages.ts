import { useInfiniteQuery } from '@tanstack/react-query';
import type { Endpoint, ReplyOf } from '../../contract/endpoint.ts';
import { type Arguments, call, type Problem } from './call.ts';

/** A list that is read on from where it ended: the parts loaded so far, and how to load the next. `given` without the place; `at` puts the place in. */
export function useInParts<E extends Endpoint>(
  endpoint: E,
  given: Arguments<E>,
  how: { readonly at: (given: Arguments<E>, place: string) => Arguments<E>; readonly next: (reply: ReplyOf<E>) => string | null },
) {
  return useInfiniteQuery<ReplyOf<E>, Problem, readonly ReplyOf<E>[], readonly unknown[], string | null>({
    queryKey: [endpoint.name, 'parts', given],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(endpoint, pageParam === null ? given : how.at(given, pageParam), signal),
    getNextPageParam: how.next,
    select: ({ pages }) => pages,
  });
}
