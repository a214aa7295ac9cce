import type { StepName } from '../job-kind.ts';
import { type Place, placeKey } from '../place.ts';
import type { JobState, PlaceState, Round } from '../state/job-state.ts';
import { freshPlace } from '../state/place-changes.ts';
import { currentPlace, roundOf } from '../state/rounds.ts';
import { taskOf } from './parts.ts';
import { costOfOneCall, NO_PRICE, type Price, priceOfPlace, sumOfPrices, usualTurns } from './price.ts';

/** A step's own place and those of its items, of the round in which the step stands. */
export function placesOf(state: JobState, step: StepName): PlaceState[] {
  return placesIn(state, step, currentPlace(state, step));
}

function placesIn(state: JobState, step: StepName, { generation, round }: Pick<Place, 'generation' | 'round'>) {
  const key = placeKey({ step, generation, round, item: null });
  return Object.values(state.places).filter(({ place }) => placeKey({ ...place, item: null }) === key);
}

/** What was paid for a step's present result. A reading that kept the verdicts of one before it, of the same draft, rests on that one's calls. */
export function paidForStep(state: JobState, step: StepName): number {
  const draft = stepIn(state, 'draft', currentPlace(state, 'draft'));
  const alike = state.rounds.filter((round) => isSameOutput(stepIn(state, 'draft', round), draft));
  const readings = step === 'verify' ? alike.map((round) => placesIn(state, step, round)) : [];
  const sums = [placesOf(state, step), ...readings].map((places) => paidForAll(state, places));
  return Math.max(...sums);
}

/** What was paid for the results of these places. */
export function paidForAll(state: JobState, places: readonly PlaceState[]): number {
  return places.reduce((sum, place) => sum + paidFor(state, place), 0);
}

/**
 * What a place's result cost this job, wherever it was paid: a place that took over answers, or the whole result, of one before it cost
 * nothing itself. A fork has paid nothing for what it took over from the other job.
 */
function paidFor(state: JobState, place: PlaceState): number {
  const { cost } = place;
  const asked = cost.calls - cost.reused;
  if (asked > 0 && cost.reused === 0) return cost.microUsd;
  const { step, item, round } = place.place;
  const earlier = Object.values(state.places).filter((other) => {
    const { place: at } = other;
    return at.step === step && at.item === item && at.round < round && other.cost.microUsd > 0;
  });
  const from = earlier.findLast((other) => isSameOutput(other, place)) ?? earlier.at(-1);
  return cost.microUsd + (from?.cost.microUsd ?? 0);
}

function stepIn({ places }: JobState, step: StepName, { generation, round }: Pick<Place, 'generation' | 'round'>) {
  return places[placeKey({ step, generation, round, item: null })];
}

function isSameOutput(one: PlaceState | undefined, other: PlaceState | undefined): boolean {
  return one?.status === 'done' && other?.status === 'done' && one.output?.sha256 === other.output?.sha256;
}

/** What a step costs when all its requests are made anew, but those of the items that are kept; also the rounds that verification opened by itself, where they come again. */
export function priceAnew(
  state: JobState,
  step: StepName,
  from: StepName,
  keptItems: readonly string[] = [],
): Price | null {
  const places = roundsAgain(state, step, from).flatMap((round) => placesToPrice(state, step, round));
  if (isUnbegun(state, step, places)) return priceOfUnreached(state, step);
  return sumOfPrices(withoutItems(places, keptItems).map((place) => priceAgain(state, place)));
}

function withoutItems(places: readonly PlaceState[], items: readonly string[]): PlaceState[] {
  return places.filter(({ place }) => place.item === null || !items.includes(place.item));
}

/**
 * What a step costs whose answers stand in the ledger: what was never answered, but for the items that are kept. Where a draft was sent
 * back, a reading that comes again may keep other verdicts than it did, and ask about fewer claims at once, so that its request is
 * another one.
 */
export function priceFromLedger(
  state: JobState,
  step: StepName,
  from: StepName,
  keptItems: readonly string[] = [],
): Price | null {
  const places = placesOf(state, step);
  if (isUnbegun(state, step, places)) return priceOfUnreached(state, step);
  const rest = sumOfPrices(withoutItems(places, keptItems).map((place) => priceOfRest(state, place)));
  const mayDiffer = (step === 'verify' || (step === 'draft' && from !== 'draft')) && hasSeveralDrafts(state);
  if (!mayDiffer || rest === null) return rest;
  const anew = priceAnew(state, step, from, keptItems);
  return anew && { ...rest, mostMicroUsd: Math.max(rest.mostMicroUsd, anew.mostMicroUsd) };
}

