import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { roundOf } from '../../contract/state/rounds.ts';
import { askModel } from '../engine/ask-model.ts';
import { stepGate } from '../engine/gate.ts';
import type { JobRun } from '../engine/job-run.ts';
import { step } from '../engine/step.ts';

/** Makes a plan and, where the job's gates ask for it, waits for a person's decision. `sentBack` is the reviewer's comment. */
export async function plan(
  job: JobRun,
  sources: ArtifactRef,
): Promise<{ output: ArtifactRef; sentBack: string | null }> {
  const { place, output } = await step(job, 'plan', async (at) => {
    // A gate that is open already shows what was planned: a run that continues does not ask again.
    const proposed = job.state.gates[placeKey(at)]?.artifact ?? (await propose(job, at, sources));
    if (!job.state.input.gates.includes('plan')) return { output: proposed, facts: {} };
    const decision = await stepGate(job, at, proposed, null);
    if (decision.decision === 'edit') return { output: decision.edited, facts: {}, edited: true };
    return { output: proposed, facts: {} };
  });
  const decision = job.state.gates[placeKey(place)]?.decision;
  return { output, sentBack: decision?.decision === 'revise' ? decision.comment : null };
}

async function propose(job: JobRun, place: Place, sources: ArtifactRef): Promise<ArtifactRef> {
  const { base, comment } = roundOf(job.state, 'plan');
  const { brief, houseBrief } = job.state.input;
  const inputs = { brief, houseBrief, sources, previous: base, comment };
  const { planReport } = job.activities.models;
  const answer = await askModel(job, place, 'plan', 0, (request) =>
    planReport.executeWithOptions({ summary: placeKey(place) }, [request, inputs]),
  );
  return answer.output;
}
