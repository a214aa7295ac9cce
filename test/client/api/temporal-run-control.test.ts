import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import pino from 'pino';
import { createRecordJob } from '../../../activities/records/record-job.ts';
import { createStoreHistory } from '../../../activities/records/store-history.ts';
import { HistoryKeeper } from '../../../client/api/histories/history-keeper.ts';
import { rawHistory, runsOfJob } from '../../../client/api/histories/runs-of-job.ts';
import { TemporalJobControl } from '../../../client/api/temporal/temporal-job-control.ts';
import { TemporalRunControl } from '../../../client/api/temporal/temporal-run-control.ts';
import type { ReportInput } from '../../../contract/job-input.ts';
import type { JobRecord } from '../../../contract/record.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import { viewOf } from '../../../contract/state/view-of.ts';
import { TASK_QUEUE } from '../../../contract/temporal-names.ts';
import { openStore, type Store } from '../../../store/open-store.ts';
import { eventually } from '../../end-to-end/eventually.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { patient } from '../../support/patient.ts';
import { scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
let store: Store;
let folder: string;
let control: TemporalJobControl;
let runs: TemporalRunControl;
jest.setTimeout(120_000);
beforeAll(async () => {
  rig = await startRig();
  folder = await mkdtemp(join(tmpdir(), 'dossier-runs-'));
  store = await openStore({ databaseUrl: join(folder, 'ledger.db'), artifactsUrl: join(folder, 'artifacts') });
  control = new TemporalJobControl(rig.env.client);
  runs = new TemporalRunControl(rig.env.client);
});
afterAll(async () => {
  await rig.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a worker whose records and histories go to the real store. */
async function withWorker<Result>(act: () => Promise<Result>): Promise<Result> {
  const scripted = scriptedActivities(() => ({
    recordJob: createRecordJob(store),
    storeHistory: createStoreHistory(store),
  }));
  const worker = await Worker.create({
    connection: rig.env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: rig.bundle,
    activities: scripted.activities,
    stickyQueueScheduleToStartTimeout: '1s',
  });
  return worker.runUntil(act);
}

async function start(input: ReportInput): Promise<void> {
  const { jobId, organisation, owner, createdAt } = input;
  const view = viewOf(initialState(input, createdAt));
  await store.ledger.createJob({ jobId, organisation, owner, revision: 0, input, view, state: null });
  await patient(() => control.start(input, 'Title'));
}

const described = (jobId: string) => patient(() => control.describe(jobId));

async function until(jobId: string, isWanted: (record: JobRecord) => boolean): Promise<JobRecord> {
  for (const latest = Date.now() + 120_000; ; ) {
    const record = await store.ledger.readRecord(jobId);
    if (record !== null && isWanted(record)) return record;
    if (Date.now() > latest) throw new Error(`${record?.view.sentence} ${JSON.stringify(await described(jobId))}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('all runs of a job can be read and replayed after Temporal has removed them', async () => {
  const limits = { ...reportInput('job-kept').limits, continueAfterEvents: 1, verifyRounds: 0 };
  await withWorker(async () => {
    await start(reportInput('job-kept', { limits }));
    await until('job-kept', ({ view }) => view.endedAt !== null);
    await rig.env.client.workflow.getHandle('job-kept').result();
  });
  const parts = { ...store, runs };
  const kept = await store.ledger.listRunHistories('job-kept');
  const record = await until('job-kept', () => true);
  const runIds = record.state?.runIds ?? [];
  expect(kept.length).toBeGreaterThan(2);
  expect(kept[0]).toMatchObject({ runId: runIds[0], status: 'CONTINUED_AS_NEW' });
  const keeper = new HistoryKeeper({ ...parts, clock: () => Date.now(), log: pino({ level: 'silent' }) });
  await eventually('the histories of all runs to be kept', async () => {
    await keeper.keep(['job-kept']);
    return (await store.ledger.listRunHistories('job-kept')).length === runIds.length ? true : undefined;
  });
  await patient(() => control.forget('job-kept', runIds));
  // Deleting is done behind the answer.
  for (const runId of runIds)
    while ((await patient(() => runs.describeRun('job-kept', runId))) !== null)
      await new Promise((resolve) => setTimeout(resolve, 50));
  const listed = await runsOfJob(parts, record);
  expect(listed.map(({ runId }) => runId)).toEqual(runIds);
  expect(listed.every((run) => run.kept)).toBe(true);
  expect(listed.at(-1)?.status).toBe('COMPLETED');
  let text = '';
  for await (const piece of rawHistory(parts, 'job-kept', listed)) text += piece;
  const raw = JSON.parse(text) as { runs: { from: string; history: unknown }[] };
  expect(raw.runs.map(({ from }) => from)).toEqual(runIds.map(() => 'artifact'));
  for (const { history } of raw.runs)
    await Worker.runReplayHistory({ workflowBundle: rig.bundle }, historyFromJSON(history), 'job-kept');
});

it('a reset takes the run back, and the job goes on in another run', async () => {
  await withWorker(async () => {
    await start(reportInput('job-reset', { gates: ['plan'] }));
    const waiting = await until('job-reset', ({ view }) => view.gates.length > 0);
    const last = await patient(() => runs.resetPoint('job-reset', undefined));
    const point = await patient(() => runs.resetPoint('job-reset', 10));
    expect(point.eventId).toBeLessThanOrEqual(10);
    expect(last.eventId).toBeGreaterThan(point.eventId);
    expect(point.dropped).toBeGreaterThan(last.dropped);
    await expect(patient(() => runs.resetPoint('job-reset', 1))).rejects.toMatchObject({ code: 'request-invalid' });
    const reset = () => patient(() => runs.reset('job-reset', point, 'once', 'A test.'));
    const newRunId = await reset();
    expect(await reset()).toBe(newRunId);
    expect(await described('job-reset')).toMatchObject({ runId: newRunId, closedAs: null });
    expect(await patient(() => runs.describeRun('job-reset', point.runId))).toMatchObject({ status: 'TERMINATED' });
    const again = await eventually('the gate of the new run', async () => {
      const record = await runs.record('job-reset').catch(() => null);
      return record !== null && record.view.gates.length > 0 ? record : undefined;
    });
    expect(again.state?.runIds).toContain(newRunId);
    expect(waiting.view.gates).toHaveLength(1);
  });
});
