import type { Generation } from '../branch-api.ts';
import type { StepName } from '../job-kind.ts';
import { placeKey } from '../place.ts';
import type { JobState, PlaceState } from '../state/job-state.ts';
import { currentPlace } from '../state/rounds.ts';

/** Each generation of a job with what it cost and what stood at its end, the first one first. */
export function generationsOf(state: JobState): Generation[] {
  const first = state.rounds[0]?.generation ?? 0;
  const begun = state.lineage.forkedFrom === null ? first : firstOwn(state);
  const numbers = Array.from({ length: state.generation - begun + 1 }, (_, at) => begun + at);
  return numbers.map((generation) => ({
    generation,
    branch: state.branches.find((branch) => branch.generation === generation) ?? null,
    costMicroUsd: costOf(state, (own) => own === generation),
    draft: outputAt(state, generation, 'draft'),
    report: outputAt(state, generation, 'report'),
  }));
}

/** What a job paid up to a generation. */
export function costUpTo(state: JobState, generation: number): number {
  return generation >= state.generation ? state.totals.costMicroUsd : costOf(state, (own) => own <= generation);
}

/** The output of a step as it stood at the end of a generation; null where it had none, or the generation is not there. */
export function outputAt(state: JobState, generation: number, step: StepName): Generation['draft'] {
  const rounds = state.rounds.filter((round) => round.generation <= generation);
  if (rounds.length === 0 || generation > state.generation) return null;
  const place = state.places[placeKey(currentPlace({ ...state, rounds }, step))];
  return place?.status === 'done' ? place.output : null;
}

/** The generation that the fork itself began: those before it are the other job's. */
function firstOwn({ branches, generation }: JobState): number {
  return branches.findLast(({ because }) => because === 'fork')?.generation ?? generation;
}

function costOf(state: JobState, isMeant: (generation: number) => boolean): number {
  const own = Object.values(state.places).filter(({ place }: PlaceState) => isMeant(place.generation));
  return own.reduce((sum, { cost }) => sum + cost.microUsd, 0);
}
