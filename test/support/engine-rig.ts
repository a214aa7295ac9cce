import { isGrpcServiceError, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkerOptions, type WorkflowBundle } from '@temporalio/worker';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { JobInput } from '../../contract/job-input.ts';
import type { Message, MessageAnswer, MessageName } from '../../contract/messages.ts';
import type { JobState } from '../../contract/state/job-state.ts';
import type { JobView } from '../../contract/view.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import type { report } from '../../workflows/report.ts';
import { type History, historiesOf, replay } from './job-histories.ts';
import { PERSON } from './job-input.ts';
import type { Scripted } from './scripted-activities.ts';
import { startTemporal } from './temporal-environment.ts';

const VIEW = defineQuery<JobView>('view');

/** A real Temporal server with the real workflow bundle; each test brings the activities it needs. */
export interface EngineRig {
  env: TestWorkflowEnvironment;
  bundle: WorkflowBundle;
  /** Runs a worker on a task queue of its own while `act` runs. */
  withWorker<Result>(
    scripted: Pick<Scripted, 'activities'>,
    act: (jobs: Jobs) => Promise<Result>,
    options?: Partial<Pick<WorkerOptions, 'taskQueue' | 'maxCachedWorkflows' | 'workflowBundle'>>,
  ): Promise<Result>;
  /** Replays every run of every job that was started, then stops the server. */
  stop(): Promise<void>;
}

/** Starts jobs and talks to them as the API does. */
export interface Jobs {
  start(input: JobInput, state?: JobState): Promise<Job>;
  /** A job that was started before, perhaps under another worker. */
  find(jobId: string): Job;
}

/** What a test says of a message; id and actor have defaults. */
export type Body<Name extends MessageName> = Omit<Message<Name>, 'actor' | 'messageId'> &
  Partial<Pick<Message<Name>, 'actor' | 'messageId'>>;

/** One running job. */
export interface Job {
  handle: WorkflowHandle<typeof report>;
  view(): Promise<JobView>;
  /** Waits until the view fulfils a condition; throws with the last view's sentence after 90 s. */
  until(condition: (view: JobView) => boolean): Promise<JobView>;
  send<Name extends MessageName>(name: Name, body: Body<Name>): Promise<MessageAnswer>;
  /** The code and words with which a message was refused; null where it was accepted. */
  refusal<Name extends MessageName>(name: Name, body: Body<Name>): Promise<string | null>;
  /** The same message as a signal. */
  signal<Name extends MessageName>(name: Name, body: Body<Name>): Promise<void>;
  /** Histories of all runs so far, first to last. */
  histories(): Promise<History[]>;
}

const PATIENCE_MS = 90_000;
/** Codes of gRPC: past the deadline, too much is asked, no task is done yet. */
const NOBODY_YET: readonly number[] = [4, 8, 9];
/** What a job refuses with while it moves to its next run: its own word, and Temporal's. */
const MOVING = ['job-moving', 'AcceptedUpdateCompletedWorkflow'];

let queues = 0;
let messages = 0;

/** Starts the rig; one a test file. */
export async function startRig(): Promise<EngineRig> {
  const [env, bundle] = await Promise.all([startTemporal(), workflowBundle()]);
  const seen = new Set<string>();
  return {
    env,
    bundle,
    async stop() {
      try {
        const runs = await Promise.all([...seen].map((jobId) => historiesOf(env, jobId)));
        await replay(bundle, runs.flat());
      } finally {
        await env.teardown();
      }
    },
    async withWorker(scripted, act, options = {}) {
      queues += 1;
      const taskQueue = options.taskQueue ?? `test-${queues}`;
      const worker = await Worker.create({
        connection: env.nativeConnection,
        workflowBundle: bundle,
        activities: scripted.activities,
        identity: 'test-worker',
        maxHeartbeatThrottleInterval: '100ms',
        defaultHeartbeatThrottleInterval: '100ms',
        ...options,
        taskQueue,
      });
      return await worker.runUntil(() => act(jobsOn(env, taskQueue, seen)));
    },
  };
}

function jobsOn(env: TestWorkflowEnvironment, taskQueue: string, seen: Set<string>): Jobs {
  const find = (jobId: string): Job => {
    seen.add(jobId);
    // Without a run id, so that messages follow the job over continue-as-new.
    return jobOf(env, env.client.workflow.getHandle<typeof report>(jobId));
  };
  return {
    find,
    async start(input, state) {
      await env.client.workflow.start<typeof report>(input.kind, {
        workflowId: input.jobId,
        taskQueue,
        args: [{ input, state: state ?? null }],
        workflowTaskTimeout: '3s',
      });
      return find(input.jobId);
    },
  };
}

/** The code with which an update was refused; null for any other error. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  return error.cause instanceof ApplicationFailure ? (error.cause.type ?? null) : null;
}

function envelope<Name extends MessageName>(body: Body<Name>): object {
  messages += 1;
  return { messageId: `m${messages}`, actor: PERSON, ...body };
}

/** Asks again where nobody could answer yet: the server refuses at once what a run is asked whose first task takes its worker more than a second. */
async function whenItAnswers<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      return await ask();
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (!(isGrpcServiceError(cause) && NOBODY_YET.includes(cause.code)) || Date.now() > end) throw error;
    }
    // Not at once: a server that is asked too much would only be asked more.
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function jobOf(env: TestWorkflowEnvironment, handle: WorkflowHandle<typeof report>): Job {
  const view = () => whenItAnswers(() => handle.query(VIEW));
  const send: Job['send'] = async (name, body) => {
    const args: [unknown] = [envelope(body)];
    for (;;) {
      try {
        // Sent again with the same id, it counts once. Temporal takes no more than ten at a time that a run has not answered.
        return await whenItAnswers(() => handle.executeUpdate(defineUpdate<MessageAnswer, [unknown]>(name), { args }));
      } catch (error) {
        // A job that is moving to its next run asks to be told again, which the API does too; one that moved before it answered knows the message.
        if (!MOVING.includes(codeOf(error) ?? '')) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  return {
    handle,
    view,
    send,
    async until(condition) {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        const now = await view();
        if (condition(now)) return now;
        if (Date.now() > end) throw new Error(`Still ${now.status}: ${now.sentence}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async refusal(name, body) {
      try {
        await send(name, body);
        return null;
      } catch (error) {
        const code = codeOf(error);
        if (code === null) throw error;
        return code;
      }
    },
    signal: (name, body) => handle.signal(defineSignal<[unknown]>(name), envelope(body)),
    histories: async () => (await historiesOf(env, handle.workflowId)).map(({ history }) => history),
  };
}
