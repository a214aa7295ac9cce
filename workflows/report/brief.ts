import type { Brief } from '../../contract/steps.ts';
import type { JobRun } from '../engine/job-run.ts';

/** What every model task is told of the job. */
export function briefOf(job: JobRun): Brief {
  const { question, audience, length, language } = job.state.input;
  return { question, audience, length, language };
}

/** Whose rows the activities write. */
export function tenantOf(job: JobRun): { jobId: string; organisation: string; owner: string } {
  const { jobId, organisation, owner } = job.state.input;
  return { jobId, organisation, owner };
}
