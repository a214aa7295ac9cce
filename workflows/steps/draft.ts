import type { ArtifactRef } from '../../contract/artifact.ts';
import type { Place } from '../../contract/place.ts';
import type { Round } from '../../contract/state/job-state.ts';
import { roundOf, verifyRoundsInARow } from '../../contract/state/rounds.ts';
import type { JobRun } from '../engine/job-run.ts';
import { step } from '../engine/step.ts';
import type { Finished } from '../engine/unit.ts';
import { approve } from './approve.ts';
import { verify } from './verify.ts';

/** Makes the draft of a round. */
export type Write = (place: Place, round: Round) => Promise<Finished>;

/** What drafts are made and verified from. */
export interface DraftBasis {
  sources: ArtifactRef;
  plan: ArtifactRef;
  notes: ArtifactRef;
}

/** Drafts and verifies until the draft holds, or has gone back by itself as often as it may, and nobody sends it back. */
export async function agreeDraft(
  job: JobRun,
  told: DraftBasis,
  { write, byItself }: { write: Write; byItself: (round: Round) => number },
): Promise<{ draft: ArtifactRef; verification: ArtifactRef }> {
  for (;;) {
    const drafted = await draft(job, write);
    const { verification, blocking } = await verify(job, { ...told, draft: drafted });
    if (blocking > 0 && mayGoBackByItself(job, byItself(roundOf(job.state, 'draft')))) {
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

/** Makes the draft of the present round, or takes up the one that a person edited. */
async function draft(job: JobRun, write: Write): Promise<ArtifactRef> {
  const round = roundOf(job.state, 'draft');
  const { output } = await step(job, 'draft', async (place) => {
    if (round.because === 'edit') return { output: round.base, facts: {}, edited: true };
    return await write(place, round);
  });
  return output;
}

/** Verification sends a draft back a bounded number of times; what a person edited it never does: the doubt is shown instead. */
function mayGoBackByItself(job: JobRun, most: number): boolean {
  return roundOf(job.state, 'draft').because !== 'edit' && verifyRoundsInARow(job.state) < most;
}
