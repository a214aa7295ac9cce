import { z } from 'zod';
import { JOB_KINDS, type StepName, stepNameSchema } from '../job-kind.ts';
import { formatMicroUsd } from '../money.ts';
import { placeKey } from '../place.ts';
import { stepsFrom } from '../state/branching.ts';
import type { JobState, PlaceState } from '../state/job-state.ts';
import { currentPlace, isCurrent } from '../state/rounds.ts';
import { type Changes, changesInWords } from './changes.ts';
import { taskOf } from './parts.ts';
import { costOfOneCall, NO_PRICE, type Price, priceOfPlace, priceSchema, sumOfPrices, usualTurns } from './price.ts';

/** Where a rewind or fork goes back to, and what it changes. */
export interface BranchRequest {
  as: 'rewind' | 'fork';
  step: StepName;
  item: string | null;
  changes: Changes;
  fresh: boolean;
}

const stepPreviewSchema = z.object({
  step: stepNameSchema,
  items: z.int().nonnegative(),
  /** `kept` as it is; `ledger`: done again with the answers that stand in the ledger; `again`: asked anew. */
  how: z.enum(['kept', 'supplied', 'ledger', 'again']),
  words: z.string(),
  price: priceSchema.nullable(),
});

/** What a rewind or fork will do, told beforehand by a pure function of the state. */
export const branchPreviewSchema = z.object({
  as: z.enum(['rewind', 'fork']),
  step: stepNameSchema,
  item: z.string().nullable(),
  /** The revision that this was told of: the message carries it, and is refused where the job has moved. */
  revision: z.int().nonnegative(),
  steps: z.array(stepPreviewSchema),
  changed: z.array(z.string()),
  /** What all that runs again costs; null where no call of the job was priced. */
  price: priceSchema.nullable(),
  /** What was paid before and is not paid again. */
  keptMicroUsd: z.int().nonnegative(),
  /** What happens to the world again. */
  sideEffects: z.array(z.string()),
  /** Decisions that no longer bind. */
  voids: z.array(z.object({ gate: z.string(), words: z.string() })),
  /** Steps at which a person will be asked again. */
  asksAgain: z.array(stepNameSchema),
  remarks: z.array(z.string()),
});
export type BranchPreview = z.infer<typeof branchPreviewSchema>;
type StepPreview = z.infer<typeof stepPreviewSchema>;

/** Tells what a rewind or fork will keep, run again, cost and make void. Pure; whether it is allowed is told by `checkBranch`. */
export function previewBranch(state: JobState, request: BranchRequest): BranchPreview {
  const { as, step, item, changes } = request;
  const behind = stepsFrom(state, step);
  const steps = JOB_KINDS[state.input.kind].steps.map((name) =>
    previewOfStep(state, request, name, behind.includes(name)),
  );
  const price = sumOfPrices(steps.map((one) => one.price));
  const kept = Object.values(state.places).filter(
    ({ place }) => isCurrent(state, place) && !behind.includes(place.step),
  );
  const left = state.decisions.filter((decision) => decision.voidedBy === undefined && behind.includes(decision.step));
  return {
    as,
    step,
    item,
    revision: state.revision,
    steps,
    changed: changesInWords(changes),
    price,
    keptMicroUsd: kept.reduce((sum, { cost }) => sum + cost.microUsd, 0),
    sideEffects: sideEffectsOf(state, behind),
    voids: left.map(({ gate, decision, actor, at }) => ({ gate, words: `${decision} by ${actor.id} at ${at}` })),
    asksAgain: state.input.gates.filter((gate) => behind.includes(gate)),
    remarks: remarksOf(state, request, price),
  };
}

function previewOfStep(state: JobState, request: BranchRequest, step: StepName, isBehind: boolean): StepPreview {
  const places = placesOf(state, step);
  const items = places.filter(({ place }) => place.item !== null);
  const of = { step, items: items.length };
  if (!isBehind) return { ...of, how: 'kept', words: 'keeps its result', price: NO_PRICE };
  const isTarget = step === request.step;
  if (isTarget && request.item === null && request.changes.output !== undefined)
    return { ...of, how: 'supplied', words: 'takes the result that was supplied', price: NO_PRICE };
  const keptItems = keptItemsOf(request, step, items);
  const again = places.filter(({ place }) => place.item === null || !keptItems.includes(place.item));
  const keeping = keptItems.length === 0 ? '' : `; ${keptItems.length} of ${items.length} items keep their result`;
  if (asksNothingNew(request)) {
    const known = places.some(({ status }) => status === 'done');
    if (known)
      return {
        ...of,
        how: 'ledger',
        words: `is done again with the answers that were paid${keeping}`,
        price: priceOfRest(state, places),
      };
  }
  const price =
    places.length === 0 ? priceOfUnreached(state, step) : sumOfPrices(again.map((place) => priceAgain(state, place)));
  return {
    ...of,
    how: 'again',
    words: `${places.length === 0 ? 'runs as it would have' : 'runs again'}${keeping}`,
    price,
  };
}

