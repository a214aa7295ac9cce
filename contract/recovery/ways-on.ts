import { FAILURE_POLICY } from '../failure-policy.ts';
import type { Failure } from '../failures.ts';
import type { JobState, PlaceState } from '../state/job-state.ts';
import type { RecoverActionKind } from './actions.ts';
import type { ChangeName } from './changes.ts';
import { PARTS, partOf, taskOf } from './parts.ts';
import { NO_PRICE, type Price, priceInWords, priceOfPlace } from './price.ts';

/** One way on from a parked place, with its price. */
export interface WayOn {
  kind: RecoverActionKind;
  /** What it does, keeps and repeats, in one or two sentences. */
  words: string;
  /** What of it is particular to this place, without its price: for who shows the price beside it. */
  detail: string;
  /** What the place will cost with it; null where nothing is known to go by. */
  price: Price | null;
  /** For `editInput`: what may be changed. */
  fields: readonly ChangeName[];
}

/** The ways on that a failure at this place leaves, the recommended one first. */
export function actionsAt(state: JobState, place: PlaceState, failure: Failure): RecoverActionKind[] {
  const part = PARTS[partOf(state.input.kind, place.place)];
  const possible: Record<RecoverActionKind, boolean> = {
    retry: true,
    editInput: part.edits.length > 0,
    switchModel: taskOf(state.input.kind, place.place) !== null,
    supplyOutput: part.suppliable,
    skip: part.skipped !== null,
    abort: true,
  };
  return FAILURE_POLICY[failure.class].actions.filter((kind) => possible[kind]);
}

/** The ways on of a parked place with what each keeps, repeats and costs. */
export function waysOn(state: JobState, place: Extract<PlaceState, { status: 'needs_attention' }>): WayOn[] {
  return place.actions.map((kind) => wayOn(state, place, kind));
}

function wayOn(state: JobState, place: PlaceState, kind: RecoverActionKind): WayOn {
  const part = PARTS[partOf(state.input.kind, place.place)];
  const again = priceOfPlace(state, place);
  const anew = priceOfPlace(state, place, true);
  const isAgent = place.agent !== null;
  const count = place.agent?.turn ?? 0;
  const turns = count === 0 ? '' : count === 1 ? 'Its turn is kept.' : `Its ${count} turns are kept.`;
  switch (kind) {
    case 'retry':
      return {
        kind,
        words: sentences(`Try again: ${requests(again)}.`, turns),
        detail: turns,
        price: again,
        fields: [],
      };
    case 'editInput': {
      const lost = isAgent ? 'It begins anew with the changed question.' : '';
      return {
        kind,
        words: sentences(`Change its input and try again: ${priceInWords(anew)}.`, lost),
        detail: lost,
        price: anew,
        fields: part.edits,
      };
    }
    case 'switchModel': {
      const at = again === null ? '' : ' at the price of the present one';
      const words = sentences(`Ask another model: ${priceInWords(again)}${at}.`, turns);
      return { kind, words, detail: turns, price: again, fields: [] };
    }
    case 'supplyOutput':
      return {
        kind,
        words: 'Supply its result yourself; it is checked for its form. Costs nothing.',
        detail: '',
        price: NO_PRICE,
        fields: [],
      };
    case 'skip': {
      const detail = part.skipped ?? '';
      return { kind, words: sentences('Skip it.', detail, 'Costs nothing.'), detail, price: NO_PRICE, fields: [] };
    }
    case 'abort':
      return { kind, words: `Abort: ${ABORTED}`, detail: `T${ABORTED.slice(1)}`, price: NO_PRICE, fields: [] };
  }
}

const ABORTED =
  'the job ends without a report; what was found stays readable, and the job can be taken up again by a rewind.';

function sentences(...all: string[]): string {
  return all.filter((one) => one !== '').join(' ');
}

function requests(price: Price | null): string {
  return price !== null && price.mostMicroUsd === 0 ? 'no model is asked, costs nothing' : priceInWords(price);
}
