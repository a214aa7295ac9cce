import { FAILURE_POLICY } from '../../../../contract/failure-policy.ts';
import { type Price, sumOfPrices } from '../../../../contract/recovery/price.ts';
import type { JobView } from '../../../../contract/view.ts';
import { placeTitle } from '../job/progress/place-words.ts';

/** The id of the panel's heading, which the header's button leads to. */
export const RECOVER_TITLE = 'recover-title';

/** A step or item that is parked. */
export type Parked = JobView['attention'][number];
export type WayOn = Parked['actions'][number];

/** What failed for the same reason in the same step stands beneath the first of it. */
export interface ParkedGroup {
  first: Parked;
  alike: Parked[];
}

/** Parked places by what failed them, what failed first standing first: the others may have come of it. */
export function groupsOf(attention: readonly Parked[]): ParkedGroup[] {
  const groups: ParkedGroup[] = [];
  const byTime = attention.toSorted((one, other) => Date.parse(one.since) - Date.parse(other.since));
  for (const parked of byTime) {
    const group = groups.find(({ first }) => first.step === parked.step && first.alike.includes(parked.key));
    if (group === undefined) groups.push({ first: parked, alike: [] });
    else group.alike.push(parked);
  }
  return groups;
}

/** What a parked place is called: `Draft`, `Research: Who decides?`. */
export function parkedTitle({ step, item, title }: Pick<Parked, 'step' | 'item' | 'title'>): string {
  const own = placeTitle({ step, item, title });
  return item === null ? own : `${placeTitle({ step, item: null, title: step })}: ${own}`;
}

/** What each way on is called. */
export const WAY_NAMES: Record<string, string> = {
  retry: 'Retry',
  editInput: 'Edit input and retry',
  switchModel: 'Retry with another model',
  supplyOutput: 'Supply the result',
  skip: 'Skip',
  abort: 'Abort the job',
};

/** What each way on does, keeps and repeats; what is particular to the place comes from its own words. */
const WHAT: Record<string, string> = {
  retry: 'Sends the failed request once more. All else stays as it is.',
  switchModel:
    'Sends the failed request to the model that you name. Steps after it ask the model of the job, as before: go back to an earlier step to change it for them too.',
  editInput: 'Does this part anew with what you change. All else stays as it is.',
  supplyOutput: 'No model is asked: what you write is checked for its form and taken as it is.',
};

/** What a way on does and keeps, without its price, which stands beside it. */
export function wayInWords({ kind, detail }: WayOn): string {
  return [WHAT[kind] ?? '', detail].filter((part) => part !== '').join(' ');
}

/** What Dossier tried by itself before it asked a person. */
export function triedInWords({ failure }: Parked): string {
  return FAILURE_POLICY[failure.class].byItself;
}

/** Whether the limit of the job is what stops it. */
export function isBudget({ failure }: Parked): boolean {
  return failure.class === 'budget';
}

/** What it costs to finish all these parts as they are; null where that is not known. */
export function priceToFinish(places: readonly Parked[]): Price | null {
  return sumOfPrices(places.map(({ actions }) => actions.find(({ kind }) => kind === 'retry')?.price ?? null));
}