function placesOf(state: JobState, step: StepName): PlaceState[] {
  const key = placeKey(currentPlace(state, step));
  return Object.values(state.places).filter(({ place }) => placeKey({ ...place, item: null }) === key);
}

function keptItemsOf({ step: target, item, changes }: BranchRequest, step: StepName, items: PlaceState[]): string[] {
  const done = items.filter(({ status }) => status === 'done').flatMap(({ place }) => place.item ?? []);
  if (step === target && item !== null) return done.filter((other) => other !== item);
  if (target === 'plan' && step === 'research')
    return done.filter((other) => changes.keepItems?.includes(other) === true);
  return [];
}

/** With nothing changed and nothing asked afresh, the same requests are made, and their answers stand in the ledger. */
function asksNothingNew({ changes, fresh }: BranchRequest): boolean {
  const { limitMicroUsd: _limit, ...others } = changes;
  return !fresh && Object.values(others).every((change) => change === undefined);
}

/** Of a step that is done with known answers: what of it was not answered yet. */
function priceOfRest(state: JobState, places: readonly PlaceState[]): Price | null {
  return sumOfPrices(places.filter(({ status }) => status !== 'done').map((place) => priceOfPlace(state, place)));
}

/** What a place that ran costs when it runs again: what it cost, and as much again as a place of its kind may. */
function priceAgain(state: JobState, place: PlaceState): Price | null {
  const usual = priceOfPlace(state, place, true);
  if (usual === null) return null;
  const likely = place.status === 'done' ? place.cost.microUsd : usual.likelyMicroUsd;
  return { likelyMicroUsd: likely, mostMicroUsd: Math.max(usual.mostMicroUsd, likely * 3) };
}

/** Requests that a step which has not begun may make: likely, and at most. */
function priceOfUnreached(state: JobState, step: StepName): Price | null {
  const task = taskOf(state.input.kind, {
    step,
    item: step === 'research' ? 'q1' : step === 'verify' ? 'batch-1' : null,
  });
  if (task === null) return NO_PRICE;
  const known = Object.values(state.places)[0];
  const one = known === undefined ? null : costOfOneCall(state, known);
  if (one === null) return null;
  const { itemTurns, verifyRounds } = state.input.limits;
  const [likely, most] = step === 'research' ? [5 * usualTurns(state), 12 * itemTurns] : [2, 12 * (1 + verifyRounds)];
  return { likelyMicroUsd: one * likely, mostMicroUsd: one * most * 3 };
}

function sideEffectsOf(state: JobState, behind: readonly StepName[]): string[] {
  const effects: string[] = [];
  if (behind.includes('ingest') && (state.input.linkCount ?? 0) > 0)
    effects.push(`${state.input.linkCount} web pages are fetched again, as they are now`);
  for (const { place, toolCall, decision } of Object.values(state.gates)) {
    if (toolCall !== null && decision?.decision === 'approve' && behind.includes(place.step))
      effects.push(
        `the tool ${toolCall}, which item ${place.item} was allowed to use, may be used again after another decision`,
      );
  }
  return effects;
}

function remarksOf(state: JobState, { step, changes, fresh }: BranchRequest, price: Price | null): string[] {
  const remarks: string[] = [];
  const room = state.limitMicroUsd === null ? null : state.limitMicroUsd - state.totals.costMicroUsd;
  const limited = changes.limitMicroUsd === undefined ? room : null;
  if (price !== null && limited !== null && price.likelyMicroUsd > limited)
    remarks.push(`The budget leaves ${formatMicroUsd(Math.max(0, limited))}: the job will stop there and ask.`);
  if (changes.question !== undefined && step === 'ingest')
    remarks.push('The question changes; documents are read as before.');
  if (!fresh && asksNothingNew({ as: 'rewind', step, item: null, changes, fresh }))
    remarks.push(
      'Nothing is changed: the same answers come back from the ledger. Ask with fresh to have models asked anew.',
    );
  return remarks;
}
