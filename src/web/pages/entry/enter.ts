import { queryClient } from '../../api/queries.ts';
import { paths } from '../../paths.ts';

/**
 * Where to go after signing in: only an address of this product, never one that leads away from it. Read as the browser will read it: it passes over
 * tabs and line ends and takes a backslash for a slash, so that looking at the first letters is not enough.
 */
export function safeReturn(then: unknown): string {
  const here = 'http://here.invalid';
  if (typeof then !== 'string' || !then.startsWith('/') || !URL.canParse(then, here)) return paths.workbench();
  const { origin, pathname, search, hash } = new URL(then, here);
  return origin === here && !pathname.startsWith('//') && !pathname.startsWith('/sign-in') ? pathname + search + hash : paths.workbench();
}

/** Signed in: forget everything that was read as somebody else, then go on with a full load. */
export function enter(then: unknown): void {
  queryClient.clear();
  window.location.assign(safeReturn(then));
}
