import type { JobInput } from './job-input.ts';
import type { JobState } from './state/job-state.ts';

/** The one argument of every job's workflow: its input, and the state to go on from (null for a job's first run). */
export interface JobStart {
  input: JobInput;
  state: JobState | null;
  /** Whether the run that this one follows is to be kept as an artifact by it; absent in runs from before that was done. */
  keepsHistory?: boolean;
}
