import type { Deployments } from '../../../client/api/temporal/deployments.ts';

/** Deployments without a build, for tests that only need their routes. */
export const idleDeployments: Deployments = {
  describe: async () => ({ name: 'dossier', current: null, versions: [], unversionedJobs: 0 }),
  makeCurrent: async () => {},
  move: async () => {},
};
