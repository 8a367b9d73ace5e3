import { queryClient } from '../../api/queries.ts';
import { paths } from '../../paths.ts';

/** Where to go after signing in: only an address of this product, never one that leads away from it. */
export function safeReturn(then: unknown): string {
  return typeof then === 'string' && /^\/(?![/\\])/.test(then) && !then.startsWith('/sign-in') ? then : paths.workbench();
}

/** Signed in: forget everything that was read as somebody else, then go on with a full load. */
export function enter(then: unknown): void {
  queryClient.clear();
  window.location.assign(safeReturn(then));
}
