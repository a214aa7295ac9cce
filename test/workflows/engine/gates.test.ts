import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { defineSignal } from '@temporalio/workflow';
import type { JobView } from '../../../contract/view.ts';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, type Jobs, startRig } from '../../support/engine-rig.ts';
import { PERSON, reportInput } from '../../support/job-input.ts';
import { fakeRef, type Scripted, scriptedActivities } from '../../support/scripted-activities.ts';
import { settledEvents } from '../../support/settled-events.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

const withJobs = (act: (jobs: Jobs, scripted: Scripted) => Promise<void>): Promise<void> => {
  const scripted = scriptedActivities();
  return rig.withWorker(scripted, (jobs) => act(jobs, scripted));
};
const approveGate = { gates: ['approve' as const] };
const planGate = { gates: ['plan' as const] };

describe('the approve gate', () => {
  test('approve renders the draft that was shown', () =>
    withJobs(async (jobs) => {
      const job = await jobs.start(reportInput('gate-approve', approveGate));
      const shown = await job.until(gateOpen('approve'));
      expect(shown.status).toBe('waiting');
      expect(shown.gates[0]).toMatchObject({
        artifact: fakeRef('draft 1'),
        beside: fakeRef('verification draft 1'),
      });
      expect(shown.sentence).toContain(fakeRef('draft 1').sha256.slice(0, 12));
      await job.send('decide', decisionOn(shown, 'approve'));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      const view = await job.view();
      expect(view.artifacts.report).toEqual(fakeRef('report of draft 1'));
      expect(view.decisions).toMatchObject([{ decision: 'approve', selfApproved: true }]);
    }));

  test('edit has the edited words verified again, and those are rendered', () =>
    withJobs(async (jobs, { asked }) => {
      const job = await jobs.start(reportInput('gate-edit', approveGate));
      const shown = await job.until(gateOpen('approve'));
      await job.send('decide', decisionOn(shown, 'edit', { edited: fakeRef('my words') }));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      const view = await job.view();
      expect(view.artifacts.report).toEqual(fakeRef('report of my words'));
      expect(view.artifacts.verification).toEqual(fakeRef('verification my words'));
      expect(asked.filter((line) => line.startsWith('writeDraft'))).toHaveLength(1);
      expect(asked.filter((line) => line === 'checkEvidence')).toHaveLength(2);
      expect(view.steps.find(({ step }) => step === 'draft')).toMatchObject({ round: 2, edited: true });
    }));

  test('revise opens a round that starts from the draft, the findings and the comment', async () => {
    const told: unknown[] = [];
    const scripted = scriptedActivities((base) => ({
      writeDraft: async (request, { previous, findings, comment }) => {
        told.push({ previous, findings, comment });
        return await base.writeDraft(request, {} as never);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('gate-revise', approveGate));
      await job.send('decide', decisionOn(await job.until(gateOpen('approve')), 'revise', { comment: 'Shorter.' }));
      const second = await job.until(gateOpen('approve', 2));
      expect(second.gates[0]?.artifact).toEqual(fakeRef('draft 2'));
      await job.send('decide', decisionOn(second, 'approve'));
      await job.handle.result();
      expect((await job.view()).artifacts.report).toEqual(fakeRef('report of draft 2'));
    });
    expect(told).toEqual([
      { previous: null, findings: null, comment: '' },
      { previous: fakeRef('draft 1'), findings: fakeRef('verification draft 1'), comment: 'Shorter.' },
    ]);
  });

  test('reject ends the job without a report', () =>
    withJobs(async (jobs, { asked }) => {
      const job = await jobs.start(reportInput('gate-reject', approveGate));
      await job.send('decide', decisionOn(await job.until(gateOpen('approve')), 'reject', { comment: 'Not this.' }));
      expect(await job.handle.result()).toMatchObject({ status: 'rejected' });
      const view = await job.view();
      expect(view.sentence).toBe('Rejected by local: Not this.');
      expect(view.steps.find(({ step }) => step === 'approve')?.status).toBe('stopped');
      expect(asked).not.toContain('renderReport');
    }));
});

describe('the plan gate', () => {
  test('approve, edit and revise go on from the plan that the person chose', async () => {
    const planned: { jobId: string; plan: string }[] = [];
    const comments: string[] = [];
    const scripted = scriptedActivities((base) => ({
      planReport: async (request, inputs) => {
        comments.push(
          `${request.call.jobId} ${request.call.round} ${inputs.previous?.title ?? 'none'}: ${inputs.comment}`,
        );
        return await base.planReport(request, inputs);
      },
      renderReport: async (input) => {
        planned.push({ jobId: input.job.id, plan: input.plan.title });
        return await base.renderReport(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const [approved, edited, revised] = await Promise.all(
        ['plan-approve', 'plan-edit', 'plan-revise'].map((id) => jobs.start(reportInput(id, planGate))),
      );
      await approved?.send('decide', decisionOn(await approved.until(gateOpen('plan')), 'approve'));
      const edit = { edited: fakeRef('my plan') };
      await edited?.send('decide', decisionOn(await edited.until(gateOpen('plan')), 'edit', edit));
      const comment = { comment: 'Ask about costs.' };
      await revised?.send('decide', decisionOn(await revised.until(gateOpen('plan')), 'revise', comment));
      await revised?.send('decide', decisionOn(await revised.until(gateOpen('plan', 2)), 'approve'));
      await Promise.all([approved, edited, revised].map((job) => job?.handle.result()));
    });
    expect(planned).toEqual(
      expect.arrayContaining([
        { jobId: 'plan-approve', plan: 'plan 1' },
        { jobId: 'plan-edit', plan: 'my plan' },
        { jobId: 'plan-revise', plan: 'plan 2' },
      ]),
    );
    expect(comments.sort()).toEqual([
      'plan-approve 1 none: ',
      'plan-edit 1 none: ',
      'plan-revise 1 none: ',
      'plan-revise 2 plan 1: Ask about costs.',
    ]);
  });
});

describe('who decides, and when', () => {
  test('of 20 who decide at once exactly one is accepted; a repeat gets the same answer', () =>
    withJobs(async (jobs) => {
      const job = await jobs.start(reportInput('gate-race', approveGate));
      const body = decisionOn(await job.until(gateOpen('approve')), 'revise', { comment: 'Again.' });
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => job.refusal('decide', { ...body, messageId: `racer-${index}` })),
      );
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      for (const refused of answers.filter((answer) => answer !== null)) {
        expect(['gate-already-decided', 'gate-stale']).toContain(refused);
      }
      const next = { ...decisionOn(await job.until(gateOpen('approve', 2)), 'approve'), messageId: 'twice' };
      const [first, second] = await Promise.all([job.send('decide', next), job.send('decide', next)]);
      expect(second).toEqual(first);
      expect((await job.handle.result()).status).toBe('done');
      expect((await job.view()).decisions).toHaveLength(2);
    }));

  test('early, stale, unknown, incomplete and unallowed decisions are refused and leave no event', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const scripted = scriptedActivities((base) => ({
      renderReport: async (input) => {
        await held;
        return await base.renderReport(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('gate-refused', { gates: ['plan', 'approve'] }));
      const shown = await job.until(gateOpen('plan'));
      const right = decisionOn(shown, 'approve');
      const before = await settledEvents(job);
      const submitter = { ...PERSON, roles: ['submitter' as const] };
      const refused = await Promise.all([
        job.refusal('decide', { ...right, gate: 'approve@0.1' }),
        job.refusal('decide', { ...right, gate: 'nonsense' }),
        job.refusal('decide', { ...right, artifact: fakeRef('other').sha256 }),
        job.refusal('decide', { ...right, round: 2 }),
        job.refusal('decide', { ...right, decision: 'edit' }),
        job.refusal('decide', { ...right, decision: 'revise', comment: ' ' }),
        job.refusal('decide', { ...right, actor: submitter }),
        job.refusal('decide', { ...right, artifact: 'short' }),
      ]);
      expect(refused).toEqual([
        'gate-unknown',
        'gate-unknown',
        'gate-stale',
        'gate-stale',
        'decision-incomplete',
        'decision-incomplete',
        'actor-not-allowed',
        'request-invalid',
      ]);
      expect(await settledEvents(job)).toBe(before);
      await job.send('decide', right);
      expect(await job.refusal('decide', { ...right, decision: 'reject' })).toBe('gate-already-decided');
      const last = decisionOn(await job.until(gateOpen('approve')), 'approve');
      await job.send('decide', last);
      expect(await job.refusal('decide', last)).toBe('gate-already-decided');
      release();
      await job.handle.result();
    });
  });
});

describe('signals', () => {
  test('a valid decision applies, a refused one is told in the journal, and so is a malformed one', () =>
    withJobs(async (jobs) => {
      const job = await jobs.start(reportInput('gate-signal', approveGate));
      const right = decisionOn(await job.until(gateOpen('approve')), 'approve');
      await job.handle.signal(defineSignal<[unknown]>('decide'), { gate: 7 });
      const refusals = ({ journal }: JobView) => journal.filter(({ words }) => words.includes('was refused'));
      const malformed = await job.until((view) => refusals(view).length === 1);
      expect(refusals(malformed)[0]).toMatchObject({ actor: 'unknown', words: expect.stringContaining('messageId') });
      await job.signal('decide', { ...right, round: 9 });
      const told = await job.until((view) => refusals(view).length === 2);
      expect(told.status).toBe('waiting');
      await job.signal('decide', { ...right, messageId: 'signalled' });
      await job.signal('decide', { ...right, messageId: 'signalled' });
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      const { journal, decisions } = await job.view();
      expect(decisions).toHaveLength(1);
      expect(journal.filter(({ words }) => words.includes('was refused'))).toHaveLength(2);
    }));

  test('cancel as a signal ends a waiting job', () =>
    withJobs(async (jobs) => {
      const job = await jobs.start(reportInput('cancel-signal', approveGate));
      await job.until(gateOpen('approve'));
      await job.signal('cancel', { reason: 'Enough.', actor: { ...PERSON, via: 'signal' } });
      expect(await job.handle.result()).toMatchObject({ status: 'cancelled' });
    }));
});
