import { z } from 'zod';

/** One build of the workers, as Temporal knows it. */
export const workerVersionSchema = z.object({
  build: z.string(),
  /** New jobs start on it. */
  isCurrent: z.boolean(),
  /** Jobs that are open and pinned to it. */
  openJobs: z.int(),
  /** Workers of it that ask for work. */
  pollers: z.int(),
  /** `drained`: nothing needs it any more; Temporal says so some minutes after its last job. */
  state: z.enum(['new', 'current', 'draining', 'drained']),
  createdAt: z.string().nullable(),
});
export type WorkerVersion = z.infer<typeof workerVersionSchema>;

/** Answer of `GET /api/v1/deployment`. Without a version of any kind, no worker was ever started with versioning on. */
export const deploymentAnswerSchema = z.object({
  name: z.string(),
  current: z.string().nullable(),
  versions: z.array(workerVersionSchema),
  /** Open jobs that no build is pinned to. */
  unversionedJobs: z.int(),
});
export type DeploymentAnswer = z.infer<typeof deploymentAnswerSchema>;

/** Body of `POST /api/v1/deployment/current`. */
export const makeCurrentSchema = z.object({ build: z.string().min(1).max(200) });
