import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { ReportInput } from '../../contract/job-input.ts';
import type { Message, MessageAnswer, MessageName } from '../../contract/messages.ts';
import type { JobState } from '../../contract/state/job-state.ts';
import type { JobView } from '../../contract/view.ts';
import type { report } from '../../workflows/report.ts';
import { PERSON } from './job-input.ts';
import type { Scripted } from './scripted-activities.ts';
import { startTemporal, workflowBundle } from './temporal-environment.ts';

const VIEW = defineQuery<JobView>('view');

/** A real Temporal server with the real workflow bundle; each test brings the activities it needs. */
export interface EngineRig {
  env: TestWorkflowEnvironment;
  bundle: WorkflowBundleWithSourceMap;
  /** Runs a worker on a task queue of its own while `act` runs. */
  withWorker<Result>(scripted: Scripted, act: (jobs: Jobs) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

/** Starts jobs and talks to them as the API does. */
export interface Jobs {
  start(input: ReportInput, state?: JobState): Promise<Job>;
}

/** One running job. */
export interface Job {
  handle: WorkflowHandle<typeof report>;
  view(): Promise<JobView>;
  /** Waits until the view fulfils a condition; throws with the last view's sentence after 20 s. */
  until(condition: (view: JobView) => boolean): Promise<JobView>;
  send<Name extends MessageName>(
    name: Name,
    body: Omit<Message<Name>, 'actor' | 'messageId'> & { messageId?: string },
  ): Promise<MessageAnswer>;
}

let queues = 0;
let messages = 0;

/** Starts the rig; one a test file. */
export async function startRig(): Promise<EngineRig> {
  const [env, bundle] = await Promise.all([startTemporal(), workflowBundle()]);
  return {
    env,
    bundle,
    stop: () => env.teardown(),
    async withWorker(scripted, act) {
      queues += 1;
      const taskQueue = `test-${queues}`;
      const worker = await Worker.create({
        connection: env.nativeConnection,
        taskQueue,
        workflowBundle: bundle,
        activities: scripted.activities,
        maxHeartbeatThrottleInterval: '100ms',
        defaultHeartbeatThrottleInterval: '100ms',
      });
      return await worker.runUntil(() => act(jobsOn(env, taskQueue)));
    },
  };
}

function jobsOn(env: TestWorkflowEnvironment, taskQueue: string): Jobs {
  return {
    async start(input, state) {
      const handle = await env.client.workflow.start<typeof report>('report', {
        workflowId: input.jobId,
        taskQueue,
        args: [{ input, state: state ?? null }],
        workflowTaskTimeout: '3s',
      });
      // Without a run id, so that messages follow the job over continue-as-new.
      return jobOf(env.client.workflow.getHandle<typeof report>(handle.workflowId));
    },
  };
}

function jobOf(handle: WorkflowHandle<typeof report>): Job {
  const view = (): Promise<JobView> => handle.query(VIEW);
  return {
    handle,
    view,
    async until(condition) {
      const end = Date.now() + 20_000;
      for (;;) {
        const now = await view();
        if (condition(now)) return now;
        if (Date.now() > end) throw new Error(`Still ${now.status}: ${now.sentence}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async send(name, body) {
      messages += 1;
      const message = { messageId: `m${messages}`, actor: PERSON, ...body };
      return await handle.executeUpdate(defineUpdate<MessageAnswer, [unknown]>(name), { args: [message] });
    },
  };
}
