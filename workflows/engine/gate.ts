import { condition } from '@temporalio/workflow';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import type { Decision } from '../../contract/state/job-state.ts';
import { answerQuestionsAt } from './answer-questions.ts';
import type { JobRun } from './job-run.ts';

/** What a gate shows. */
export interface GateRequest {
  gate: string;
  place: Place;
  toolCall: string | null;
  artifact: ArtifactRef;
  beside: ArtifactRef | null;
}

/** Opens a gate where it is not open yet, and waits for its decision. A decision made before a continue-as-new is found in the state. */
export async function decided(job: JobRun, request: GateRequest): Promise<Decision> {
  if (job.state.gates[request.gate] === undefined) job.dispatch({ type: 'gate-opened', ...request });
  const close = answerQuestionsAt(job, request.gate);
  await condition(() => job.state.gates[request.gate]?.decision != null);
  close();
  const decision = job.state.gates[request.gate]?.decision;
  if (decision == null) throw new Error(`Gate ${request.gate} closed without a decision.`);
  return decision;
}

/** Waits for a person's decision about a step's artifact. A rejection ends the job, so it never returns one. */
export async function stepGate(
  job: JobRun,
  place: Place,
  artifact: ArtifactRef,
  beside: ArtifactRef | null,
): Promise<Decision> {
  const decision = await decided(job, { gate: placeKey(place), place, toolCall: null, artifact, beside });
  if (decision.decision === 'reject') {
    job.dispatch({ type: 'ending', status: 'rejected', reason: decision.comment, actor: decision.actor });
    // The run ends by cancelling its work; nothing after a rejection may go on meanwhile.
    await condition(() => false);
  }
  return decision;
}
