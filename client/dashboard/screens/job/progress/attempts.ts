import { type Place, parsePlaceKey } from '../../../../../contract/place.ts';
import type { JournalEntry } from '../../../../../contract/state/job-state.ts';
import { eventOfEntry } from '../../../../../contract/state/journal-kinds.ts';
import type { PlaceView } from '../../../../../contract/view.ts';

/** A time in which a step or item worked, waited for a person, was parked, or was held by a pause. */
export interface Span {
  kind: 'work' | 'wait' | 'parked' | 'held';
  /** Milliseconds of the clock; `to` is null while it goes on. */
  from: number;
  to: number | null;
}

/** How an attempt came out: `going` while it has not, `decided` where a person's decision opened another round. */
export type AttemptEnd = 'going' | 'done' | 'failed' | 'skipped' | 'decided' | 'stopped';

/** One attempt at a step or item: of which round, when, and what came of it. */
export interface Attempt {
  generation: number;
  round: number;
  /** Counted within its round, from 1. */
  attempt: number;
  spans: Span[];
  end: AttemptEnd;
  /** What was said when it ended; empty where it just was done. */
  words: string;
}

/** What of a place's history decides its attempts. */
type Known = Pick<PlaceView, 'step' | 'item' | 'key' | 'startedAt' | 'endedAt' | 'status' | 'attempt'>;

/**
 * The attempts of each step and item in all its rounds, the oldest first, by the key of the place that stands, as the journal tells them. Where
 * the journal does not reach back to the beginning of the round that stands, one attempt says when that was.
 */
export function attemptsOf(journal: readonly JournalEntry[], places: readonly Known[]): Map<string, Attempt[]> {
  const told = new Map<string, Line[]>();
  const ofTheJob: Line[] = [];
  for (const [index, entry] of journal.entries()) {
    const at = entry.place === null ? null : parsePlaceKey(entry.place);
    if (at === null) {
      if (entry.place === null) ofTheJob.push({ index, entry, at });
      continue;
    }
    const name = nameOf(at);
    const lines = told.get(name);
    if (lines === undefined) told.set(name, [{ index, entry, at }]);
    else lines.push({ index, entry, at });
  }
  return new Map(
    places.map((place) => [place.key, attemptsOfOne([...(told.get(nameOf(place)) ?? []), ...ofTheJob], place)]),
  );
}

/** A line of the journal where it stands, and the place that it is about; null for the job. */
interface Line {
  index: number;
  entry: JournalEntry;
  at: Place | null;
}

function nameOf({ step, item }: Pick<Place, 'step' | 'item'>): string {
  return `${step}/${item ?? ''}`;
}

function attemptsOfOne(lines: Line[], place: Known): Attempt[] {
  const attempts: Attempt[] = [];
  lines.sort((one, other) => one.index - other.index);
  for (const { entry, at } of lines) {
    if (at === null) applyToOpen(attempts, entry);
    else applyOwn(attempts, entry, at);
  }
  return withStanding(attempts, place);
}

/** What happens to the place itself. */
function applyOwn(attempts: Attempt[], entry: JournalEntry, { generation, round }: Place): void {
  const at = Date.parse(entry.at);
  const last = attempts.at(-1);
  const own = last?.generation === generation && last.round === round ? last : undefined;
  const next = (kind: Span['kind'] = 'work'): void => {
    const attempt = own === undefined ? 1 : own.attempt + 1;
    attempts.push({ generation, round, attempt, spans: [{ kind, from: at, to: null }], end: 'going', words: '' });
  };
  switch (eventOfEntry(entry)) {
    case 'started':
      if (own === undefined || own.end !== 'going') next();
      break;
    case 'asked-again':
    case 'looked-again':
    case 'recovered':
    case 'skipping':
      close(own, at, own?.end === 'going' ? 'failed' : undefined, entry.words);
      next();
      break;
    case 'parked':
      if (own === undefined) next('parked');
      else turn(own, at, 'parked');
      told(attempts.at(-1), 'failed', entry.words);
      break;
    case 'gate-opened':
      if (own === undefined) next('wait');
      else turn(own, at, 'wait');
      break;
    case 'gate-decided':
      if (own === undefined) break;
      turn(own, at, 'work');
      told(own, own.end, entry.words);
      break;
    case 'done':
      // What was decided stays told.
      close(own, at, 'done', own?.end === 'going' ? own.words : '');
      break;
    case 'skipped':
      close(own, at, 'skipped', entry.words);
      break;
    default:
  }
}

/** What happens to the whole job and stops, holds or frees what goes on. */
function applyToOpen(attempts: Attempt[], entry: JournalEntry): void {
  const last = attempts.at(-1);
  const open = last?.spans.at(-1);
  if (last === undefined || open === undefined || open.to !== null) return;
  const at = Date.parse(entry.at);
  switch (eventOfEntry(entry)) {
    case 'paused':
      if (open.kind === 'work') turn(last, at, 'held');
      break;
    case 'resumed':
      if (open.kind === 'held') turn(last, at, 'work');
      break;
    // A rewind and a new round stop the steps from theirs on; what stands before these is done and has nothing open.
    case 'ending':
    case 'rewound':
      close(last, at, last.end === 'going' ? 'stopped' : undefined, entry.words);
      break;
    case 'round-opened':
      close(last, at, last.end === 'going' ? 'decided' : undefined, last.words || entry.words);
      break;
    default:
  }
}

/** Ends what goes on in an attempt and begins something else in it. */
function turn(attempt: Attempt, at: number, kind: Span['kind']): void {
  const open = attempt.spans.at(-1);
  if (open !== undefined && open.to === null) open.to = at;
  attempt.spans.push({ kind, from: at, to: null });
}

function told(attempt: Attempt | undefined, end: AttemptEnd, words: string): void {
  if (attempt !== undefined) Object.assign(attempt, { end, words });
}

function close(attempt: Attempt | undefined, at: number, end: AttemptEnd | undefined, words: string): void {
  const open = attempt?.spans.at(-1);
  if (attempt === undefined || open === undefined) return;
  if (open.to === null) open.to = at;
  if (end !== undefined) told(attempt, end, words);
}

/** Adds what the journal does not reach back to, and ends what the view says has ended. */
function withStanding(attempts: Attempt[], place: Known): Attempt[] {
  const { generation = 0, round = 1 } = parsePlaceKey(place.key) ?? {};
  const all = [...attempts];
  const standing = all.findLast((one) => one.generation === generation && one.round === round);
  if (standing === undefined && place.startedAt !== null) {
    const to = place.endedAt === null ? null : Date.parse(place.endedAt);
    const kind = place.status === 'waiting' ? 'wait' : place.status === 'needs_attention' ? 'parked' : 'work';
    const end = place.status === 'done' ? 'done' : to === null ? 'going' : 'stopped';
    const spans: Span[] = [{ kind, from: Date.parse(place.startedAt), to }];
    all.push({ generation, round, attempt: place.attempt, spans, end, words: '' });
  }
  if (standing !== undefined && place.endedAt !== null)
    close(standing, Date.parse(place.endedAt), standing.end === 'going' ? 'stopped' : undefined, standing.words);
  return all;
}

/** How long the spans of these kinds took together, in milliseconds. */
export function timeIn(attempts: readonly Attempt[], kinds: readonly Span['kind'][], now: number): number {
  const spans = attempts.flatMap((one) => one.spans).filter(({ kind }) => kinds.includes(kind));
  return spans.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0);
}
