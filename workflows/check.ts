import type { JobStart } from '../contract/job-start.ts';
import { asGiven, correctDraft } from './check/correct-draft.ts';
import { divideDocument } from './check/divide-document.ts';
import { type JobResult, runJob } from './engine/run-job.ts';
import { agreeDraft } from './steps/draft.ts';
import { ingest } from './steps/ingest.ts';
import { agreePlan } from './steps/plan.ts';
import { render } from './steps/render.ts';
import { research } from './steps/research.ts';

/**
 * The check job: the document is divided into its sentences, evidence for each is looked up in the sources, the document as given
 * is verified, and what does not hold is corrected once and verified again.
 */
export async function check(start: JobStart): Promise<JobResult> {
  return await runJob(start, async (job) => {
    const sources = await ingest(job);
    const plan = await agreePlan(job, () => divideDocument(job, sources));
    const notes = await research(job, { sources, plan }, { task: 'match', turn: 'matchTurn' });
    const told = { sources, plan, notes };
    const agreed = await agreeDraft(job, told, {
      write: (place, round) => correctDraft(job, place, round, told),
      // What a correction leaves is for a person: asking the same again would give the same.
      byItself: (round) => (round.from === 'draft' ? 0 : Math.min(1, job.state.input.limits.verifyRounds)),
    });
    await render(job, { ...told, ...agreed, original: asGiven(job) });
  });
}
