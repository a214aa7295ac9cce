import type { ArtifactRef } from '../contract/artifact.ts';
import type { JobStart } from '../contract/job-start.ts';
import { roundOf, verifyRoundsInARow } from '../contract/state/rounds.ts';
import type { JobRun } from './engine/job-run.ts';
import { type JobResult, runJob } from './engine/run-job.ts';
import { approve } from './report/approve.ts';
import { draft } from './report/draft.ts';
import { ingest } from './report/ingest.ts';
import { plan } from './report/plan.ts';
import { render } from './report/render.ts';
import { research } from './report/research.ts';
import { verify } from './report/verify.ts';

/**
 * The report job: ingest, plan, research, draft, verify, approve, report.
 * Told from the top in every run; what is done already stands in the state and returns at once.
 */
export async function report(start: JobStart): Promise<JobResult> {
  return await runJob(start, async (job) => {
    const sources = await ingest(job);
    const agreedPlan = await agreePlan(job, sources);
    const notes = await research(job, { sources, plan: agreedPlan });
    const agreed = await agreeDraft(job, { sources, plan: agreedPlan, notes });
    await render(job, { sources, plan: agreedPlan, notes, ...agreed });
  });
}

/** Plans until nobody sends the plan back. */
async function agreePlan(job: JobRun, sources: ArtifactRef): Promise<ArtifactRef> {
  for (;;) {
    const { output, sentBack } = await plan(job, sources);
    if (sentBack === null) return output;
    job.dispatch({
      type: 'round-opened',
      round: { from: 'plan', because: 'revise', base: output, findings: null, comment: sentBack },
    });
  }
}

/** Drafts and verifies until the draft holds and nobody sends it back. */
async function agreeDraft(
  job: JobRun,
  told: { sources: ArtifactRef; plan: ArtifactRef; notes: ArtifactRef },
): Promise<{ draft: ArtifactRef; verification: ArtifactRef }> {
  for (;;) {
    const drafted = await draft(job, told);
    const { verification, blocking } = await verify(job, { ...told, draft: drafted });
    if (blocking > 0 && mayGoBackByItself(job)) {
      job.dispatch({
        type: 'round-opened',
        round: { from: 'draft', because: 'verify', base: drafted, findings: verification, comment: '' },
      });
      continue;
    }
    const { output, sentBack, edited } = await approve(job, drafted, verification);
    if (sentBack === null && !edited) return { draft: output, verification };
    const because = edited ? 'edit' : 'revise';
    job.dispatch({
      type: 'round-opened',
      round: { from: 'draft', because, base: output, findings: verification, comment: sentBack ?? '' },
    });
  }
}

/** Verification sends a draft back a bounded number of times; what a person edited it never does: the doubt is shown instead. */
function mayGoBackByItself(job: JobRun): boolean {
  return (
    roundOf(job.state, 'draft').because !== 'edit' &&
    verifyRoundsInARow(job.state) < job.state.input.limits.verifyRounds
  );
}
