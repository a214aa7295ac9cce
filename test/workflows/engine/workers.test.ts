import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { callWhile, scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
const calls = (lines: string[]): string[] => lines.filter((line) => line.includes(' '));

describe('workers come and go', () => {
  test('one that stops in the middle of research is followed by another, and nothing answered is asked again', async () => {
    let held = true;
    const scripted = scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        if (request.call.turn === 1) await callWhile(() => held);
        return await base.researchTurn(request, inputs);
      },
    }));
    const taskQueue = 'two-workers';
    const ended = await rig.withWorker(
      scripted,
      async (jobs) => {
        const job = await jobs.start(reportInput('worker-stops'));
        await job.until(() => scripted.asked.filter((line) => line.includes(':1#')).length === 3);
        return calls(scripted.answered);
      },
      { taskQueue },
    );
    expect(ended.filter((line) => line.startsWith('researchTurn'))).toHaveLength(3);
    held = false;
    await rig.withWorker(
      scripted,
      async (jobs) => {
        expect(await jobs.find('worker-stops').handle.result()).toMatchObject({ status: 'done' });
      },
      { taskQueue },
    );
    for (const line of ended) expect(scripted.asked.filter((asked) => asked === line)).toHaveLength(1);
    expect(new Set(calls(scripted.answered)).size).toBe(calls(scripted.answered).length);
  });

  test('one that forgets the job after every task gives the same result', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(
      scripted,
      async (jobs) => {
        const job = await jobs.start(reportInput('worker-forgets', { gates: ['approve'] }));
        await job.send('decide', decisionOn(await job.until(gateOpen('approve')), 'approve'));
        expect(await job.handle.result()).toMatchObject({ status: 'done' });
        expect((await job.view()).totals).toMatchObject({ calls: 12, toolCalls: 12 });
      },
      { maxCachedWorkflows: 0 },
    );
    expect(new Set(calls(scripted.asked)).size).toBe(calls(scripted.asked).length);
  });
});
