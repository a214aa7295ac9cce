import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { PAYLOAD_LIMIT } from '../../../contract/payloads.ts';
import { jobRecordSchema } from '../../../contract/record.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import { eventually } from '../../end-to-end/eventually.ts';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, type Job, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { fail, scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
describe('the record', () => {
  test('grows in revision, is never input of an activity, and the last one is the end', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('record-plain'));
      const { revision } = await job.handle.result();
      const revisions = scripted.records.map((record) => record.revision);
      expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
      const last = jobRecordSchema.parse(scripted.records.at(-1));
      expect(last).toMatchObject({ revision, view: { status: 'done', recordBehind: false } });
      expect(last.view).toEqual(await job.view());
    });
  });

  test('while the ledger is down the job goes on; later records catch up, and the end waits for its last one', async () => {
    let down = true;
    const scripted = scriptedActivities((base) => ({
      recordJob: async () => (down ? fail('ledger-busy') : await base.recordJob()),
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('record-behind', { gates: ['approve'] }));
      const shown = await job.until((view) => gateOpen('approve')(view) && view.recordBehind);
      expect(shown.steps[3]?.status).toBe('done');
      expect(scripted.records).toEqual([]);
      down = false;
      await job.until(({ recordBehind }) => !recordBehind);
      expect(scripted.records[0]?.view.gates).toHaveLength(1);
      down = true;
      await job.send('decide', decisionOn(shown, 'approve'));
      await job.until(({ status, recordBehind }) => status === 'done' && recordBehind);
      expect((await job.handle.describe()).status.name).toBe('RUNNING');
      down = false;
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      expect(scripted.records.at(-1)?.view).toMatchObject({ status: 'done', recordBehind: false });
    });
  });

  test('tries of the last one fill no history, however long the ledger is away', async () => {
    let tries = 0;
    const scripted = scriptedActivities((base) => ({
      recordJob: async () => {
        tries += 1;
        return tries < 40 ? fail('ledger-busy') : await base.recordJob();
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('record-last', { limits: { timeScale: 0.001 } }));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      expect(calls(await job.histories(), 'recordJob')).toBeLessThan(30);
      expect(scripted.records.at(-1)?.view).toMatchObject({ status: 'done', recordBehind: false });
    });
  });

  test('one that has not the form of a record makes the job stuck, which says why; a fixed worker heals it', async () => {
    const scripted = scriptedActivities();
    const workflowsPath = join(import.meta.dirname, '..', '..', 'support', 'workflows', 'unrecordable.ts');
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    const taskQueue = 'unrecordable';
    const act = async (jobs: { start(input: ReturnType<typeof reportInput>): Promise<Job> }): Promise<Job> => {
      const job = await jobs.start(reportInput('record-broken'));
      const words = await eventually('a stuck job', () => troubleOf(job));
      expect(words).toContain("The job's record cannot be written: view.totals.toolCalls");
      return job;
    };
    const job = await rig.withWorker(scripted, act, { taskQueue, workflowBundle });
    expect(scripted.records).toEqual([]);
    await rig.withWorker(scripted, () => job.handle.result(), { taskQueue });
    expect(scripted.records.at(-1)?.view.status).toBe('done');
  });
});

/** How often histories say that an activity was to be done. */
function calls(histories: Awaited<ReturnType<Job['histories']>>, name: string): number {
  const events = histories.flatMap((history) => history.events ?? []);
  return events.filter((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === name).length;
}

/** Why the job's workflow task failed. */
async function troubleOf(job: Job): Promise<string | undefined> {
  const [history] = await job.histories();
  const failed = history?.events?.findLast((event) => event.workflowTaskFailedEventAttributes != null);
  return failed?.workflowTaskFailedEventAttributes?.failure?.message ?? undefined;
}

describe('content in place of references', () => {
  test("an activity's parks its step with the activity's name, before it is in the history", async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const input = reportInput('content');
      const start = initialState(input, input.createdAt);
      const lineage = { ...start.lineage, ancestors: ['x'.repeat(PAYLOAD_LIMIT)] };
      const job = await jobs.start(input, { ...start, lineage });
      const { attention } = await job.until(({ status }) => status === 'needs_attention');
      const message = expect.stringMatching(/^The activity planReport was given 262,/);
      expect(attention).toMatchObject([{ step: 'plan', failure: { code: 'payload-too-large', message } }]);
      expect(calls(await job.histories(), 'planReport')).toBe(0);
      await job.send('cancel', { reason: '' });
      await job.handle.result();
    });
  });

  test("a message's is refused, and nothing of it is in the history", async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('large-message', { gates: ['approve'] }));
      const shown = await job.until(gateOpen('approve'));
      const decision = { ...decisionOn(shown, 'revise'), comment: 'x'.repeat(PAYLOAD_LIMIT) };
      expect(await job.refusal('decide', decision)).toBe('payload-too-large');
      expect(JSON.stringify(await job.histories()).length).toBeLessThan(PAYLOAD_LIMIT);
      await job.send('decide', decisionOn(shown, 'approve'));
      await job.handle.result();
    });
  });
});
