import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { heartbeat } from '@temporalio/activity';
import { Client, type WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { Activities } from '../activities/activities.ts';
import type { ReportInput } from '../contract/job-input.ts';
import { WORKFLOW_TASK_TIMEOUT } from '../contract/temporal-names.ts';
import { reportInput } from '../test/support/job-input.ts';
import { fakeRef, RECEIPT, scriptedActivities } from '../test/support/scripted-activities.ts';
import { temporalProgram } from '../test/support/temporal-environment.ts';
import { freePort } from '../workers/ports.ts';
import { waitForTemporal } from '../workers/temporal-admin.ts';
import { temporalArguments } from '../workers/temporal-server.ts';

/** What a scripted job is like. */
export interface Script {
  /** Milliseconds that every model call takes. */
  callMs: number;
  items: number;
  /** Model calls of each item; all but the last ask for tools. */
  turns: number;
  /** Names of the tools that a turn asks for; `query_table` is a normal activity, the others are quick. */
  tools: readonly string[];
}

/** Tools that answer from an open index. */
export const QUICK_TOOLS = ['search_documents', 'read_passage'] as const;

/** What running one job gave. */
export interface JobRunFigures {
  wallMs: number;
  events: number;
  bytes: number;
  /** Runs of the job: one more for each continue-as-new. */
  runs: number;
}

/** Model calls on the job's longest chain, and in all: plan, the turns, draft, judge. */
export function modelCalls({ items, turns }: Pick<Script, 'items' | 'turns'>): { chain: number; all: number } {
  return { chain: 3 + turns, all: 3 + items * turns };
}

/** A call of a model that takes its time, with the heartbeats of a real one. */
async function waitLikeAModel(ms: number): Promise<void> {
  const beat = setInterval(heartbeat, 500);
  await sleep(ms);
  clearInterval(beat);
}

function activitiesOf({ callMs, items, turns, tools }: Script): Activities {
  const { activities } = scriptedActivities((base) => ({
    planItems: async () => ({
      items: Array.from({ length: items }, (_, index) => ({ id: `q${index + 1}`, title: `Question ${index + 1}` })),
    }),
    planReport: async (...told) => {
      await waitLikeAModel(callMs);
      return await base.planReport(...told);
    },
    writeDraft: async (...told) => {
      await waitLikeAModel(callMs);
      return await base.writeDraft(...told);
    },
    judgeClaims: async (...told) => {
      await waitLikeAModel(callMs);
      return await base.judgeClaims(...told);
    },
    researchTurn: async (request) => {
      await waitLikeAModel(callMs);
      const { item, turn } = request.call;
      const facts = { statements: 1, conflicts: 0, gaps: 0 };
      if (turn >= turns - 1) return { outcome: 'ok', output: fakeRef(`notes ${item}`), facts, receipt: RECEIPT };
      const calls = tools.map((name, index) => ({
        name,
        index,
        effect: 'read' as const,
      }));
      const [answer, transcript] = [fakeRef(`answer ${item} ${turn}`), fakeRef(`transcript ${item} ${turn}`).sha256];
      const quick = calls.filter(({ name }) => name !== 'query_table');
      const made = quick.map(({ index }) => ({
        index,
        result: fakeRef(`result ${item} ${turn} ${index}`).sha256,
        found: 1,
      }));
      return { outcome: 'tools', answer, transcript, calls, made, receipt: RECEIPT };
    },
  }));
  return activities;
}

/** A Temporal server with the product's own flags, a worker in this process, and scripted activities on it. */
export interface EngineLab {
  client: Client;
  bundle: WorkflowBundleWithSourceMap;
  run(workflow: 'report' | 'bare', script: Script): Promise<JobRunFigures>;
  /** Runs a worker on a task queue of its own, or on the one that is named, while `act` runs. */
  work<Result>(
    activities: Activities,
    act: (jobs: LabJobs) => Promise<Result>,
    options?: Partial<Pick<WorkerOptions, 'taskQueue' | 'maxCachedWorkflows'>>,
  ): Promise<Result>;
  stop(): Promise<void>;
}

/** Starts jobs as the API does, on the worker's task queue. */
export interface LabJobs {
  start(workflow: 'report' | 'bare', input: ReportInput): Promise<WorkflowHandle>;
}

/** Starts the lab; one at a time in a process. */
export async function startLab(): Promise<EngineLab> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'dossier-bench-'));
  const port = await freePort();
  const server = spawn(temporalProgram(), temporalArguments(join(folder, 'temporal.sqlite'), port, 'default'), {
    stdio: 'ignore',
  });
  const address = `127.0.0.1:${port}`;
  const workflowsPath = fileURLToPath(new URL('bundle-entry.ts', import.meta.url));
  const [connection, bundle] = await Promise.all([
    waitForTemporal({ address, tls: false }, 30_000),
    bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
  ]);
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  let queues = 0;
  const work: EngineLab['work'] = async (activities, act, options = {}) => {
    queues += 1;
    const taskQueue = options.taskQueue ?? `bench-${queues}`;
    const worker = await Worker.create({
      ...{ connection: native, workflowBundle: bundle, activities, ...options, taskQueue },
      ...{ maxHeartbeatThrottleInterval: '500ms', defaultHeartbeatThrottleInterval: '500ms' },
      stickyQueueScheduleToStartTimeout: '1s',
    });
    const start: LabJobs['start'] = async (workflow, input) => {
      const how = { workflowId: input.jobId, taskQueue, workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT } as const;
      return await client.workflow.start(workflow, { ...how, args: [{ input, state: null }] });
    };
    return await worker.runUntil(() => act({ start }));
  };
  let jobs = 0;
  return {
    ...{ client, bundle, work },
    async run(workflow, script) {
      jobs += 1;
      const jobId = `${workflow}-${jobs}`;
      const limits = { parallelItems: Math.min(50, script.items), itemTurns: 2_000, timeScale: 1 };
      const input: ReportInput = reportInput(jobId, { limits });
      return await work(activitiesOf(script), async ({ start }) => {
        const from = performance.now();
        const handle = await start(workflow, input);
        await handle.result();
        const wallMs = performance.now() - from;
        return { wallMs, ...(await historyOf(client, jobId)) };
      });
    },
    async stop() {
      await native.close();
      await connection.close();
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Events and encoded bytes of all runs of a job. */
async function historyOf(client: Client, jobId: string): Promise<Omit<JobRunFigures, 'wallMs'>> {
  const { raw } = await client.workflow.getHandle(jobId).describe();
  const figures = { events: 0, bytes: 0, runs: 0 };
  for (let runId = raw.workflowExecutionInfo?.firstRunId; runId; ) {
    const history = await client.workflow.getHandle(jobId, runId).fetchHistory();
    figures.events += history.events?.length ?? 0;
    figures.bytes += proto.temporal.api.history.v1.History.encode(history).finish().length;
    figures.runs += 1;
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return figures;
}
