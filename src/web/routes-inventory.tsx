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

/** Greenhouse gas inventories of organizations (A.4, A.6, A.8). */
export const inventoryRoutes = [inventories, inventory] as const;
