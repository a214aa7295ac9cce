import type { ArtifactRef } from '../../contract/artifact.ts';
import { placeKey } from '../../contract/place.ts';
import { roundOf } from '../../contract/state/rounds.ts';
import { stepGate } from '../engine/gate.ts';
import type { JobRun } from '../engine/job-run.ts';
import { step } from '../engine/step.ts';

/**
 * Waits for a person where the job's gates ask for one. `sentBack` is the reviewer's comment, `edited` tells that `output`
 * is what the reviewer made of the draft: approved, and to be verified again before it becomes the report.
 */
export async function approve(
  job: JobRun,
  draft: ArtifactRef,
  verification: ArtifactRef,
): Promise<{ output: ArtifactRef; sentBack: string | null; edited: boolean }> {
  const approvedByEdit = roundOf(job.state, 'draft').because === 'edit';
  const { place, output } = await step(job, 'approve', async (at) => {
    if (approvedByEdit || !job.state.input.gates.includes('approve')) return { output: draft, facts: {} };
    const decision = await stepGate(job, at, draft, verification);
    if (decision.decision === 'edit') return { output: decision.edited, facts: {}, edited: true };
    return { output: draft, facts: {} };
  });
  const decision = job.state.gates[placeKey(place)]?.decision;
  return {
    output,
    sentBack: decision?.decision === 'revise' ? decision.comment : null,
    edited: decision?.decision === 'edit',
  };
}
