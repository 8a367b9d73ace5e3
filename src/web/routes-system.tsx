import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './routes-shell.tsx';

const registers = createRoute({
  getParentRoute: () => inside,
  path: '/system/registers',
  component: lazyRouteComponent(() => import('./pages/system/RegistersPage.tsx'), 'RegistersPage'),
});
const register = createRoute({
  getParentRoute: () => inside,
  path: '/system/registers/$register',
  component: lazyRouteComponent(() => import('./pages/system/RegisterPage.tsx'), 'RegisterPage'),
});
const record = createRoute({
  getParentRoute: () => inside,
  path: '/system/records/$recordId',
  component: lazyRouteComponent(() => import('./pages/system/RecordPage.tsx'), 'RecordPage'),
});

/** The management system (clauses 4–10): its registers first. */
export const systemRoutes = [registers, register, record] as const;
