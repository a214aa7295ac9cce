import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { jobSearchSchema } from '../screens/job/job-search.ts';
import { jobsSearchSchema } from '../screens/jobs/jobs-search.ts';
import { BASE_PATH } from './instance.ts';
import { NotFound } from './not-found.tsx';
import { RouteFailure } from './route-failure.tsx';
import { Shell } from './shell.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Shell });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  // A spent one-time address comes here with a word to show.
  validateSearch: z.object({ opening: z.enum(['spent']).optional().catch(undefined) }),
  beforeLoad: ({ search }) => {
    if (search.opening === undefined) throw redirect({ to: '/jobs', search: {} });
  },
  // Seen by nobody who is signed out; whoever then signs in goes on to the jobs.
  component: () => <Navigate to="/jobs" search={{}} replace />,
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  validateSearch: jobsSearchSchema,
  component: lazyRouteComponent(() => import('../screens/jobs/jobs-screen.tsx'), 'JobsScreen'),
});

const newReport = createRoute({
  getParentRoute: () => root,
  path: '/jobs/new',
  validateSearch: z.object({ sample: z.boolean().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../screens/new-report/new-report-screen.tsx'), 'NewReportScreen'),
});

const job = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$id',
  validateSearch: jobSearchSchema,
  component: lazyRouteComponent(() => import('../screens/job/job-screen.tsx'), 'JobScreen'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: z.object({ view: z.enum(['open', 'decided']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../screens/approvals/approvals-screen.tsx'), 'ApprovalsScreen'),
});

const costs = createRoute({
  getParentRoute: () => root,
  path: '/costs',
  validateSearch: z.object({
    days: z.coerce
      .number()
      .pipe(z.literal([1, 7, 30]))
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../screens/costs/costs-screen.tsx'), 'CostsScreen'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../screens/settings/settings-screen.tsx'), 'SettingsScreen'),
});

const tree = root.addChildren([start, jobs, newReport, job, approvals, costs, settings]);

/** Every address of the application. Adding a screen is a folder in `screens/` and a route here. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: BASE_PATH,
    context: { queries },
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: RouteFailure,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
