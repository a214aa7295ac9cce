import type { JobRun } from '../engine/job-run.ts';

/** Whose rows the activities write. */
export function tenantOf(job: JobRun): { jobId: string; organisation: string; owner: string } {
  const { jobId, organisation, owner } = job.state.input;
  return { jobId, organisation, owner };
}
