import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import Long from 'long';
import { DossierError } from '../../../contract/failures.ts';
import { type JobRecord, jobRecordSchema } from '../../../contract/record.ts';
import { RECORD_QUERY } from '../../../contract/temporal-names.ts';
import type { ResetPoint, RunControl, RunDescription } from '../run-control.ts';
import { historyEvents } from './history-events.ts';
import { findResetPoint } from './reset-point.ts';
import { fromTemporal } from './temporal-errors.ts';

const QUERY_MS = 2_000;
const CALL_MS = 10_000;
const EVENTS_PER_PAGE = 500;
/** Messages are never made again by a reset: an approval would approve what was drafted anew. Temporal's `SIGNAL` and `UPDATE`. */
const NOT_REPEATED = [1, 2];

/** The one adapter of `RunControl`: runs as Temporal keeps them. */
export class TemporalRunControl implements RunControl {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async record(jobId: string): Promise<JobRecord> {
    const handle = this.#client.workflow.getHandle(jobId);
    const answer = await this.#asked(jobId, QUERY_MS, () => handle.query<unknown>(RECORD_QUERY));
    const record = jobRecordSchema.safeParse(answer);
    if (record.success) return record.data;
    throw new DossierError('job-unanswered', `The worker's record of the job ${jobId} is of another version.`, {
      cause: record.error,
    });
  }

  async describeRun(jobId: string, runId?: string): Promise<RunDescription | null> {
    try {
      const handle = this.#client.workflow.getHandle(jobId, runId);
      const { raw, ...found } = await this.#asked(jobId, QUERY_MS, () => handle.describe());
      return {
        runId: found.runId,
        status: found.status.name,
        startedAt: found.startTime.toISOString(),
        endedAt: found.closeTime?.toISOString() ?? null,
        events: found.historyLength,
        bytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0),
      };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      if (error instanceof DossierError && error.code === 'job-not-found') return null;
      throw error;
    }
  }

  async *historyPages(jobId: string, runId: string): AsyncGenerator<string> {
    let events = [];
    try {
      for await (const event of historyEvents(this.#client, { workflowId: jobId, runId })) {
        events.push(event);
        if (events.length < EVENTS_PER_PAGE) continue;
        yield historyToJSON({ events });
        events = [];
      }
    } catch (error) {
      throw fromTemporal(error, jobId);
    }
    if (events.length > 0) yield historyToJSON({ events });
  }

  async resetPoint(jobId: string, eventId: number | undefined): Promise<ResetPoint> {
    const run = await this.describeRun(jobId);
    if (run === null) throw new DossierError('job-not-found', `Temporal has no job ${jobId}.`, { field: 'id' });
    const execution = { workflowId: jobId, runId: run.runId };
    const point = await findResetPoint(historyEvents(this.#client, execution), eventId).catch((error: unknown) => {
      throw fromTemporal(error, jobId);
    });
    return { runId: run.runId, ...point };
  }

  async reset(
    jobId: string,
    { runId, eventId }: Pick<ResetPoint, 'runId' | 'eventId'>,
    requestId: string,
    reason: string,
  ): Promise<string> {
    const answer = await this.#asked(jobId, CALL_MS, () =>
      this.#client.workflowService.resetWorkflowExecution({
        namespace: this.#client.options.namespace,
        workflowExecution: { workflowId: jobId, runId },
        reason,
        requestId,
        workflowTaskFinishEventId: Long.fromNumber(eventId),
        resetReapplyExcludeTypes: NOT_REPEATED,
      }),
    );
    return answer.runId;
  }

  async #asked<Answer>(jobId: string, ms: number, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#client.withDeadline(Date.now() + ms, ask);
    } catch (error) {
      throw fromTemporal(error, jobId);
    }
  }
}
