import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './routes-shell.tsx';

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./pages/inbox/InboxPage.tsx'), 'InboxPage'),
});
const clauses = createRoute({
  getParentRoute: () => inside,
  path: '/system/clauses',
  component: lazyRouteComponent(() => import('./pages/system/clauses/ClausesPage.tsx'), 'ClausesPage'),
});
const calendar = createRoute({
  getParentRoute: () => inside,
  path: '/system/calendar',
  component: lazyRouteComponent(() => import('./pages/system/calendar/CalendarPage.tsx'), 'CalendarPage'),
});
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

const audits = createRoute({
  getParentRoute: () => inside,
  path: '/system/audits',
  component: lazyRouteComponent(() => import('./pages/system/audit/AuditsPage.tsx'), 'AuditsPage'),
});
const packs = createRoute({
  getParentRoute: () => inside,
  path: '/system/packs',
  component: lazyRouteComponent(() => import('./pages/system/packs/PacksPage.tsx'), 'PacksPage'),
});
const maturity = createRoute({
  getParentRoute: () => inside,
  path: '/system/maturity',
  component: lazyRouteComponent(() => import('./pages/system/maturity/AssessmentsPage.tsx'), 'AssessmentsPage'),
});
const assessment = createRoute({
  getParentRoute: () => inside,
  path: '/system/maturity/$assessmentId',
  component: lazyRouteComponent(() => import('./pages/system/maturity/AssessmentPage.tsx'), 'AssessmentPage'),
});

/** The management system (clauses 4–10): the matrix of its clauses first. */
export const systemRoutes = [inbox, clauses, calendar, registers, register, record, audits, packs, maturity, assessment] as const;
