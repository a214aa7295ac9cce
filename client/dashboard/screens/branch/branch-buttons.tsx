import type { JobView, PlaceView } from '../../../../contract/view.ts';

/** Going back to a step, or forking from it: told beforehand, then done. */
export function BranchButtons({ view, place }: { view: JobView; place: PlaceView }) {
  return <span hidden>{`${view.id} ${place.key}`}</span>;
}
