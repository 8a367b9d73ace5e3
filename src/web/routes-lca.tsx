import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './routes-shell.tsx';

const databases = createRoute({
  getParentRoute: () => inside,
  path: '/lca/databases',
  component: lazyRouteComponent(() => import('./pages/lca/DatabasesPage.tsx'), 'DatabasesPage'),
});
const database = createRoute({
  getParentRoute: () => inside,
  path: '/lca/databases/$databaseId',
  component: lazyRouteComponent(() => import('./pages/lca/DatabasePage.tsx'), 'DatabasePage'),
});
const process = createRoute({
  getParentRoute: () => inside,
  path: '/lca/databases/$databaseId/processes/$number',
  component: lazyRouteComponent(() => import('./pages/lca/DatabaseProcessPage.tsx'), 'DatabaseProcessPage'),
});

const footprints = createRoute({
  getParentRoute: () => inside,
  path: '/emission/footprints',
  component: lazyRouteComponent(() => import('./pages/lca/FootprintsPage.tsx'), 'FootprintsPage'),
});
const footprint = createRoute({
  getParentRoute: () => inside,
  path: '/emission/footprints/$footprintId',
  component: lazyRouteComponent(() => import('./pages/lca/FootprintPage.tsx'), 'FootprintPage'),
});

/** Life-cycle databases and product footprints. */
export const lcaRoutes = [databases, database, process, footprints, footprint];
