import type { JobInput } from '../../contract/job-input.ts';
import type { LiveText } from '../../contract/live-text.ts';
import type { Message, MessageAnswer, MessageName } from '../../contract/messages.ts';
import type { JobState } from '../../contract/state/job-state.ts';
import type { JobView } from '../../contract/view.ts';

/** What Temporal itself says of a job, whatever its code says. */
export interface JobDescription {
  runId: string;
  /** Events of that run so far. */
  historyLength: number;
  /** When the run that is described was started, in epoch milliseconds. */
  startedAt: number;
  /** Null while it runs, else how it closed: `COMPLETED`, `TERMINATED`, ... */
  closedAs: string | null;
  /** Why its workflow task fails again and again; null where it does not, also where it has none to do. */
  trouble: string | null;
  live: LiveText[];
}

/** One message that the API sends to a job. */
export type Outgoing = { [Name in MessageName]: { name: Name; message: Message<Name> } }[MessageName];

/** What the API needs of the engine: the narrow port over Temporal's client. */
export interface JobControl {
  /** Starts the workflow of a job, from a state where there is one. A running workflow of the same id is left alone and counts as started. */
  start(input: JobInput, title: string, state?: JobState | null): Promise<void>;
  /** Asks the job for its view. Throws `job-unanswered` where no worker answers in 2 s, `job-stuck` where its code fails at it, `job-not-found`, `temporal-unreachable`. */
  view(jobId: string): Promise<JobView>;
  /** Sends a message as an update. Throws the refusal with its code; `job-unanswered` where no worker answers in time. */
  update(jobId: string, outgoing: Outgoing): Promise<MessageAnswer>;
  /** Leaves a message for the job; accepted without a worker. */
  signal(jobId: string, outgoing: Outgoing): Promise<void>;
  /** Null where Temporal does not know the job. Throws `temporal-unreachable`. */
  describe(jobId: string): Promise<JobDescription | null>;
  /** Rings whenever something happened in the job's history, over continue-as-new; needs no worker. Ends with the job or the signal. */
  bell(jobId: string, signal: AbortSignal): AsyncIterable<void>;
  /** What the histories of all open jobs say, as texts, `known` ones among them; needs no worker. Throws `temporal-unreachable`. */
  openHistories(known: readonly string[]): AsyncIterable<string>;
  /** Ends a run from outside, as it is; one that has closed is left alone. Throws `temporal-unreachable`. */
  terminate(jobId: string, runId: string, reason: string): Promise<void>;
  /** Removes a closed job's runs from Temporal. */
  forget(jobId: string, runIds: readonly string[]): Promise<void>;
  /** Never throws. */
  health(): Promise<Health>;
}

/** Whether Temporal answers, and what it tells of workers. */
export interface Health {
  reachable: boolean;
  /** Whether a worker asked for work lately; one that hangs counts for up to two minutes, since its last question stays open. Null: unknown. */
  worker: boolean | null;
  /** When a worker last asked for work, in epoch milliseconds; null where none is remembered. */
  lastAskedAt: number | null;
  /** Of Temporal's server; null where it does not say. */
  version?: string | null;
}
