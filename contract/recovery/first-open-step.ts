import { JOB_KINDS, type StepName } from '../job-kind.ts';
import { placeKey } from '../place.ts';
import type { JobState } from '../state/job-state.ts';
import { currentPlace } from '../state/rounds.ts';

/** The first step of a job that is not done: going back to it keeps all that is finished. */
export function firstOpenStep(state: JobState): StepName {
  const { steps } = JOB_KINDS[state.input.kind];
  const open = steps.find((step) => state.places[placeKey(currentPlace(state, step))]?.status !== 'done');
  return open ?? steps[steps.length - 1] ?? 'report';
}
