import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type EngineRig, type Job, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { callWhile, type Scripted, scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
/** Research turns that take until `release`. */
function slowResearch(): { scripted: Scripted; release: () => void; cancelled: () => number } {
  let on = true;
  let cancelled = 0;
  const scripted = scriptedActivities((base) => ({
    researchTurn: async (request, inputs) => {
      try {
        await callWhile(() => on);
      } catch (error) {
        cancelled += 1;
        throw error;
      }
      return await base.researchTurn(request, inputs);
    },
  }));
  return {
    scripted,
    release: () => {
      on = false;
    },
    cancelled: () => cancelled,
  };
}

const turns = (lines: string[]): string[] => lines.filter((line) => line.startsWith('researchTurn'));

async function whileResearching(job: Job, scripted: Scripted): Promise<void> {
  await job.until(() => turns(scripted.asked).length === 3);
}

describe('pause', () => {
  test('finish lets running calls finish and starts none; resume goes on', async () => {
    const { scripted, release } = slowResearch();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('pause-finish'));
      await whileResearching(job, scripted);
      expect(await job.refusal('resume', { reason: '' })).toBe('not-paused');
      await job.send('pause', { running: 'finish', reason: 'Lunch.' });
      expect(await job.refusal('pause', { running: 'finish', reason: '' })).toBe('already-paused');
      release();
      await job.until(({ totals }) => totals.calls === 4);
      const paused = await job.view();
      expect(paused.status).toBe('paused');
      const asked = scripted.asked.filter((line) => line !== 'recordJob');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(scripted.asked.filter((line) => line !== 'recordJob')).toEqual(asked);
      await job.send('resume', { reason: '' });
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(turns(scripted.asked)).toHaveLength(9);
  });

  test('cancel stops running calls, which are made again with the same identity', async () => {
    const { scripted, release, cancelled } = slowResearch();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('pause-cancel'));
      await whileResearching(job, scripted);
      await job.send('pause', { running: 'finish', reason: '' });
      await job.send('pause', { running: 'cancel', reason: 'It takes too long.' });
      await job.until(() => cancelled() === 3);
      expect((await job.view()).totals.calls).toBe(1);
      release();
      await job.send('resume', { reason: '' });
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    const asked = turns(scripted.asked);
    expect(asked.slice(3, 6).sort()).toEqual(asked.slice(0, 3).sort());
    expect(new Set(turns(scripted.answered)).size).toBe(9);
    expect(turns(scripted.answered)).toHaveLength(9);
  });
});

describe('cancel', () => {
  test('stops calls in flight and leaves its places stopped', async () => {
    const { scripted, cancelled } = slowResearch();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('cancel-flight'));
      await whileResearching(job, scripted);
      await job.send('cancel', { reason: 'Changed my mind.' });
      expect(await job.handle.result()).toMatchObject({ status: 'cancelled' });
      const view = await job.view();
      expect(view.sentence).toBe('Cancelled by local: Changed my mind.');
      expect(view.steps[2]).toMatchObject({
        status: 'stopped',
        items: [{}, {}, {}].map(() => ({ status: 'stopped' })),
      });
      expect(view.journal.filter(({ words }) => words.startsWith('The job ends'))).toHaveLength(1);
      expect(scripted.records.at(-1)?.view.status).toBe('cancelled');
    });
    expect(cancelled()).toBe(3);
  });

  test('a paused job can be cancelled', async () => {
    const { scripted } = slowResearch();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('cancel-paused'));
      await whileResearching(job, scripted);
      await job.send('pause', { running: 'cancel', reason: '' });
      await job.send('cancel', { reason: '' });
      expect(await job.handle.result()).toMatchObject({ status: 'cancelled' });
    });
  });

  test("Temporal's own cancellation ends it the same way", async () => {
    const { scripted, cancelled } = slowResearch();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('cancel-temporal'));
      await whileResearching(job, scripted);
      await job.handle.cancel();
      expect(await job.handle.result()).toMatchObject({ status: 'cancelled' });
      expect((await job.view()).sentence).toBe("Cancelled: Cancelled with Temporal's own tools.");
    });
    expect(cancelled()).toBe(3);
  });
});
