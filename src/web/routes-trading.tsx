import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './routes-shell.tsx';

const desk = createRoute({
  getParentRoute: () => inside,
  path: '/trading/desk',
  component: lazyRouteComponent(() => import('./pages/trading/desk/DeskPage.tsx'), 'DeskPage'),
});
const mandate = createRoute({
  getParentRoute: () => inside,
  path: '/trading/mandate',
  component: lazyRouteComponent(() => import('./pages/trading/mandate/MandatePage.tsx'), 'MandatePage'),
});
const prices = createRoute({
  getParentRoute: () => inside,
  path: '/trading/prices',
  component: lazyRouteComponent(() => import('./pages/trading/price/PricesPage.tsx'), 'PricesPage'),
});
const cover = createRoute({
  getParentRoute: () => inside,
  path: '/trading/cover',
  component: lazyRouteComponent(() => import('./pages/trading/cover/CoverPage.tsx'), 'CoverPage'),
});
const orders = createRoute({
  getParentRoute: () => inside,
  path: '/trading/orders',
  component: lazyRouteComponent(() => import('./pages/trading/orders/OrdersPage.tsx'), 'OrdersPage'),
});
const order = createRoute({
  getParentRoute: () => inside,
  path: '/trading/orders/$orderId',
  component: lazyRouteComponent(() => import('./pages/trading/orders/OrderPage.tsx'), 'OrderPage'),
});

const finance = createRoute({
  getParentRoute: () => inside,
  path: '/trading/finance',
  component: lazyRouteComponent(() => import('./pages/trading/finance/FinancePage.tsx'), 'FinancePage'),
});

const risk = createRoute({
  getParentRoute: () => inside,
  path: '/trading/risk',
  component: lazyRouteComponent(() => import('./pages/trading/risk/RiskPage.tsx'), 'RiskPage'),
});

const group = createRoute({
  getParentRoute: () => inside,
  path: '/trading/group',
  component: lazyRouteComponent(() => import('./pages/trading/group/GroupPage.tsx'), 'GroupPage'),
});

/** Trading (B): the desk first. */
export const tradingRoutes = [desk, mandate, orders, order, risk, prices, cover, finance, group] as const;
