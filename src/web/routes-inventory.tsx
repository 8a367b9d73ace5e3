import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './routes-shell.tsx';

const inventories = createRoute({
  getParentRoute: () => inside,
  path: '/inventories',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoriesPage.tsx'), 'InventoriesPage'),
});
const inventory = createRoute({
  getParentRoute: () => inside,
  path: '/inventories/$inventoryId',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoryPage.tsx'), 'InventoryPage'),
});

const report = createRoute({
  getParentRoute: () => inside,
  path: '/inventories/$inventoryId/report',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoryReportPage.tsx'), 'InventoryReportPage'),
});
const baseYear = createRoute({
  getParentRoute: () => inside,
  path: '/inventories/$inventoryId/base-year',
  component: lazyRouteComponent(() => import('./pages/inventory/BaseYearPage.tsx'), 'BaseYearPage'),
});
const quality = createRoute({
  getParentRoute: () => inside,
  path: '/inventories/$inventoryId/quality',
  component: lazyRouteComponent(() => import('./pages/inventory/InventoryQualityPage.tsx'), 'InventoryQualityPage'),
});
const methods = createRoute({
  getParentRoute: () => inside,
  path: '/inventories/$inventoryId/methods',
  component: lazyRouteComponent(() => import('./pages/inventory/MethodComparisonPage.tsx'), 'MethodComparisonPage'),
});

/** Greenhouse gas inventories of organizations (A.4, A.6, A.8). */
export const inventoryRoutes = [inventories, inventory, report, baseYear, quality, methods] as const;
