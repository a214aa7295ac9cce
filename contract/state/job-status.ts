import { placeKey } from '../place.ts';
import type { Gate, JobState, JobStatus, PlaceState } from './job-state.ts';

/** A job's status, derived from its state: an end first, then pause, then what a person must do, then running. */
export function jobStatusOf(state: JobState): JobStatus {
  if (state.ending !== null) return state.endedAt === null ? 'running' : state.ending.status;
  if (state.paused !== null) return 'paused';
  if (isBusy(state)) return 'running';
  if (parkedPlaces(state).length > 0) return 'needs_attention';
  if (openGates(state).length > 0) return 'waiting';
  return 'running';
}

/** Whether a step or item works, or is about to. */
function isBusy(state: JobState): boolean {
  const open = Object.values(state.places).filter((place) => place.status !== 'done' && place.status !== 'stopped');
  const busy = open.some((place) => place.status === 'running' && place.agent === null && !hasOpenItems(place, open));
  const itemsBusy = open.some(
    (place) => place.place.item !== null && (place.status === 'running' || place.status === 'pending'),
  );
  return busy || itemsBusy;
}

function hasOpenItems(step: PlaceState, open: PlaceState[]): boolean {
  return open.some(
    (other) => other.place.item !== null && placeKey({ ...other.place, item: null }) === placeKey(step.place),
  );
}

/** Gates that wait for a decision. */
export function openGates(state: JobState): Gate[] {
  return Object.values(state.gates).filter((gate) => gate.decision === null && gate.voidedAt === null);
}

/** Places that need attention. */
export function parkedPlaces(state: JobState): Extract<PlaceState, { status: 'needs_attention' }>[] {
  return Object.values(state.places).filter((place) => place.status === 'needs_attention');
}

/** What a job waits for, in one sentence. */
export function waitsFor(state: JobState): string {
  const status = jobStatusOf(state);
  switch (status) {
    case 'done':
      return 'The report is finished.';
    case 'rejected':
    case 'cancelled':
    case 'aborted':
      return `${status[0]?.toUpperCase()}${status.slice(1)}${state.ending?.actor == null ? '' : ` by ${state.ending.actor.id}`}${state.ending?.reason ? `: ${state.ending.reason}` : '.'}`;
    case 'paused':
      return state.paused?.running === 'finish' && isBusy(state)
        ? 'Waits for resume; calls that ran when it was paused still finish.'
        : 'Waits for resume.';
    case 'needs_attention': {
      const [first, ...more] = parkedPlaces(state);
      const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
      return first === undefined
        ? 'Needs attention.'
        : `${nameOf(first)} needs attention${others}: ${first.failure.message}`;
    }
    case 'waiting': {
      const gate = openGates(state)[0];
      return gate === undefined
        ? 'Waits for a person.'
        : `Waits for a decision about ${subjectOf(gate)}, round ${gate.place.round}, hash ${gate.artifact.sha256.slice(0, 12)}.`;
    }
    case 'running':
      return runningSentence(state);
  }
}

function subjectOf({ place, toolCall }: Gate): string {
  if (toolCall !== null) return `a tool call of item ${place.item}`;
  return place.step === 'plan' ? 'the plan' : 'the draft';
}

function nameOf({ place }: PlaceState): string {
  return place.item === null ? `Step ${place.step}` : `Item ${place.item} of step ${place.step}`;
}

function runningSentence(state: JobState): string {
  if (state.ending !== null) return `Ending: ${state.ending.status}.`;
  const steps = Object.values(state.places).filter((place) => place.place.item === null && place.status !== 'done');
  const step = steps.at(-1);
  if (step === undefined) return 'Running.';
  const items = Object.values(state.places).filter(
    (place) =>
      place.place.item !== null && place.place.step === step.place.step && place.place.round === step.place.round,
  );
  const parked = items.filter((item) => item.status === 'needs_attention').length;
  const progress =
    items.length === 0
      ? ''
      : `, ${items.filter((item) => item.status === 'done').length} of ${items.length} items done${parked === 0 ? '' : `, ${parked} need attention`}`;
  return `Step ${step.place.step} is running${progress}.`;
}
