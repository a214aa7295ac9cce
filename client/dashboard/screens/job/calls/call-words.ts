import type { CallSummary } from '../../../../../contract/call-api.ts';
import { placeTitle } from '../progress/place-words.ts';

type CallPlace = Pick<CallSummary, 'step' | 'item' | 'generation' | 'round' | 'attempt' | 'turn' | 'sample'>;

/** What a call was for: `Research q2`. */
export function callTitle({ step, item }: Pick<CallPlace, 'step' | 'item'>): string {
  // The name of a step is one of the steps' names; a ledger of a later version may have others, which are shown as they are.
  const name = placeTitle({ step: step as Parameters<typeof placeTitle>[0]['step'], item: null, title: step });
  return item === '' ? name : `${name} ${item}`;
}

/** Which of the calls of its place it was: `round 1, attempt 2, turn 3`. */
export function callOrdinal({ generation, round, attempt, turn, sample }: CallPlace): string {
  return [
    ...(generation > 0 ? [`generation ${generation}`] : []),
    `round ${round}`,
    `attempt ${attempt}`,
    `turn ${turn + 1}`,
    ...(sample > 0 ? [`sample ${sample + 1}`] : []),
  ].join(', ');
}
