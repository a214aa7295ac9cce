import type { JobStart } from '../contract/job-start.ts';
import { type JobResult, runJob } from './engine/run-job.ts';
import { proposePlan } from './report/propose-plan.ts';
import { writeDraft } from './report/write-draft.ts';
import { agreeDraft } from './steps/draft.ts';
import { ingest } from './steps/ingest.ts';
import { agreePlan } from './steps/plan.ts';
import { render } from './steps/render.ts';
import { research } from './steps/research.ts';

/**
 * The report job: ingest, plan, research, draft, verify, approve, report.
 * Told from the top in every run; what is done already stands in the state and returns at once.
 */
export async function report(start: JobStart): Promise<JobResult> {
  return await runJob(start, async (job) => {
    const sources = await ingest(job);
    const plan = await agreePlan(job, (place) => proposePlan(job, place, sources));
    const notes = await research(job, { sources, plan }, { task: 'research', turn: 'researchTurn' });
    const told = { sources, plan, notes };
    const agreed = await agreeDraft(job, told, {
      write: (place, round) => writeDraft(job, place, round, told),
      byItself: () => job.state.input.limits.verifyRounds,
    });
    await render(job, { ...told, ...agreed, original: null });
  });
}
