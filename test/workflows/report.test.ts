import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type EngineRig, startRig } from '../support/engine-rig.ts';
import { reportInput } from '../support/job-input.ts';
import { fakeRef, scriptedActivities } from '../support/scripted-activities.ts';

let rig: EngineRig;
beforeAll(async () => {
  rig = await startRig();
}, 120_000);
afterAll(() => rig.stop(), 120_000);

describe('the report job', () => {
  test('runs every step in order and ends with a report', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('plain'));
      expect(await job.handle.result()).toMatchObject({ jobId: 'plain', status: 'done' });
      const view = await job.view();
      expect(view.steps.map((step) => [step.step, step.status])).toEqual(
        ['ingest', 'plan', 'research', 'draft', 'verify', 'approve', 'report'].map((step) => [step, 'done']),
      );
      expect(view.artifacts.report).toEqual(fakeRef('report of draft 1'));
      expect(view.totals).toMatchObject({ calls: 12, costMicroUsd: 12_000 });
      expect(scripted.records.at(-1)?.view.status).toBe('done');
    });
  });
});
