import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import type { Attempt, Span } from './attempts.ts';

/** A stretch of time that bars are drawn on, in milliseconds of the clock. */
export interface Window {
  from: number;
  to: number;
}

/** How often the time may be halved. */
export const MOST_ZOOM = 12;

/** From the job's beginning to its end; of an open job, until now. */
export function wholeOf(
  view: Pick<JobView, 'startedAt' | 'createdAt' | 'endedAt'>,
  spans: readonly Span[],
  now: number,
): Window {
  const from = Math.min(Date.parse(view.startedAt ?? view.createdAt), ...spans.map((span) => span.from));
  const ends = spans.flatMap(({ to }) => (to === null ? [] : [to]));
  const to = Math.max(view.endedAt === null ? now : Date.parse(view.endedAt), ...ends);
  return { from, to: Math.max(to, from + 1) };
}

/** The part of the whole that is seen after halving it `zoom` times, about a moment as far as the whole reaches. */
export function seenOf(whole: Window, zoom: number, around: number): Window {
  const width = (whole.to - whole.from) / 2 ** Math.min(MOST_ZOOM, Math.max(0, zoom));
  const from = Math.min(Math.max(whole.from, around - width / 2), whole.to - width);
  return { from, to: from + width };
}

/** The middle of what is seen. */
export function middleOf({ from, to }: Window): number {
  return (from + to) / 2;
}

/** The middle of what one step or item did, so that it is what zooming goes to; null where it has not begun. */
export function middleOfAttempts(attempts: readonly Attempt[], now: number): number | null {
  const spans = attempts.flatMap((one) => one.spans);
  if (spans.length === 0) return null;
  return middleOf({
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to ?? now)),
  });
}

/** Where a span stands in what is seen, in parts of its width; null where it is not in it. */
export function placeIn(seen: Window, { from, to }: Pick<Span, 'from' | 'to'>): { left: number; width: number } | null {
  const end = Math.min(to ?? seen.to, seen.to);
  const begin = Math.max(from, seen.from);
  if (end < begin || from > seen.to || (to !== null && to < seen.from)) return null;
  const width = seen.to - seen.from;
  return { left: (begin - seen.from) / width, width: (end - begin) / width };
}

type Queueing = Pick<PlaceView, 'key' | 'status'>;

/** The places that have not begun, by the turn in which they will: items together with the step that goes on, then one step after the other. */
export function queueOf({
  steps,
  endedAt,
}: {
  steps: readonly (Queueing & { items: readonly Queueing[] })[];
  endedAt: string | null;
}): { turns: number; turnOf(place: Pick<PlaceView, 'key'>): number | null } {
  if (endedAt !== null) return { turns: 0, turnOf: () => null };
  const turns = new Map<string, number>();
  let turn = 0;
  for (const { key, status, items } of steps) {
    const queued = items.filter((item) => item.status === 'pending');
    if (status === 'pending') turns.set(key, turn);
    for (const item of queued) turns.set(item.key, turn);
    if (status === 'pending' || queued.length > 0) turn += 1;
  }
  return { turns: turn, turnOf: ({ key }) => turns.get(key) ?? null };
}
