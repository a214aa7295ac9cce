import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

test('a job that reached its limit parks, and goes on by itself when the limit is raised', async () => {
  const scripted = scriptedActivities();
  await rig.withWorker(scripted, async (jobs) => {
    // Each scripted call costs 1,000 micro-dollars: the plan and three first turns, which are in flight together.
    const job = await jobs.start(reportInput('budget', { budget: { limitMicroUsd: 2_000, policy: 'pause' } }));
    const parked = await job.until(({ status }) => status === 'needs_attention');
    expect(parked.attention[0]?.failure).toMatchObject({
      code: 'budget-exceeded',
      message: 'The job has spent $0.004 of its limit of $0.002.',
    });
    expect(parked.totals.costMicroUsd).toBe(4_000);
    expect(await job.refusal('setBudget', { limitMicroUsd: 3_999, reason: '' })).toBe('budget-too-small');
    await job.send('setBudget', { limitMicroUsd: 4_000, reason: '' });
    expect((await job.view()).status).toBe('needs_attention');
    await job.send('setBudget', { limitMicroUsd: null, reason: 'It is worth it.' });
    expect(await job.handle.result()).toMatchObject({ status: 'done' });
    const { totals, journal } = await job.view();
    expect(totals.costMicroUsd).toBe(12_000);
    expect(journal.map(({ words }) => words)).toContain('Budget: no limit. It is worth it.');
  });
});

test('items that wait for a slot are not asked once the limit is reached', async () => {
  const scripted = scriptedActivities();
  await rig.withWorker(scripted, async (jobs) => {
    const budget = { limitMicroUsd: 2_000, policy: 'pause' as const };
    const job = await jobs.start(reportInput('budget-slots', { budget, limits: { parallelItems: 1 } }));
    const parked = await job.until(({ status }) => status === 'needs_attention');
    expect(parked.attention).toHaveLength(3);
    expect(parked.totals.costMicroUsd).toBe(2_000);
  });
});
