import { z } from 'zod';
import { JOB_KINDS, type StepName, stepNameSchema } from '../job-kind.ts';
import { stepsFrom } from '../state/branching.ts';
import type { JobState, PlaceState } from '../state/job-state.ts';
import { paidForAll, paidForStep, placesOf, priceAnew, priceFromLedger, priceOfNewItems } from './branch-price.ts';
import { type BranchRemark, branchRemarkSchema } from './branch-remarks.ts';
import { type Changes, changesInWords } from './changes.ts';
import { NO_PRICE, type Price, priceSchema, sumOfPrices } from './price.ts';

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
  /** What this job paid before and does not pay again: for what is kept, and for answers that come back from the ledger. */
  keptMicroUsd: z.int().nonnegative(),
  /** What happens to the world again. */
  sideEffects: z.array(z.string()),
  /** Decisions that no longer bind. */
  voids: z.array(z.object({ gate: z.string(), words: z.string() })),
  /** Steps at which a person will be asked again. */
  asksAgain: z.array(stepNameSchema),
  /** What else there is to know, as data: each surface has its own words for it. */
  remarks: z.array(branchRemarkSchema),
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
  const left = state.decisions.filter((decision) => decision.voidedBy === undefined && behind.includes(decision.step));
  return {
    as,
    step,
    item,
    revision: state.revision,
    steps,
    changed: changesInWords(changes),
    price,
    keptMicroUsd: keptMicroUsd(state, request, steps),
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
  const planned = plannedItems(request, step);
  const asked = planned ?? items.length;
  const keeping = keptItems.length === 0 ? '' : `; ${keptItems.length} of ${asked} items keep their result`;
  if (planned !== null) {
    const price = priceOfNewItems(state, Math.max(0, planned - keptItems.length));
    return { step, items: planned, how: 'again', words: `runs as the edited plan asks${keeping}`, price };
  }
  if (asksNothingNew(request) && places.some(({ status }) => status === 'done')) {
    const price = priceFromLedger(state, step, request.step, keptItems);
    return { ...of, how: 'ledger', words: `is done again with the answers that were paid${keeping}`, price };
  }
  const words = `${places.length === 0 ? 'runs as it would have' : 'runs again'}${keeping}`;
  return { ...of, how: 'again', words, price: priceAnew(state, step, request.step, keptItems) };
}

function keptItemsOf({ step: target, item, changes }: BranchRequest, step: StepName, items: PlaceState[]): string[] {
  const done = items.filter(({ status }) => status === 'done').flatMap(({ place }) => place.item ?? []);
  if (step === target && item !== null) return done.filter((other) => other !== item);
  if (target === 'plan' && step === 'research')
    return done.filter((other) => changes.keepItems?.includes(other) === true);
  return [];
}

/** How many items a supplied plan asks of the step behind it; null where none was supplied, or its questions were not counted. */
function plannedItems({ step: target, item, changes }: BranchRequest, step: StepName): number | null {
  if (target !== 'plan' || item !== null || step !== 'research') return null;
  return changes.output?.facts.questions ?? null;
}

/** With nothing changed and nothing asked afresh, the same requests are made, and their answers stand in the ledger. */
function asksNothingNew({ changes, fresh }: BranchRequest): boolean {
  const { limitMicroUsd: _limit, ...others } = changes;
  return !fresh && Object.values(others).every((change) => change === undefined);
}

/** What was paid for results that stay as they are, and for answers that come back from the ledger. */
function keptMicroUsd(state: JobState, request: BranchRequest, steps: readonly StepPreview[]): number {
  const paid = steps.map(({ step, how }) => {
    if (how === 'kept' || how === 'ledger') return paidForStep(state, step);
    const items = placesOf(state, step).filter(({ place }) => place.item !== null);
    const kept = keptItemsOf(request, step, items);
    return paidForAll(
      state,
      items.filter(({ place }) => kept.includes(place.item ?? '')),
    );
  });
  return paid.reduce((sum, one) => sum + one, 0);
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

function remarksOf(state: JobState, { step, changes, fresh }: BranchRequest, price: Price | null): BranchRemark[] {
  const remarks: BranchRemark[] = [];
  const room = state.limitMicroUsd === null ? null : state.limitMicroUsd - state.totals.costMicroUsd;
  const limited = changes.limitMicroUsd === undefined ? room : null;
  if (price !== null && limited !== null && price.likelyMicroUsd > limited)
    remarks.push({ kind: 'budget-short', leftMicroUsd: Math.max(0, limited) });
  if (changes.question !== undefined && step === 'ingest') remarks.push({ kind: 'documents-as-before' });
  if (!fresh && asksNothingNew({ as: 'rewind', step, item: null, changes, fresh }))
    remarks.push({ kind: 'nothing-changed' });
  return remarks;
}
