import { JOB_KINDS, type JobKind, type StepName } from '../job-kind.ts';
import type { Place } from '../place.ts';
import type { JobState, Round } from './job-state.ts';

/** Whether `step` runs again in a round that starts at `from`. */
function isAtOrAfter(kind: JobKind, step: StepName, from: StepName): boolean {
  const order = JOB_KINDS[kind].steps;
  return order.indexOf(step) >= order.indexOf(from);
}

/** The round in which a step stands now: the newest that was opened at or before it in the declared order. */
export function roundOf(state: JobState, step: StepName): Round {
  const found = state.rounds.findLast((round) => isAtOrAfter(state.input.kind, step, round.from));
  if (found === undefined)
    throw new Error(`No round covers step ${step}: the first round must start at the first step.`);
  return found;
}

/** Where a step, or one of its items, stands now. */
export function currentPlace(state: JobState, step: StepName, item: string | null = null): Place {
  const { generation, round } = roundOf(state, step);
  return { step, generation, round, item };
}

/** Whether a place is where its step stands now; the others belong to earlier rounds and generations. */
export function isCurrent(state: JobState, place: Place): boolean {
  const { generation, round } = roundOf(state, place.step);
  return place.generation === generation && place.round === round;
}

/** Whether the calls of a place ask anew, whatever the ledger holds. */
export function asksFresh(state: JobState, { generation }: Place): boolean {
  return state.branches.some((branch) => branch.generation === generation && branch.fresh);
}

/** The newest round of the job; the next one is this plus one, so that a round never repeats. */
export function latestRound(state: JobState): number {
  return Math.max(...state.rounds.map((round) => round.round));
}

/** Rounds that verification opened by itself since a person last had a say. */
export function verifyRoundsInARow(state: JobState): number {
  let count = 0;
  for (const round of state.rounds.toReversed()) {
    if (round.because !== 'verify') break;
    count += 1;
  }
  return count;
}
