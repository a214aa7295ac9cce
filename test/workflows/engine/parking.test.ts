import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ModelResult } from '../../../contract/steps.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { PERSON, reportInput } from '../../support/job-input.ts';
import {
  callFor,
  callWhile,
  fail,
  fakeRef,
  RECEIPT,
  scriptedActivities,
  toolCallOf,
} from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
const RETRY = { kind: 'retry' as const };

describe('a failure that trying again does not mend', () => {
  test('parks the step; retry goes on under the next attempt; stale and double clicks are refused', async () => {
    let keyIsValid = false;
    let areBothTold = false;
    const scripted = scriptedActivities((base) => ({
      planReport: async (request, inputs) => {
        if (!keyIsValid) fail('model-key-rejected', 'The key is wrong.');
        // Else the job might be done before the second click is there.
        await callWhile(() => !areBothTold);
        return await base.planReport(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('park-retry'));
      const parked = await job.until(({ status }) => status === 'needs_attention');
      expect(parked.attention).toMatchObject([
        { step: 'plan', item: null, attempt: 1, looksAgainAt: null, failure: { code: 'model-key-rejected' } },
      ]);
      expect(parked.attention[0]?.actions.map(({ kind }) => kind)).toEqual([
        'retry',
        'switchModel',
        'supplyOutput',
        'abort',
      ]);
      expect(parked.sentence).toBe('Step plan needs attention: The key is wrong.');
      const at = { step: 'plan' as const, item: null, attempt: 1, action: RETRY };
      expect(await job.refusal('recover', { ...at, attempt: 2 })).toBe('attempt-stale');
      expect(await job.refusal('recover', { ...at, step: 'draft' })).toBe('not-parked');
      expect(await job.refusal('recover', { ...at, action: { kind: 'skip', reason: '' } })).toBe('action-not-allowed');
      expect(await job.refusal('recover', { ...at, actor: { ...PERSON, roles: ['reviewer'] } })).toBe(
        'actor-not-allowed',
      );
      keyIsValid = true;
      const clicks = await Promise.all([job.refusal('recover', at), job.refusal('recover', at)]);
      areBothTold = true;
      expect(clicks.sort()).toEqual(['not-parked', null]);
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(scripted.asked.filter((line) => line.startsWith('planReport'))).toEqual([
      'planReport plan.1/:0#1',
      'planReport plan.1/:0#2',
    ]);
  });

  test('abort ends the job as aborted, with what was done kept', async () => {
    const scripted = scriptedActivities(() => ({ writeDraft: async () => fail('model-quota-exhausted') }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('park-abort'));
      await job.until(({ status }) => status === 'needs_attention');
      const action = { kind: 'abort' as const, reason: 'No money.' };
      await job.send('recover', { step: 'draft', item: null, attempt: 1, action });
      expect(await job.handle.result()).toMatchObject({ status: 'aborted' });
      const view = await job.view();
      expect(view.sentence).toBe('Aborted by local: No money.');
      expect(view.steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
        'ingest done',
        'plan done',
        'research done',
        'draft stopped',
        'verify pending',
        'approve pending',
        'report pending',
      ]);
    });
  });

  test('documents that cannot be read park the ingest', async () => {
    const scripted = scriptedActivities(() => ({
      ingestSources: async () => ({
        output: fakeRef('sources'),
        facts: { sources: 2, unreadable: 2, passages: 0, tables: 0 },
        unread: { reasons: 'a.pdf: It is locked. b.txt: It is empty.', remedies: 'Save it unlocked.' },
      }),
      modelRoute: async () => ({ route: [] }),
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('park-ingest'));
      const parked = await job.until(({ status }) => status === 'needs_attention');
      expect(parked.attention[0]?.failure).toMatchObject({
        code: 'no-documents',
        message: 'None of the attached documents could be read. a.pdf: It is locked. b.txt: It is empty.',
        remedy: expect.stringMatching(/--set add=FILE`\. Save it unlocked\.$/),
      });
    });
  });

  test('parked items hold no slot: the others finish, then the parked ones go on', async () => {
    const items = ['q1', 'q2', 'q3', 'q4'];
    let mended = false;
    const scripted = scriptedActivities((base) => ({
      planItems: async () => ({ items: items.map((id) => ({ id, title: id })) }),
      researchTurn: async (request, inputs) => {
        if (!mended && request.call.item !== 'q4') fail('model-quota-exhausted', 'No credit.');
        return await base.researchTurn(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('park-items', { limits: { parallelItems: 2 } }));
      const parked = await job.until(({ status }) => status === 'needs_attention');
      expect(parked.steps[2]?.items.map(({ item, status }) => `${item} ${status}`)).toEqual([
        'q1 needs_attention',
        'q2 needs_attention',
        'q3 needs_attention',
        'q4 done',
      ]);
      expect(parked.sentence).toBe('Item q1 of step research needs attention (and 2 more): No credit.');
      mended = true;
      for (const item of ['q1', 'q2', 'q3']) {
        await job.send('recover', { step: 'research', item, attempt: 1, action: RETRY });
      }
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(scripted.answered.filter((line) => line.startsWith('researchTurn research.1/q4'))).toHaveLength(3);
  });

  test('a tool that fails parks its item only when the other calls of the turn have settled', async () => {
    let broken = true;
    const scripted = scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        const result = await base.researchTurn(request, inputs);
        return result.outcome === 'tools' ? { ...result, made: [] } : result;
      },
      runTool: async (input) => {
        if (toolCallOf(input) === 'answer q1 0 #1' && broken) fail('tool-query-failed');
        if (toolCallOf(input) === 'answer q1 0 #0') await callFor(200);
        return await base.runTool(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('park-tool'));
      await job.until(({ attention }) => attention.length === 1);
      broken = false;
      await job.send('recover', { step: 'research', item: 'q1', attempt: 1, action: RETRY });
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      expect((await job.view()).totals.toolCalls).toBe(12);
    });
    expect(scripted.asked.filter((line) => line === 'runTool answer q1 0 #0')).toHaveLength(1);
    expect(scripted.asked.filter((line) => line === 'runTool answer q1 0 #1')).toHaveLength(2);
  });
});

describe('a failure that may pass', () => {
  test('is retried by Temporal, then parks, then looks again by itself', async () => {
    let isAway = true;
    const scripted = scriptedActivities((base) => ({
      settleVerification: async (input) =>
        isAway ? fail('storage-failed', 'The disk is away.') : await base.settleVerification(input),
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('park-look-again'));
      const parked = await job.until(({ status }) => status === 'needs_attention');
      expect(parked.attention[0]).toMatchObject({ step: 'verify', looksAgainAt: expect.any(String) });
      isAway = false;
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      const { journal } = await job.view();
      // Whoever is slow to look meets it parked for the second time, or mends the disk amid Temporal's own tries.
      const looks = journal.filter(({ words }) => words === 'Looked again by itself.').length;
      const tries = scripted.asked.filter((line) => line === 'settleVerification').length;
      expect(looks).toBeGreaterThan(0);
      expect(journal.filter(({ event }) => event === 'parked')).toHaveLength(looks);
      expect(tries).toBeGreaterThan(6 * looks);
      expect(tries).toBeLessThanOrEqual(6 * (looks + 1));
    });
  });

  test('falls back to the next model of the route before it parks', async () => {
    const scripted = scriptedActivities((base) => ({
      planReport: async (request, inputs) =>
        request.model === 'second' ? await base.planReport(request, inputs) : fail('model-unavailable'),
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('park-fallback'));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(scripted.answered).toContain('planReport plan.1/:0#2');
  });
});

describe('answers that are not what was asked for', () => {
  const outcome = (kind: 'refused' | 'invalid' | 'truncated', attempt: number): ModelResult => ({
    ...{
      refused: { outcome: 'refused' as const, words: 'I may not.' },
      invalid: { outcome: 'invalid' as const, answer: fakeRef(`answer ${attempt}`), error: `field ${attempt}` },
      truncated: { outcome: 'truncated' as const, answer: null },
    }[kind],
    receipt: RECEIPT,
  });

  test.each([
    ['refused', ['rephrase', null, 'rephrase'], 'model-refused'],
    ['invalid', ['repair', 'repair', null, 'repair', 'repair'], 'model-answer-invalid'],
    ['truncated', ['enlarge', null, 'enlarge'], 'model-answer-truncated'],
  ] as const)('%s: remedies, then the next model, then parked', async (kind, remedies, code) => {
    const scripted = scriptedActivities(() => ({ planReport: async ({ call }) => outcome(kind, call.attempt) }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput(`outcome-${kind}`));
      const parked = await job.until(({ status }) => status === 'needs_attention');
      expect(parked.attention[0]).toMatchObject({ attempt: remedies.length + 1, failure: { code } });
      expect(parked.totals.calls).toBe(remedies.length + 1);
    });
    const requests = [...scripted.requests.values()];
    expect(requests.map(({ call }) => call.attempt)).toEqual([1, ...remedies.map((_, index) => index + 2)]);
    expect(requests.map(({ remedy }) => remedy?.kind ?? null)).toEqual([null, ...remedies]);
    const second = remedies.indexOf(null) + 1;
    expect(requests.map(({ model }) => model)).toEqual(
      requests.map((_, index) => (index < second ? 'scripted' : 'second')),
    );
    if (kind === 'invalid')
      expect(requests[2]?.remedy).toEqual({ kind: 'repair', answer: fakeRef('answer 2'), error: 'field 2' });
  });
});
