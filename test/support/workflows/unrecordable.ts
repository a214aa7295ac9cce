// Workflows as they might be deployed with a bug: a report as ever, but its state has a number that no record takes.
import type { JobStart } from '../../../contract/job-start.ts';
import { type JobResult, runJob } from '../../../workflows/engine/run-job.ts';
import { proposePlan } from '../../../workflows/report/propose-plan.ts';
import { writeDraft } from '../../../workflows/report/write-draft.ts';
import { agreeDraft } from '../../../workflows/steps/draft.ts';
import { ingest } from '../../../workflows/steps/ingest.ts';
import { agreePlan } from '../../../workflows/steps/plan.ts';
import { render } from '../../../workflows/steps/render.ts';
import { research } from '../../../workflows/steps/research.ts';

export async function report(start: JobStart): Promise<JobResult> {
  return await runJob(start, async (job) => {
    job.state = { ...job.state, totals: { ...job.state.totals, toolCalls: -1_000 } };
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
