import { parsePlaceKey } from '../../../../contract/place.ts';
import type { JobView } from '../../../../contract/view.ts';
import { placeTitle } from '../job/progress/place-words.ts';
import { placeAt, type Target } from './fields/use-start-text.ts';

/** Where a job goes back to, in words: `Draft`, or what an item is called. */
export function targetTitle(view: JobView, { step, item }: Target): string {
  return placeTitle({ step, item, title: placeAt(view, { step, item })?.title ?? item ?? step });
}

/** What a gate is about, by its id: `Approve, round 2`. */
export function gateTitle(gate: string): string {
  const place = parsePlaceKey(gate);
  if (place === null) return gate;
  const title = placeTitle({ ...place, title: place.item ?? place.step });
  return place.round > 1 ? `${title}, round ${place.round}` : title;
}
