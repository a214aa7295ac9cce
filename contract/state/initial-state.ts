import type { Instant } from '../instants.ts';
import type { JobInput } from '../job-input.ts';
import { JOB_KINDS } from '../job-kind.ts';
import { JOB_STATE_VERSION, type JobState, jobStateSchema } from './job-state.ts';

/** The state of a job that has not begun: revision 0, round 1 from its first step. */
export function initialState(input: JobInput, at: Instant): JobState {
  const first = JOB_KINDS[input.kind].steps[0];
  if (first === undefined) throw new Error(`Job kind ${input.kind} declares no steps.`);
  return {
    version: JOB_STATE_VERSION,
    input,
    revision: 0,
    generation: 0,
    rounds: [{ round: 1, generation: 0, from: first, because: 'start', base: null, findings: null, comment: '' }],
    places: {},
    gates: {},
    decisions: [],
    paused: null,
    ending: null,
    endedAt: null,
    startedAt: at,
    totals: {
      calls: 0,
      reused: 0,
      inputTokens: 0,
      cachedTokens: 0,
      outputTokens: 0,
      costMicroUsd: 0,
      unpricedCalls: 0,
      toolCalls: 0,
    },
    limitMicroUsd: input.budget.limitMicroUsd,
    models: [],
    answered: [],
    journal: [],
    journalFrom: 0,
    recordBehind: false,
    runIds: [],
    lineage: { forkedFrom: null, ancestors: [] },
    branches: [],
    awaitsRun: false,
  };
}

/** Reads a state that an older version wrote; one of this version stays as it is. */
export function upgraded(state: JobState): JobState {
  return state.version === JOB_STATE_VERSION ? state : { ...jobStateSchema.parse(state), version: JOB_STATE_VERSION };
}
