import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Activities } from '../../../activities/activities.ts';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { fakeRef, RECEIPT, scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
/** One item whose first `turns` turns call `count` tools that write, the same in each. */
function writing(base: Activities, count: number, turns = 1): Partial<Activities> {
  return {
    planItems: async () => ({ items: [{ id: 'q1', title: 'Question' }] }),
    researchTurn: async (request, inputs) => {
      if (request.call.turn >= turns)
        return await base.researchTurn({ ...request, call: { ...request.call, turn: 2 } }, inputs);
      const calls = Array.from({ length: count }, (_, index) => ({
        name: 'send_mail',
        index,
        effect: 'write' as const,
      }));
      const refs = { answer: fakeRef('wants to write'), transcript: fakeRef('transcript').sha256 };
      return { outcome: 'tools', ...refs, calls, made: [], receipt: RECEIPT };
    },
  };
}

describe('a tool that writes', () => {
  test.each([
    ['approve', '', undefined],
    ['revise', 'Ask first.', 'A person did not allow this call: Ask first.'],
    ['reject', 'Never.', 'A person did not allow this call: Never.'],
  ] as const)('waits for a person: %s', async (decision, comment, refused) => {
    const runs: (string | undefined)[] = [];
    const scripted = scriptedActivities((base) => ({
      ...writing(base, 1),
      runTool: async (input) => {
        runs.push(input.refused);
        return await base.runTool(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput(`write-${decision}`));
      const shown = await job.until(gateOpen('research'));
      expect(shown).toMatchObject({ status: 'waiting', gates: [{ id: 'research@0.1/q1#1.0', item: 'q1' }] });
      expect(shown.sentence).toContain('a tool call of item q1');
      expect(shown.artifacts.notes).toBeUndefined();
      expect(await job.refusal('decide', decisionOn(shown, 'edit', { edited: fakeRef('x') }))).toBe(
        'action-not-allowed',
      );
      expect(runs).toEqual([]);
      await job.send('decide', decisionOn(shown, decision, { comment }));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(runs).toEqual([refused]);
  });

  test('several in one turn wait each for its own decision', async () => {
    const scripted = scriptedActivities((base) => writing(base, 2));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('write-two'));
      const shown = await job.until(({ gates }) => gates.length === 2);
      await job.send('decide', decisionOn(shown, 'approve', { gate: 'research@0.1/q1#1.1' }));
      const between = await job.until(({ gates }) => gates.length === 1);
      expect(between.status).toBe('waiting');
      await job.send('decide', decisionOn(between, 'approve'));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(scripted.asked.filter((line) => line.startsWith('runTool')).sort()).toEqual([
      'runTool wants to write #0',
      'runTool wants to write #1',
    ]);
  });
});

describe('a tool that writes again in a later turn', () => {
  test('waits again, also where it is the same call', async () => {
    const scripted = scriptedActivities((base) => writing(base, 1, 2));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('write-again'));
      await job.send('decide', decisionOn(await job.until(gateOpen('research')), 'approve'));
      const again = await job.until(({ gates }) => gates.some(({ id }) => id === 'research@0.1/q1#2.0'));
      await job.send('decide', decisionOn(again, 'reject', { comment: 'Once is enough.' }));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      expect((await job.view()).decisions).toHaveLength(2);
    });
  });
});

describe('the turn limit', () => {
  test('the last turn is told so, and a model that asks for tools then parks its item', async () => {
    const left: number[] = [];
    const scripted = scriptedActivities((base) => ({
      planItems: async () => ({ items: [{ id: 'q1', title: 'Question' }] }),
      researchTurn: async (request, inputs) => {
        left.push(inputs.turnsLeft);
        return await base.researchTurn(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('turn-limit', { limits: { itemTurns: 2 } }));
      const parked = await job.until(({ status }) => status === 'needs_attention');
      expect(parked.attention[0]).toMatchObject({ item: 'q1', failure: { code: 'model-answer-invalid' } });
    });
    expect(left).toEqual([1, 0]);
  });
});

describe('verification', () => {
  const blocked = (base: Activities): Partial<Activities> => ({
    settleVerification: async (input) => {
      const settled = await base.settleVerification(input);
      return { ...settled, facts: { ...settled.facts, supported: 2, blocking: 1 } };
    },
  });

  test('sends a draft back a bounded number of times, then goes on and shows what blocks', async () => {
    const told: (string | undefined)[] = [];
    const scripted = scriptedActivities((base) => ({
      ...blocked(base),
      checkEvidence: async (input) => {
        told.push(input.before?.draft.title);
        return await base.checkEvidence(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('verify-rounds', { limits: { verifyRounds: 2 } }));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      const view = await job.view();
      expect(view.round).toBe(3);
      expect(view.steps.find(({ step }) => step === 'verify')?.facts.blocking).toBe(1);
      expect(view.artifacts.report).toEqual(fakeRef('report of draft 3'));
    });
    expect(told).toEqual([undefined, 'draft 1', 'draft 2']);
  });

  test('never sends back what a person edited, and counts anew after a person revised', async () => {
    const scripted = scriptedActivities(blocked);
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('verify-person', { gates: ['approve'], limits: { verifyRounds: 1 } }));
      await job.send('decide', decisionOn(await job.until(gateOpen('approve', 2)), 'revise', { comment: 'More.' }));
      const edited = { edited: fakeRef('my words') };
      await job.send('decide', decisionOn(await job.until(gateOpen('approve', 4)), 'edit', edited));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      expect((await job.view()).artifacts.report).toEqual(fakeRef('report of my words'));
    });
  });
});
