import type { Actor } from '../actor.ts';
import type { Instant } from '../instants.ts';
import { JOB_KINDS } from '../job-kind.ts';
import { placeKey } from '../place.ts';
import { initialState } from '../state/initial-state.ts';
import { type JobState, NO_COST } from '../state/job-state.ts';
import { reduce } from '../state/reduce.ts';
import { currentPlace, isCurrent } from '../state/rounds.ts';
import type { BranchRequest } from './branch-preview.ts';
import { type ChangeName, changesSchema } from './changes.ts';
import { changesAt, PARTS, partOf } from './parts.ts';
import type { Refusal } from './refusal.ts';

/** Why a job cannot go back there, or not with these changes; null where it can. Whoever asks may act is checked elsewhere. */
export function checkBranch(state: JobState, { step, item, changes }: Omit<BranchRequest, 'as' | 'fresh'>): Refusal {
  const { steps } = JOB_KINDS[state.input.kind];
  const place = state.places[placeKey(currentPlace(state, step, item))];
  if (!steps.includes(step) || place === undefined) {
    const name = item === null ? `Step ${step}` : `Item ${item} of step ${step}`;
    return { code: 'step-not-reached', words: `${name} has not begun; there is nothing to go back to.` };
  }
  const allowed = changesAt(step, item);
  for (const name of Object.keys(changesSchema.shape) as ChangeName[]) {
    if (changes[name] === undefined || allowed.includes(name)) continue;
    return { code: 'change-not-allowed', words: `Going back to ${step} cannot change ${CHANGE_WORDS[name]}.` };
  }
  const part = partOf(state.input.kind, { step, item });
  if (changes.output !== undefined && !PARTS[part].suppliable)
    return { code: 'change-not-allowed', words: `The output of ${step} cannot be supplied.` };
  return null;
}

const CHANGE_WORDS: Record<ChangeName, string> = {
  question: 'the question: go back to plan',
  sources: 'the documents: go back to ingest',
  itemQuestion: "an item's question: name the item",
  comment: 'by a comment: go back to plan or draft',
  models: 'the models',
  prompts: 'the prompts',
  limitMicroUsd: 'the budget',
  output: 'its output',
  keepItems: 'which items are kept',
};

/** The state of a closed or stuck job that goes back: what its next run begins with. `messageId` is remembered, so that a repeat is the same. */
export function rewoundState(
  state: JobState,
  request: BranchRequest,
  by: { actor: Actor; messageId: string },
  at: Instant,
): JobState {
  const { step, item, changes, fresh } = request;
  const event = { type: 'rewound', because: 'rewind', step, item, changes, fresh, actor: by.actor } as const;
  const rewound = reduce({ ...state, paused: null }, event, at);
  return reduce({ ...rewound, awaitsRun: true }, { type: 'message-answered', messageId: by.messageId }, at);
}

/**
 * The state of a new job that begins with what another one has before a step. It may take over the answers of the job it comes from,
 * and counts its own costs from nothing.
 */
export function forkedState(
  state: JobState,
  request: BranchRequest,
  by: { actor: Actor; jobId: string; owner: string },
  at: Instant,
): JobState {
  const { step, item, changes, fresh } = request;
  const parent = state.input.jobId;
  const event = { type: 'rewound', because: 'fork', step, item, changes, fresh, actor: by.actor } as const;
  const branched = reduce({ ...state, journal: [], journalFrom: 0, paused: null }, event, at);
  const input = { ...branched.input, jobId: by.jobId, owner: by.owner, createdAt: at };
  const fresher = initialState(input, at);
  const kept = Object.values(branched.places).filter(({ place }) => isCurrent(branched, place));
  const journal = branched.journal.map((entry) => ({
    ...entry,
    words: `${entry.words} From job ${parent}, revision ${state.revision}.`,
  }));
  return {
    ...fresher,
    limitMicroUsd: changes.limitMicroUsd === undefined ? state.limitMicroUsd : changes.limitMicroUsd,
    generation: branched.generation,
    rounds: branched.rounds,
    branches: branched.branches,
    places: Object.fromEntries(kept.map((place) => [placeKey(place.place), { ...place, cost: NO_COST }])),
    gates: Object.fromEntries(Object.entries(branched.gates).filter(([, gate]) => isCurrent(branched, gate.place))),
    decisions: branched.decisions.filter(({ voidedBy }) => voidedBy === undefined),
    models: branched.models,
    journal,
    lineage: { forkedFrom: parent, ancestors: [parent, ...state.lineage.ancestors].slice(0, 20) },
  };
}
