import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { jobRecordSchema } from '../../../contract/record.ts';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { fail, scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(120_000);
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
});
