import type { Instant } from '../instants.ts';
import type { JobInput } from '../job-input.ts';
import { JOB_KINDS, type StepName } from '../job-kind.ts';
import { type Place, placeKey } from '../place.ts';
import { type Changes, changesInWords } from '../recovery/changes.ts';
import type { JobEvent } from './events.ts';
import { type Decision, type Gate, type JobState, NO_COST, type PlaceState, type Round } from './job-state.ts';
import { freshPlace, stopped } from './place-changes.ts';
import { closedToQuestions } from './questioning.ts';
import { currentPlace, latestRound, roundOf } from './rounds.ts';

type Rewound = Extract<JobEvent, { type: 'rewound' }>;

/**
 * Goes back to a step: a new generation, a new round from that step, what stood there and behind it stopped and void. Nothing is
 * deleted: steps before keep their place and their output, and the round number never repeats.
 */
export function rewind(state: JobState, event: Rewound, at: Instant): JobState {
  const { step, item, changes, fresh, because, actor } = event;
  const behind = stepsFrom(state, step);
  const left = (place: Place): boolean => behind.includes(place.step);
  const generation = state.generation + 1;
  const round: Round = { ...basisOf(state, step, changes), round: latestRound(state) + 1, generation, from: step };
  const changed = changesInWords(changes);
  const next: JobState = {
    ...state,
    input: inputWith(state.input, changes),
    limitMicroUsd: changes.limitMicroUsd === undefined ? state.limitMicroUsd : changes.limitMicroUsd,
    generation,
    rounds: [...state.rounds, round],
    branches: [
      ...state.branches,
      { generation, because, step, item, fresh, changed, revision: state.revision, actor, at },
    ],
    places: mapValues(state.places, (place) => (left(place.place) ? stopped(place, at) : place)),
    gates: mapValues(state.gates, (gate) => (left(gate.place) ? voided(gate, at) : gate)),
    decisions: state.decisions.map((decision) =>
      behind.includes(decision.step) ? voidIn(decision, generation) : decision,
    ),
    ending: null,
    endedAt: null,
  };
  return withKept(state, next, event, at);
}

/** The steps from one on, in the order in which the kind declares them. */
export function stepsFrom(state: JobState, step: StepName): readonly StepName[] {
  const { steps } = JOB_KINDS[state.input.kind];
  return steps.slice(steps.indexOf(step));
}

/** What a step starts from when it is done again: what it started from before, with a person's comment in the place of an earlier one. */
function basisOf(
  state: JobState,
  step: StepName,
  changes: Changes,
): Pick<Round, 'because' | 'base' | 'findings' | 'comment'> {
  const before = roundOf(state, step);
  const again = before.from === step ? writtenRound(state, before) : undefined;
  return {
    because: 'rewind',
    base: again?.base ?? null,
    findings: again?.findings ?? null,
    comment: changes.comment ?? again?.comment ?? '',
  };
}

/** The round in which a step was last done by itself: one that a person's edit opened only took the edited text. */
function writtenRound(state: JobState, round: Round): Round | undefined {
  if (round.because !== 'edit') return round;
  return state.rounds.findLast(({ round: number, from, because }) => {
    return number < round.round && from === round.from && because !== 'edit';
  });
}

/** The new round's places that are done from the start: a supplied output, and items that need not run again. */
function withKept(before: JobState, next: JobState, { step, item, changes }: Rewound, at: Instant): JobState {
  const places = { ...next.places };
  const keep = (place: PlaceState): void => {
    places[placeKey(place.place)] = place;
  };
  // The one that runs again too, so that items keep their order; what it becomes is put in its place below.
  if (item !== null) for (const kept of itemsKept(before, step, () => true)) keep(moved(kept, next));
  const keepItems = changes.keepItems;
  if (step === 'plan' && keepItems !== undefined) {
    for (const kept of itemsKept(before, 'research', (other) => keepItems.includes(other))) keep(moved(kept, next));
  }
  const own = currentPlace(next, step, item);
  const old = before.places[placeKey(currentPlace(before, step, item))];
  const isAgent = old !== undefined && old.agent !== null;
  const opened = freshPlace(own, changes.itemQuestion?.slice(0, 120) ?? old?.title ?? step, isAgent);
  if (changes.output !== undefined) {
    const { artifact, facts } = changes.output;
    const flags = { skipped: false, degraded: null, edited: true };
    keep({ ...opened, startedAt: at, status: 'done', output: artifact, flags, endedAt: at, facts });
  } else if (item !== null) {
    keep({ ...opened, changes: changes.itemQuestion === undefined ? null : { question: changes.itemQuestion } });
  }
  return { ...next, places };
}

function itemsKept(state: JobState, step: StepName, wanted: (item: string) => boolean): PlaceState[] {
  const key = placeKey(currentPlace(state, step));
  return Object.values(state.places).filter(
    ({ place, status }) =>
      place.item !== null && status === 'done' && wanted(place.item) && placeKey({ ...place, item: null }) === key,
  );
}

/** The same finished item where its step stands now. */
function moved(place: PlaceState, next: JobState): PlaceState {
  return { ...place, place: currentPlace(next, place.place.step, place.place.item), cost: NO_COST };
}

/** A job's input with what a person changed. */
export function inputWith(input: JobInput, changes: Changes): JobInput {
  const { question, sources, models, prompts } = changes;
  const { linkCount: _linkCount, ...rest } = input;
  const read = sources === undefined ? input : { ...rest, sources: sources.list, sourceCount: sources.count };
  return {
    ...read,
    ...(sources !== undefined && sources.linkCount !== null && { linkCount: sources.linkCount }),
    ...(question !== undefined && { question: question.text, brief: question.brief }),
    ...(models !== undefined && { models: { ...input.models, ...models } }),
    ...(prompts !== undefined && { prompts: promptsWith(input.prompts ?? {}, prompts) }),
  };
}

function promptsWith(
  before: NonNullable<JobInput['prompts']>,
  changed: NonNullable<Changes['prompts']>,
): NonNullable<JobInput['prompts']> {
  const all = Object.entries({ ...before, ...changed });
  return Object.fromEntries(all.filter(([, prompt]) => prompt !== null));
}

function voided(gate: Gate, at: Instant): Gate {
  return gate.decision === null && gate.voidedAt === null ? { ...closedToQuestions(gate), voidedAt: at } : gate;
}

function voidIn(decision: Decision, generation: number): Decision {
  return decision.voidedBy === undefined ? { ...decision, voidedBy: generation } : decision;
}

function mapValues<Value>(record: Record<string, Value>, change: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
