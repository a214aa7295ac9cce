import type { StepName } from '../job-kind.ts';
import { formatMicroUsd } from '../money.ts';
import { placeKey } from '../place.ts';
import type { JobState, PlaceState } from '../state/job-state.ts';
import { currentPlace, isCurrent } from '../state/rounds.ts';

/** What is kept whatever a person chooses: `Kept, and not paid again: 14 sources, the plan and 9 of 12 notes, $0.83.` */
export function keptInWords(state: JobState): string {
  const pieces = [sourcesWords(state), doneWords(state, 'plan', 'the plan'), notesWords(state), ...draftWords(state)];
  const kept = pieces.filter((piece) => piece !== null);
  const spent = state.totals.costMicroUsd === 0 ? '' : `, ${formatMicroUsd(state.totals.costMicroUsd)}`;
  return kept.length === 0 ? 'Nothing was finished yet.' : `Kept, and not paid again: ${listed(kept)}${spent}.`;
}

function stepOf(state: JobState, step: StepName): PlaceState | undefined {
  return state.places[placeKey(currentPlace(state, step))];
}

function isDone(place: PlaceState | undefined): place is Extract<PlaceState, { status: 'done' }> {
  return place?.status === 'done';
}

function doneWords(state: JobState, step: StepName, words: string): string | null {
  return isDone(stepOf(state, step)) ? words : null;
}

function sourcesWords(state: JobState): string | null {
  const place = stepOf(state, 'ingest');
  if (!isDone(place)) return null;
  const count = place.facts.sources ?? 0;
  return `${count} ${count === 1 ? 'source' : 'sources'}`;
}

function notesWords(state: JobState): string | null {
  const items = Object.values(state.places).filter(
    ({ place }) => place.step === 'research' && place.item !== null && isCurrent(state, place),
  );
  if (items.length === 0) return null;
  const done = items.filter(isDone).length;
  const turns = items.reduce((sum, item) => sum + (isDone(item) ? 0 : (item.agent?.turn ?? 0)), 0);
  const begun = turns === 0 ? '' : ` (and ${turns} ${turns === 1 ? 'turn' : 'turns'} of the others)`;
  return done === items.length
    ? `${done} ${done === 1 ? 'note' : 'notes'}`
    : `${done} of ${items.length} notes${begun}`;
}

function draftWords(state: JobState): (string | null)[] {
  return [doneWords(state, 'draft', 'the draft'), doneWords(state, 'verify', 'its verification')];
}

function listed(pieces: readonly string[]): string {
  if (pieces.length === 1) return pieces[0] ?? '';
  return `${pieces.slice(0, -1).join(', ')} and ${pieces.at(-1)}`;
}
