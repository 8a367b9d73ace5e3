import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { queryClient } from './api/queries.ts';
import { sessionQuery } from './api/session.ts';
import { AppShell } from './shell/AppShell.tsx';

/** Kept on the way through the product (ui/keep-place.ts); pages read their own search fields besides. */
export interface PlaceSearch {
  year?: number;
  at?: string;
  [own: string]: unknown;
}

/** What everything stands below. */
export const root = createRootRoute({
  component: Outlet,
  validateSearch: (search): PlaceSearch => {
    const { year, at, ...own } = search;
    const number = Number(year);
    return {
      ...own,
      ...(Number.isInteger(number) && number >= 2010 && number <= 2100 ? { year: number } : {}),
      ...(typeof at === 'string' ? { at } : {}),
    };
  },
});

/** Everything behind the door; somebody who is not signed in is shown the door and comes back to the same address. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: AppShell,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ href: `/sign-in?then=${encodeURIComponent(location.href)}` });
  },
});
