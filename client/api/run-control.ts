import type { JobRecord } from '../../contract/record.ts';

/** What Temporal says of one run of a job. */
export interface RunDescription {
  runId: string;
  /** In Temporal's word: `RUNNING`, `COMPLETED`, `CONTINUED_AS_NEW`, `TERMINATED`. */
  status: string;
  startedAt: string;
  endedAt: string | null;
  events: number;
  bytes: number;
}

/** Where a run would be taken back to: the workflow task before the one of this event. */
export interface ResetPoint {
  runId: string;
  /** Id of the `WORKFLOW_TASK_COMPLETED` event that is made again. */
  eventId: number;
  at: string;
  /** Events of the run that would be dropped. */
  dropped: number;
  /** Activities that had completed after it and would run again. */
  repeated: string[];
  /** Messages after it that would be lost. */
  lostMessages: number;
}

/** What the API needs of single runs, beside the messages and views of `JobControl`: their histories, their record, going back. */
export interface RunControl {
  /** Asks the workflow for its record. Throws `job-unanswered`, `job-stuck` where its code fails at it, `job-not-found`, `temporal-unreachable`. */
  record(jobId: string): Promise<JobRecord>;
  /** One run, or the newest; null where Temporal does not know it (any more). */
  describeRun(jobId: string, runId?: string): Promise<RunDescription | null>;
  /** The events of a run as Temporal's JSON, in pages `{ "events": [...] }`. Throws `job-not-found`. */
  historyPages(jobId: string, runId: string): AsyncIterable<string>;
  /** Finds the point for a reset: the last good workflow task, or the last one at or before an event. Throws `request-invalid` where there is none. */
  resetPoint(jobId: string, eventId: number | undefined): Promise<ResetPoint>;
  /** Takes the run back; signals and updates after the point are not repeated. Answers the id of the new run. */
  reset(
    jobId: string,
    point: Pick<ResetPoint, 'runId' | 'eventId'>,
    requestId: string,
    reason: string,
  ): Promise<string>;
}
