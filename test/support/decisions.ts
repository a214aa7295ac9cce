import type { ArtifactRef } from '../../contract/artifact.ts';
import type { DecisionKind } from '../../contract/messages.ts';
import type { JobView } from '../../contract/view.ts';
import type { Body } from './engine-rig.ts';

/** A decision about a gate as the view shows it: the first open one, or the one named. */
export function decisionOn(
  view: JobView,
  decision: DecisionKind,
  more: { comment?: string; edited?: ArtifactRef; gate?: string } = {},
): Body<'decide'> {
  const gate = view.gates.find(({ id }) => more.gate === undefined || id === more.gate);
  if (gate === undefined) throw new Error(`No such open gate: ${view.sentence}`);
  return {
    gate: gate.id,
    artifact: gate.artifact.sha256,
    round: gate.round,
    decision,
    edited: more.edited ?? null,
    comment: more.comment ?? '',
  };
}

/** Whether a gate is open in a step of a round. */
export function gateOpen(step: 'plan' | 'approve' | 'research', round = 1): (view: JobView) => boolean {
  return (view) => view.gates.some((gate) => gate.step === step && gate.round === round);
}
