import { JOB_KINDS } from '../job-kind.ts';
import { placeKey } from '../place.ts';
import type { JobState, PlaceState } from '../state/job-state.ts';
import { parkedPlaces } from '../state/job-status.ts';
import type { JobView } from '../view.ts';
import { keptInWords } from './kept.ts';
import { waysOn } from './ways-on.ts';

type Parked = Extract<PlaceState, { status: 'needs_attention' }>;

/** What a parked place shows: the failure, what is kept, and the ways on with their prices. */
export function attentionOf(state: JobState, place: Parked): JobView['attention'][number] {
  const { failure } = place;
  const key = placeKey(place.place);
  return {
    key,
    step: place.place.step,
    item: place.place.item,
    attempt: place.attempt,
    title: place.title,
    failure,
    since: place.since,
    looksAgainAt: place.looksAgainAt,
    kept: keptInWords(state),
    actions: waysOn(state, place).map((way) => ({ ...way, fields: [...way.fields] })),
    alike: parkedPlaces(state)
      .filter((other) => other.failure.code === failure.code && placeKey(other.place) !== key)
      .map((other) => placeKey(other.place)),
    madeBy: failure.class === 'lost-artifact' ? makerOf(state, place, failure.field) : null,
  };
}

/**
 * The step or item to go back to so that an artifact is made again; null where no step made it, such as an uploaded document. A step
 * that builds on its own output of an earlier round would meet the loss again: there it is the step before.
 */
function makerOf(state: JobState, parked: Parked, sha256: string | null): JobView['attention'][number]['madeBy'] {
  const made = Object.values(state.places).findLast(
    (place) =>
      // What approval gives is what it was given.
      (place.status === 'done' && place.place.step !== 'approve' && place.output?.sha256 === sha256) ||
      (place.agent !== null && (place.agent.transcript === sha256 || place.agent.answer?.sha256 === sha256)),
  );
  if (made === undefined) return null;
  const { step, item } = made.place;
  if (item !== null || parked.place.item !== null || parked.place.step !== step) return { step, item };
  const { steps } = JOB_KINDS[state.input.kind];
  return { step: steps[steps.indexOf(step) - 1] ?? step, item: null };
}
