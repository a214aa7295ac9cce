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
    madeBy: failure.class === 'lost-artifact' ? makerOf(state, failure.field) : null,
  };
}

/** The step or item whose output an artifact is; null where it is none's, such as an uploaded document. */
function makerOf(state: JobState, sha256: string | null): JobView['attention'][number]['madeBy'] {
  const made = Object.values(state.places).findLast(
    (place) =>
      (place.status === 'done' && place.output?.sha256 === sha256) ||
      (place.agent !== null && (place.agent.transcript === sha256 || place.agent.answer?.sha256 === sha256)),
  );
  return made === undefined ? null : { step: made.place.step, item: made.place.item };
}
