import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './routes-shell.tsx';

const inventories = createRoute({
  getParentRoute: () => inside,
  path: '/inventories',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoriesPage.tsx'), 'InventoriesPage'),
});

/** What every room of an inventory stands in: its head, its state, the row of tabs. */
const rooms = createRoute({
  getParentRoute: () => inside,
  id: 'inventory',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoryPage.tsx'), 'InventoryPage'),
});
const inventory = createRoute({
  getParentRoute: () => rooms,
  path: '/inventories/$inventoryId',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoryRooms.tsx'), 'InventoryRooms'),
});
const report = createRoute({
  getParentRoute: () => rooms,
  path: '/inventories/$inventoryId/report',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoryReportPage.tsx'), 'InventoryReportPage'),
});
const baseYear = createRoute({
  getParentRoute: () => rooms,
  path: '/inventories/$inventoryId/base-year',
  component: lazyRouteComponent(() => import('./pages/inventory/BaseYearPage.tsx'), 'BaseYearPage'),
});
const quality = createRoute({
  getParentRoute: () => rooms,
  path: '/inventories/$inventoryId/quality',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoryQualityPage.tsx'), 'InventoryQualityPage'),
});
const methods = createRoute({
  getParentRoute: () => rooms,
  path: '/inventories/$inventoryId/methods',
  component: lazyRouteComponent(() => import('./pages/inventory/MethodComparisonPage.tsx'), 'MethodComparisonPage'),
});
const versions = createRoute({
  getParentRoute: () => rooms,
  path: '/inventories/$inventoryId/versions',
  component: lazyRouteComponent(() => import('./pages/inventory/VersionsPage.tsx'), 'VersionsPage'),
});
const version = createRoute({
  getParentRoute: () => rooms,
  path: '/inventories/$inventoryId/versions/$version',
  component: lazyRouteComponent(() => import('./pages/inventory/VersionRooms.tsx'), 'VersionRooms'),
});

/** Greenhouse gas inventories of organizations (A.4, A.6, A.8). */
export const inventoryRoutes = [
  inventories,
  rooms.addChildren([inventory, report, baseYear, quality, methods, versions, version]),
] as const;
