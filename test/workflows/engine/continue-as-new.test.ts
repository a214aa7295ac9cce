import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, type Job, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { callFor, callWhile, fail, scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
const ALWAYS = { limits: { continueAfterEvents: 1 } };
const RETRY = { kind: 'retry' as const };

/** Lines that name a call: what must never be asked twice. */
const calls = (lines: string[]): string[] => lines.filter((line) => line.includes(' ')).sort();
const runs = async (job: Job): Promise<number> => (await job.histories()).length;

describe('continuing as new whenever something was done', () => {
  test('gives the same result and the same calls as one run', async () => {
    const [one, many] = [scriptedActivities(), scriptedActivities()];
    const input = { limits: { verifyRounds: 1 } };
    const [whole, parts] = await Promise.all([
      rig.withWorker(one, async (jobs) => {
        const job = await jobs.start(reportInput('can-one', input));
        await job.handle.result();
        return await job.view();
      }),
      rig.withWorker(many, async (jobs) => {
        const job = await jobs.start(reportInput('can-many', { limits: { ...input.limits, continueAfterEvents: 1 } }));
        await job.handle.result();
        expect(await runs(job)).toBeGreaterThan(5);
        return await job.view();
      }),
    ]);
    expect(parts.artifacts).toEqual(whole.artifacts);
    expect(parts.totals).toEqual(whole.totals);
    expect(calls(many.asked)).toEqual(calls(one.asked));
    expect(many.records.at(-1)?.state?.runIds.length).toBeGreaterThan(5);
  });

  test('at open gates: decisions and answered messages of before stand', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('can-gates', { ...ALWAYS, gates: ['plan', 'approve'] }));
      const plan = { ...decisionOn(await job.until(gateOpen('plan')), 'approve'), messageId: 'the-plan' };
      const answer = await job.send('decide', plan);
      const shown = await job.until(gateOpen('approve'));
      expect(await job.send('decide', plan)).toEqual(answer);
      expect(await job.refusal('decide', { ...plan, messageId: 'another' })).toBe('gate-already-decided');
      expect(shown.decisions).toHaveLength(1);
      await job.send('decide', decisionOn(shown, 'revise', { comment: 'Again.' }));
      await job.send('decide', decisionOn(await job.until(gateOpen('approve', 2)), 'approve'));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      expect((await job.view()).decisions).toHaveLength(3);
      expect(await runs(job)).toBeGreaterThan(5);
    });
    expect(new Set(calls(scripted.asked)).size).toBe(calls(scripted.asked).length);
  });

  test('while parked, paused and with the record behind', async () => {
    let [broken, down] = [true, true];
    const scripted = scriptedActivities((base) => ({
      writeDraft: async (request, inputs) =>
        broken ? fail('model-key-rejected') : await base.writeDraft(request, inputs),
      recordJob: async () => (down ? fail('ledger-busy') : await base.recordJob()),
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('can-parked', ALWAYS));
      const parked = await job.until(({ status, recordBehind }) => status === 'needs_attention' && recordBehind);
      expect(parked.attention).toMatchObject([{ step: 'draft', attempt: 1 }]);
      await job.send('pause', { running: 'finish', reason: '' });
      await job.send('recover', { step: 'draft', item: null, attempt: 1, action: RETRY });
      [broken, down] = [false, false];
      expect((await job.until(({ recordBehind }) => !recordBehind)).status).toBe('paused');
      await job.send('resume', { reason: '' });
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(scripted.asked.filter((line) => line.startsWith('writeDraft'))).toEqual([
      'writeDraft draft.1/:0#1',
      'writeDraft draft.1/:0#2',
    ]);
  });

  test('with items in flight: what runs finishes first, and a pause while it drains is kept', async () => {
    const scripted = scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        await callFor(request.call.item === 'q1' ? 20 : 150);
        return await base.researchTurn(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('can-flight', { limits: { continueAfterEvents: 1, timeScale: 1 } }));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(new Set(calls(scripted.asked)).size).toBe(calls(scripted.asked).length);
  });

  test('messages are taken while it drains: a person need not wait for a call that lasts', async () => {
    const scripted = scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        if (request.call.item === 'q3') await callWhile(() => true);
        return await base.researchTurn(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('can-told', { limits: { continueAfterEvents: 1, timeScale: 1 } }));
      // Three calls are answered and none is begun although slots are free: the run drains.
      await job.until(({ totals }) => totals.calls >= 3);
      expect(await job.refusal('pause', { running: 'finish', reason: '' })).toBeNull();
      expect(await job.refusal('cancel', { reason: 'No longer wanted.' })).toBeNull();
      expect(await job.handle.result()).toMatchObject({ status: 'cancelled' });
    });
  });

  test('a call that outlasts the drain is cancelled and made again with the same identity', async () => {
    let held = true;
    const scripted = scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        if (request.call.item === 'q3') await callWhile(() => held);
        return await base.researchTurn(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('can-long', ALWAYS));
      const long = 'researchTurn research.1/q3:0#1';
      await job.until(() => scripted.asked.filter((line) => line === long).length > 1);
      held = false;
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(new Set(calls(scripted.answered)).size).toBe(calls(scripted.answered).length);
  });

  test('a cancellation with the signal or with Temporal while it drains ends the job', async () => {
    const scripted = scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        if (request.call.item === 'q3') await callWhile(() => true);
        return await base.researchTurn(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const limits = { continueAfterEvents: 1, timeScale: 1 };
      const all = await Promise.all(
        ['can-signal', 'can-temporal'].map((id) => jobs.start(reportInput(id, { limits }))),
      );
      for (const job of all) await job.until(({ totals }) => totals.calls >= 3);
      await all[0]?.signal('cancel', { reason: '' });
      await all[1]?.handle.cancel();
      for (const job of all) expect(await job.handle.result()).toMatchObject({ status: 'cancelled' });
    });
  });
});
