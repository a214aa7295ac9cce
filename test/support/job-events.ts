import type { Failure } from '../../contract/failures.ts';
import { failure } from '../../contract/failures.ts';
import type { DecisionKind } from '../../contract/messages.ts';
import type { Place } from '../../contract/place.ts';
import { placeKey } from '../../contract/place.ts';
import type { JobEvent } from '../../contract/state/events.ts';
import { initialState } from '../../contract/state/initial-state.ts';
import type { Decision, JobState } from '../../contract/state/job-state.ts';
import { reduce } from '../../contract/state/reduce.ts';
import { fakeRef } from './fake-ref.ts';
import { PERSON, reportInput } from './job-input.ts';

/** The moment of all events of these tests. */
export const AT = '2026-11-20T12:00:00.000Z';

/** A state after events, from the beginning of a job. */
export function stateAfter(events: JobEvent[], from: JobState = initialState(reportInput('job'), AT)): JobState {
  return events.reduce((state, event) => reduce(state, event, AT), from);
}

export function at(step: Place['step'], item: string | null = null, round = 1): Place {
  return { step, generation: 0, round, item };
}

export const opened = (place: Place, agent = false): JobEvent => ({
  type: 'place-opened',
  place,
  title: placeKey(place),
  agent,
});
export const started = (place: Place): JobEvent => ({ type: 'place-started', place });
export const begun = (place: Place, agent = false): JobEvent[] => [opened(place, agent), started(place)];
export const finished = (place: Place): JobEvent => ({
  type: 'place-done',
  place,
  output: fakeRef(placeKey(place)),
  facts: {},
  degraded: null,
  edited: false,
});
export const parked = (place: Place, failed: Failure = failure('model-key-rejected', 'No key.')): JobEvent => ({
  type: 'place-parked',
  place,
  failure: failed,
  actions: ['retry', 'abort'],
  looksAgainAtMs: null,
});
export const gateOpened = (place: Place, toolCall: string | null = null): JobEvent => ({
  type: 'gate-opened',
  gate: toolCall === null ? placeKey(place) : `${placeKey(place)}#${toolCall}`,
  place,
  toolCall,
  artifact: fakeRef('shown'),
  beside: null,
});

export function decision(gate: string, kind: DecisionKind, more: Partial<Decision> = {}): Decision {
  return {
    messageId: 'm',
    gate,
    step: 'approve',
    round: 1,
    artifact: fakeRef('shown').sha256,
    decision: kind,
    edited: null,
    comment: '',
    actor: PERSON,
    at: AT,
    selfApproved: kind === 'approve' || kind === 'edit',
    ...more,
  };
}
