import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside, root } from './routes-shell.tsx';

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/neutrality',
  component: lazyRouteComponent(() => import('./pages/neutrality/OverviewPage.tsx'), 'OverviewPage'),
});
const subject = createRoute({
  getParentRoute: () => inside,
  path: '/neutrality/subjects/$subjectId',
  component: lazyRouteComponent(() => import('./pages/neutrality/SubjectPage.tsx'), 'SubjectPage'),
});
const claim = createRoute({
  getParentRoute: () => inside,
  path: '/neutrality/claims/$claimId',
  component: lazyRouteComponent(() => import('./pages/neutrality/ClaimPage.tsx'), 'ClaimPage'),
});

const cbam = createRoute({
  getParentRoute: () => inside,
  path: '/neutrality/cbam',
  component: lazyRouteComponent(() => import('./pages/neutrality/cbam/CbamPage.tsx'), 'CbamPage'),
});
const cbamDeclaration = createRoute({
  getParentRoute: () => inside,
  path: '/neutrality/cbam/$declarationId',
  component: lazyRouteComponent(() => import('./pages/neutrality/cbam/CbamDeclarationPage.tsx'), 'CbamDeclarationPage'),
});

/** Neutrality (D). */
export const neutralityRoutes = [overview, subject, claim, cbam, cbamDeclaration] as const;

/** Without log-in: whoever holds a claim's number reads what was published under it. */
export const publicClaim = createRoute({
  getParentRoute: () => root,
  path: '/public/claims/$number',
  component: lazyRouteComponent(() => import('./pages/neutrality/PublicClaimPage.tsx'), 'PublicClaimPage'),
});
