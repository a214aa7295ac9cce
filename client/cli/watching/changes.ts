import type { ViewAnswer } from '../../../contract/api.ts';
import type { PlaceView } from '../../../contract/view.ts';
import { placeWords } from './job-text.ts';
import { retryWords } from './live-text.ts';

function placesOf(answer: ViewAnswer): PlaceView[] {
  return answer.view.steps.flatMap((step) => [step, ...step.items]);
}

function nameOf(place: PlaceView): string {
  return place.item === null ? place.step : `${place.step}/${place.item}`;
}

/** What differs between two views, a line each, for output that is no screen; everything where there was none before. */
export function changesBetween(before: ViewAnswer | undefined, after: ViewAnswer): string[] {
  const known = new Map((before === undefined ? [] : placesOf(before)).map((place) => [place.key, place]));
  const lines = placesOf(after).flatMap((place) => {
    const old = known.get(place.key);
    const isNews =
      old === undefined ? place.status !== 'pending' : old.status !== place.status || old.turn !== place.turn;
    return isNews ? [`${nameOf(place)}: ${placeWords(place)}`] : [];
  });
  const { view, overlay } = after;
  const told = new Set((before?.live ?? []).map(retryWords));
  lines.push(...after.live.map(retryWords).filter((words): words is string => words !== null && !told.has(words)));
  if (before?.view.status !== view.status) lines.push(`${view.status.replace('_', ' ')}: ${view.sentence}`);
  if (overlay !== null && before?.overlay?.words !== overlay.words) lines.push(`${overlay.kind}: ${overlay.words}`);
  if (overlay === null && before?.overlay?.kind === 'unreachable') lines.push('The job answers again.');
  return lines;
}
