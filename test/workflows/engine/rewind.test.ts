import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { JobRecord } from '../../../contract/record.ts';
import { forkedState, rewoundState } from '../../../contract/recovery/branch.ts';
import { previewBranch } from '../../../contract/recovery/branch-preview.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { PERSON, reportInput } from '../../support/job-input.ts';
import { rewind } from '../../support/rewind.ts';
import { callWhile, fail, fakeRef, type Scripted, scriptedActivities } from '../../support/scripted-activities.ts';
import { settledEvents } from '../../support/settled-events.ts';

jest.setTimeout(240_000);

let rig: EngineRig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(async () => await rig.stop());

const BACK = { item: null, changes: {}, fresh: false };
/** What runs beside the work. */
const BESIDE = ['recordJob', 'modelRoute', 'storeHistory'];

/** The state that was last recorded. */
function lastState({ records }: Scripted, jobId: string): JobState {
  const state = records.findLast((record: JobRecord) => record.jobId === jobId)?.state;
  if (state == null) throw new Error(`${jobId} has no record.`);
  return state;
}

/** What was asked of models, from a point on. */
const modelCalls = (asked: string[]): string[] => asked.filter((line) => line.includes('#'));

describe('an open job', () => {
  test('goes back from an open gate: steps before keep their results, the gate is void, its decision refused', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('rewind-gate', { gates: ['approve'] }));
      const shown = await job.until(gateOpen('approve'));
      const before = scripted.asked.length;
      await rewind(job, { step: 'draft', changes: { comment: 'Shorter.' } });
      const again = await job.until(gateOpen('approve', 2));
      const asked = scripted.asked.slice(before).filter((line) => !BESIDE.includes(line));
      expect(asked.map((line) => line.split(' ')[0])).toEqual([
        'writeDraft',
        'checkEvidence',
        'judgeClaims',
        'settleVerification',
      ]);
      expect(again).toMatchObject({ generation: 1, round: 2, branches: [{ because: 'rewind', step: 'draft' }] });
      expect(await job.refusal('decide', decisionOn(shown, 'approve'))).toBe('gate-closed');
      await job.send('decide', decisionOn(again, 'approve'));
      expect((await job.handle.result()).status).toBe('done');
    });
  });

  test('goes back while calls run, and from a parked item: what runs is left within moments', async () => {
    let held = true;
    const scripted = scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        if (request.call.generation === 0 && request.call.item === 'q2') fail('model-refused');
        if (request.call.generation === 0 && request.call.item === 'q3') await callWhile(() => held);
        return await base.researchTurn(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('rewind-busy'));
      await job.until(({ attention, steps }) => attention.length === 1 && steps[2]?.items[0]?.status === 'done');
      await rewind(job, {
        step: 'plan',
        changes: { output: { artifact: fakeRef('my plan'), facts: {} }, keepItems: ['q1'] },
      });
      expect((await job.handle.result()).status).toBe('done');
      held = false;
    });
    const research = modelCalls(scripted.asked).filter((line) => line.includes('research.2'));
    expect(research.some((line) => line.includes('/q1'))).toBe(false);
    expect(research.filter((line) => line.includes('/q2')).length).toBe(3);
  });

  test('one item alone runs again with another question, and all behind it', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('rewind-item', { gates: ['approve'] }));
      await job.until(gateOpen('approve'));
      const before = scripted.asked.length;
      await rewind(job, { step: 'research', item: 'q2', changes: { itemQuestion: 'What else?' } });
      const again = await job.until(gateOpen('approve', 2));
      const calls = modelCalls(scripted.asked.slice(before));
      expect(calls.filter((line) => line.startsWith('researchTurn')).every((line) => line.includes('/q2'))).toBe(true);
      expect(again.steps[2]?.items.map(({ status, title }) => [status, title])).toEqual([
        ['done', 'Question q1'],
        ['done', 'What else?'],
        ['done', 'Question q3'],
      ]);
    });
  });

  test('is refused where the job has moved, the step has not begun, or the change does not belong there', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('rewind-refused', { gates: ['plan'] }));
      await job.until(gateOpen('plan'));
      // The record that is on its way may turn out to be behind, which is another revision.
      await settledEvents(job);
      const { revision } = await job.view();
      const at = { ...BACK, revision };
      expect(await job.refusal('rewind', { step: 'plan', ...at, revision: revision - 1 })).toBe('revision-stale');
      expect(await job.refusal('rewind', { step: 'draft', ...at })).toBe('step-not-reached');
      const changes = { comment: 'x' };
      expect(await job.refusal('rewind', { step: 'ingest', ...at, changes })).toBe('change-not-allowed');
    });
  });
});

describe('a closed job', () => {
  test.each(['done', 'cancelled', 'rejected'] as const)(
    'that is %s goes on from its record under its own id',
    async (how) => {
      const scripted = scriptedActivities();
      const jobId = `rewind-${how}`;
      await rig.withWorker(scripted, async (jobs) => {
        const job = await jobs.start(reportInput(jobId, { gates: ['approve'] }));
        const shown = await job.until(gateOpen('approve'));
        if (how === 'cancelled') await job.send('cancel', { reason: '' });
        else await job.send('decide', decisionOn(shown, how === 'done' ? 'approve' : 'reject', { comment: 'No.' }));
        expect((await job.handle.result()).status).toBe(how);
        const state = lastState(scripted, jobId);
        const request = { as: 'rewind' as const, step: 'draft' as const, ...BACK };
        const preview = previewBranch(state, request);
        expect(preview.steps.map(({ how: does }) => does)).toEqual([
          'kept',
          'kept',
          'kept',
          'ledger',
          'ledger',
          ...(how === 'done' ? ['ledger', 'ledger'] : ['again', 'again']),
        ]);
        const before = scripted.asked.length;
        const next = rewoundState(state, request, { actor: PERSON, messageId: 'm' }, new Date().toISOString());
        const again = await jobs.start(next.input, next);
        const view = await again.until(gateOpen('approve', 2));
        expect(view.decisions.every(({ voidedBy }) => voidedBy === 1)).toBe(true);
        await again.send('decide', decisionOn(view, 'approve'));
        expect((await again.handle.result()).status).toBe('done');
        expect(modelCalls(scripted.asked.slice(before)).some((line) => line.includes('research'))).toBe(false);
      });
    },
  );

  test('is forked: another id, its steps taken over, its costs its own, its answers within reach', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('fork-parent'));
      await job.handle.result();
      const state = lastState(scripted, 'fork-parent');
      const request = { as: 'fork' as const, step: 'draft' as const, ...BACK, fresh: true };
      const by = { actor: PERSON, jobId: 'fork-child', owner: 'local' };
      const next = forkedState(state, request, by, new Date().toISOString());
      const before = scripted.asked.length;
      const child = await jobs.start(next.input, next);
      expect((await child.handle.result()).status).toBe('done');
      const calls = modelCalls(scripted.asked.slice(before));
      expect(calls.map((line) => line.split(' ')[0])).toEqual(['writeDraft', 'judgeClaims']);
      const asked = scripted.requests.get(calls[0] ?? '');
      expect(asked).toMatchObject({
        fresh: true,
        ancestors: ['fork-parent'],
        call: { jobId: 'fork-child', generation: 1 },
      });
      expect(lastState(scripted, 'fork-child')).toMatchObject({
        totals: { calls: 2 },
        lineage: { forkedFrom: 'fork-parent', ancestors: ['fork-parent'] },
      });
    });
  });
});
