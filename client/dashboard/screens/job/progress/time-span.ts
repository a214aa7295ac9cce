import { GATE_OPENED } from '../../../../../contract/state/journal-words.ts';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';

/** The time that the bars are drawn on, in milliseconds of the clock. */
export interface Span {
  from: number;
  to: number;
}

/** From the first step's beginning to the last one's end; for an open job, until now. */
export function spanOf(view: JobView, now: number): Span {
  const places = view.steps.flatMap((step): PlaceView[] => [step, ...step.items]);
  const starts = places.flatMap(({ startedAt }) => (startedAt === null ? [] : [Date.parse(startedAt)]));
  const ends = places.flatMap(({ endedAt }) => (endedAt === null ? [] : [Date.parse(endedAt)]));
  const from = Math.min(...starts, Date.parse(view.startedAt ?? view.createdAt));
  const to = view.endedAt === null ? Math.max(now, ...ends) : Math.max(Date.parse(view.endedAt), ...ends);
  return { from, to: Math.max(to, from + 1) };
}

/** When a place waited for a person: from the opening of a gate to its decision. */
export function waitsOf(view: JobView, place: PlaceView): { from: string; to: string | null }[] {
  const open = view.gates.filter(
    ({ step, item, round }) => step === place.step && item === place.item && round === place.round,
  );
  const waits: { from: string; to: string | null }[] = open.map(({ openedAt }) => ({ from: openedAt, to: null }));
  const decided = view.decisions.find(({ gate }) => gate === place.key);
  const opened = view.journal.find((entry) => entry.place === place.key && entry.words.startsWith(GATE_OPENED));
  if (decided !== undefined && opened !== undefined) waits.push({ from: opened.at, to: decided.at });
  return waits;
}
