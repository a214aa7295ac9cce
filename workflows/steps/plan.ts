import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { stepGate } from '../engine/gate.ts';
import type { JobRun } from '../engine/job-run.ts';
import { step } from '../engine/step.ts';

/** Makes a plan: by a model, or by dividing what is there. */
export type Propose = (place: Place) => Promise<ArtifactRef>;

/** Plans until nobody sends the plan back. */
export async function agreePlan(job: JobRun, propose: Propose): Promise<ArtifactRef> {
  for (;;) {
    const { output, sentBack } = await plan(job, propose);
    if (sentBack === null) return output;
    job.dispatch({
      type: 'round-opened',
      round: { from: 'plan', because: 'revise', base: output, findings: null, comment: sentBack },
    });
  }
}

/** Makes a plan and, where the job's gates ask for it, waits for a person's decision. `sentBack` is the reviewer's comment. */
async function plan(job: JobRun, propose: Propose): Promise<{ output: ArtifactRef; sentBack: string | null }> {
  const { place, output } = await step(job, 'plan', async (at) => {
    // A gate that is open already shows what was planned: a run that continues does not ask again.
    const proposed = job.state.gates[placeKey(at)]?.artifact ?? (await propose(at));
    if (!job.state.input.gates.includes('plan')) return { output: proposed, facts: {} };
    const decision = await stepGate(job, at, proposed, null);
    if (decision.decision === 'edit') return { output: decision.edited, facts: {}, edited: true };
    return { output: proposed, facts: {} };
  });
  const decision = job.state.gates[placeKey(place)]?.decision;
  return { output, sentBack: decision?.decision === 'revise' ? decision.comment : null };
}