/** Whether a step has not come to its requests: not begun, or begun and left before the items that ask models. */
function isUnbegun({ input }: JobState, step: StepName, places: readonly PlaceState[]): boolean {
  if (places.length === 0) return true;
  const own = places.find(({ place }) => place.item === null);
  const asks = places.some(({ place }) => taskOf(input.kind, place) !== null);
  return !asks && own?.status !== 'done' && (step === 'research' || step === 'verify');
}

function priceOfRest(state: JobState, place: PlaceState): Price | null {
  if (place.status !== 'done') return priceOfPlace(state, place);
  const { skipped, edited } = place.flags;
  const isDecided =
    state.gates[placeKey(place.place)]?.decision != null || roundOf(state, place.place.step).because === 'edit';
  // What a person skipped or supplied instead of an answer was never answered.
  return skipped || (edited && !isDecided) ? priceAgain(state, place) : NO_PRICE;
}

/** What a place that ran costs when it runs again: what it cost, and as much again as a place of its kind may. */
function priceAgain(state: JobState, place: PlaceState): Price | null {
  const usual = priceOfPlace(state, place, true);
  if (usual === null || usual.mostMicroUsd === 0) return usual;
  const isAnswered = place.status === 'done' && !place.flags.skipped && !place.flags.edited;
  const likely = (isAnswered && paidFor(state, place)) || usual.likelyMicroUsd;
  return { likelyMicroUsd: likely, mostMicroUsd: Math.max(usual.mostMicroUsd, likely * 3) };
}

/** Where going back reaches the draft from before it, it is written from its beginning: with the rounds in which verification sent it back. */
function roundsAgain(state: JobState, step: StepName, from: StepName): Round[] {
  const chain = [roundOf(state, step)];
  if (from === 'draft' || (step !== 'draft' && step !== 'verify') || from === 'verify') return chain;
  for (;;) {
    const [first] = chain;
    const before = state.rounds.findLast(({ round }) => first !== undefined && round < first.round);
    if (first?.because !== 'verify' || before === undefined) return chain;
    chain.unshift(before);
  }
}

/** A reading that kept verdicts of one before it asked less than one that keeps none: the fullest tells what a reading takes. */
function placesToPrice(state: JobState, step: StepName, round: Round): PlaceState[] {
  const own = placesIn(state, step, round);
  if (step !== 'verify') return own;
  const asks = (places: readonly PlaceState[]): number =>
    places.filter(({ place }) => taskOf(state.input.kind, place) !== null).length;
  const before = state.rounds.filter((other) => other.round < round.round);
  const readings = before.map((other) => placesIn(state, step, other));
  return readings.reduce((fullest, other) => (asks(other) > asks(fullest) ? other : fullest), own);
}

function hasSeveralDrafts({ places }: JobState): boolean {
  const drafts = Object.values(places).flatMap((place) =>
    place.place.step === 'draft' && place.place.item === null && place.status === 'done'
      ? (place.output?.sha256 ?? [])
      : [],
  );
  return new Set(drafts).size > 1;
}

/** What items of research cost that an edited plan asks for and that have no result: each by what the others cost, else by what a call of the job does. */
export function priceOfNewItems(state: JobState, count: number): Price | null {
  if (count === 0) return NO_PRICE;
  const known = placesOf(state, 'research').filter(({ place }) => place.item !== null);
  const unbegun = freshPlace(currentPlace(state, 'research', 'q1'), '', state.input.kind === 'report');
  const prices = (known.length === 0 ? [unbegun] : known).map((place) => priceAgain(state, place));
  const sum = sumOfPrices(prices);
  if (sum === null) return null;
  return {
    likelyMicroUsd: Math.ceil((sum.likelyMicroUsd * count) / prices.length),
    mostMicroUsd: count * Math.max(...prices.map((price) => price?.mostMicroUsd ?? 0)),
  };
}

/** Requests that a step which has not begun may make: likely, and at most. */
function priceOfUnreached(state: JobState, step: StepName): Price | null {
  const item = step === 'research' ? 'q1' : step === 'verify' ? 'batch-1' : null;
  if (taskOf(state.input.kind, { step, item }) === null) return NO_PRICE;
  const known = Object.values(state.places)[0];
  const one = known === undefined ? null : costOfOneCall(state, known);
  if (one === null) return null;
  const { itemTurns, verifyRounds } = state.input.limits;
  const [likely, most] = step === 'research' ? [5 * usualTurns(state), 12 * itemTurns] : [2, 12 * (1 + verifyRounds)];
  return { likelyMicroUsd: one * likely, mostMicroUsd: one * most * 3 };
}
