// Workflows as they might be deployed with a bug: the report's draft throws, which is no failure of the work.
import type { JobStart } from '../../../contract/job-start.ts';
import { type JobResult, runJob } from '../../../workflows/engine/run-job.ts';
import { proposePlan } from '../../../workflows/report/propose-plan.ts';
import { ingest } from '../../../workflows/steps/ingest.ts';
import { agreePlan } from '../../../workflows/steps/plan.ts';
import { research } from '../../../workflows/steps/research.ts';

export { check } from '../../../workflows/check.ts';

export async function report(start: JobStart): Promise<JobResult> {
  return await runJob(start, async (job) => {
    const sources = await ingest(job);
    const plan = await agreePlan(job, (place) => proposePlan(job, place, sources));
    await research(job, { sources, plan }, { task: 'research', turn: 'researchTurn' });
    throw new TypeError('the draft was asked of nobody');
  });
}
