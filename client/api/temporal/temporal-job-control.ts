import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { DossierError } from '../../../contract/failures.ts';
import type { JobInput } from '../../../contract/job-input.ts';
import type { JobStart } from '../../../contract/job-start.ts';
import { type MessageAnswer, messageAnswerSchema } from '../../../contract/messages.ts';
import { tooLarge } from '../../../contract/payloads.ts';
import { carriedState } from '../../../contract/state/carried.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { SEARCH_ATTRIBUTES, TASK_QUEUE, VIEW_QUERY, WORKFLOW_TASK_TIMEOUT } from '../../../contract/temporal-names.ts';
import { type JobView, jobViewSchema } from '../../../contract/view.ts';
import type * as workflows from '../../../workflows/index.ts';
import type { Health, JobControl, JobDescription, Outgoing } from '../job-control.ts';
import { askTwice } from './ask-twice.ts';
import { describeJob } from './describe-job.ts';
import { historyBell } from './history-bell.ts';
import { openHistories } from './open-histories.ts';
import { fromTemporal } from './temporal-errors.ts';

const QUERY_MS = 2_000;
/** Longer than an answer usually takes. */
const ASK_AGAIN_MS = 150;
const CALL_MS = 5_000;
/** Shorter where the message can be left as a signal instead. */
const UPDATE_MS = { decide: 5_000, cancel: 5_000, other: 10_000 };
/** A worker polls again at least once a minute; Temporal remembers those that are gone for longer. */
const POLLER_MS = 65_000;
/** The client of gRPC may take up to seconds more than it was given while the server is away. */
const OVERRUN_MS = 250;
const NOT_FOUND = 5;

/** The one adapter of `JobControl`: jobs as Temporal workflows. */
export class TemporalJobControl implements JobControl {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async start(input: JobInput, title: string, state: JobState | null = null): Promise<void> {
    requireSmall('The start of a job', input);
    const start: JobStart = { input, state: state === null ? null : carriedState(state, state.revision) };
    // A kind of which the bundle has no workflow does not compile.
    const workflowType: keyof typeof workflows = input.kind;
    try {
      await this.#within(CALL_MS, () =>
        this.#client.workflow.start(workflowType, {
          workflowId: input.jobId,
          taskQueue: TASK_QUEUE,
          args: [start],
          workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
          // The ledger decides what an id means: a closed workflow of it belongs to a job that was deleted, or goes on here.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          typedSearchAttributes: searchAttributesOf(input),
          memo: { title },
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return;
      throw fromTemporal(error, input.jobId);
    }
  }

  async view(jobId: string): Promise<JobView> {
    const handle = this.#client.workflow.getHandle(jobId);
    const ask = () => handle.query<unknown>(VIEW_QUERY);
    const answer = await this.#asked(jobId, QUERY_MS, () => askTwice(ask, ASK_AGAIN_MS));
    const view = jobViewSchema.safeParse(answer);
    if (view.success) return view.data;
    throw new DossierError('job-unanswered', `The worker's view of the job ${jobId} is of another version.`, {
      cause: view.error,
    });
  }

  async update(jobId: string, { name, message }: Outgoing): Promise<MessageAnswer> {
    requireSmall(`The message ${name}`, message);
    const deadline = name === 'decide' || name === 'cancel' ? UPDATE_MS[name] : UPDATE_MS.other;
    const handle = this.#client.workflow.getHandle(jobId);
    const answer = await this.#asked(jobId, deadline, () =>
      handle.executeUpdate<unknown, [typeof message]>(name, { args: [message], updateId: message.messageId }),
    );
    return messageAnswerSchema.parse(answer);
  }

  async signal(jobId: string, { name, message }: Outgoing): Promise<void> {
    requireSmall(`The message ${name}`, message);
    const handle = this.#client.workflow.getHandle(jobId);
    try {
      await this.#within(CALL_MS, () => handle.signal<[typeof message]>(name, message));
    } catch (error) {
      const typed = fromTemporal(error, jobId);
      // A signal needs no worker: where it is not taken in time, it is Temporal that does not answer.
      throw typed.code === 'job-unanswered' ? temporalIsAway(error) : typed;
    }
  }

  async describe(jobId: string): Promise<JobDescription | null> {
    try {
      return await this.#within(QUERY_MS, () => describeJob(this.#client, jobId));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      const typed = fromTemporal(error, jobId);
      if (typed.code === 'job-not-found') return null;
      throw temporalIsAway(error);
    }
  }

  bell(jobId: string, signal: AbortSignal): AsyncIterable<void> {
    return historyBell(this.#client, jobId, signal);
  }

  openHistories(known: readonly string[]): AsyncIterable<string> {
    return openHistories(this.#client, known);
  }

  async terminate(jobId: string, runId: string, reason: string): Promise<void> {
    const handle = this.#client.workflow.getHandle(jobId, runId);
    try {
      await this.#within(CALL_MS, () => handle.terminate(reason));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return;
      throw temporalIsAway(error);
    }
  }

  async forget(jobId: string, runIds: readonly string[]): Promise<void> {
    const { namespace } = this.#client.options;
    for (const runId of runIds.length === 0 ? [''] : runIds) {
      const workflowExecution = { workflowId: jobId, ...(runId && { runId }) };
      try {
        await this.#within(CALL_MS, () =>
          this.#client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution }),
        );
      } catch (error) {
        if (!(isGrpcServiceError(error) && error.code === NOT_FOUND)) throw fromTemporal(error, jobId);
      }
    }
  }

  async health(): Promise<Health> {
    const { namespace } = this.#client.options;
    try {
      const [{ pollers }, { serverVersion }] = await this.#within(QUERY_MS, () =>
        Promise.all([
          this.#client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: TASK_QUEUE } }),
          this.#client.workflowService.getSystemInfo({}),
        ]),
      );
      const seen = (pollers ?? []).map((poller) => Number(poller.lastAccessTime?.seconds ?? 0) * 1_000);
      const last = Math.max(0, ...seen);
      return {
        reachable: true,
        worker: Date.now() - last < POLLER_MS,
        lastAskedAt: last === 0 ? null : last,
        version: serverVersion || null,
      };
    } catch {
      return { reachable: false, worker: null, lastAskedAt: null };
    }
  }

  async #asked<Answer>(jobId: string, ms: number, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#within(ms, ask);
    } catch (error) {
      throw fromTemporal(error, jobId);
    }
  }

  async #within<Answer>(ms: number, ask: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#client.withDeadline(Date.now() + ms, ask);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new DossierError('job-unanswered', 'There was no answer in time.');
      timer = setTimeout(() => reject(error), ms + OVERRUN_MS);
    });
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Content would stay in the job's history for good. */
function requireSmall(what: string, payload: unknown): void {
  const failed = tooLarge(`${what} was given`, payload);
  if (failed !== null) throw new DossierError(failed.code, failed.message);
}

function temporalIsAway(cause: unknown): DossierError {
  return new DossierError('temporal-unreachable', 'Temporal does not answer.', { cause });
}

function searchAttributesOf(input: JobInput) {
  const key = <Name extends keyof typeof SEARCH_ATTRIBUTES>(name: Name) => ({ name, type: SEARCH_ATTRIBUTES[name] });
  return [
    { key: key('JobStatus'), value: 'running' },
    { key: key('JobKind'), value: input.kind },
    { key: key('Owner'), value: input.owner },
    { key: key('Risk'), value: input.risk },
    { key: key('Tags'), value: input.tags },
  ];
}
