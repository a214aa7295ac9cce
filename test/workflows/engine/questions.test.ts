import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Question } from '../../../contract/questions.ts';
import type { JobView } from '../../../contract/view.ts';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, type Job, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { CITED, callWhile, fail, fakeRef, RECEIPT, scriptedActivities } from '../../support/scripted-activities.ts';
import { settledEvents } from '../../support/settled-events.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

const GATE = 'approve@0.1';
const ask = { gate: GATE, text: 'Is the roof new?' };
const approveGate = { gates: ['approve' as const] };
const questionsOf = ({ gates, askedBefore }: JobView): Question[] =>
  [...gates, ...askedBefore].flatMap(({ questions }) => questions);
const shows =
  (...statuses: Question['status'][]) =>
  (view: JobView): boolean =>
    questionsOf(view)
      .map(({ status }) => status)
      .join() === statuses.join();

async function approved(job: Job): Promise<JobView> {
  await job.send('decide', decisionOn(await job.view(), 'approve'));
  expect(await job.handle.result()).toMatchObject({ status: 'done' });
  return await job.view();
}

describe('a question at a gate', () => {
  test('is answered over what the job has, counts to its costs, and is told with the decision', async () => {
    const told: unknown[] = [];
    const rendered: unknown[] = [];
    const scripted = scriptedActivities((base) => ({
      answerQuestion: async (request, inputs) => {
        const { brief: _brief, houseBrief: _house, ...rest } = inputs;
        told.push({ call: request.call, inputs: rest });
        return await base.answerQuestion(request, inputs);
      },
      renderReport: async (input) => {
        rendered.push(...input.decisions);
        return await base.renderReport(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('asked', approveGate));
      const before = await job.until(gateOpen('approve'));
      const sent = await Promise.all([
        job.send('ask', { ...ask, messageId: 'twice' }),
        job.send('ask', { ...ask, messageId: 'twice' }),
      ]);
      expect(sent[0]).toEqual(sent[1]);
      const view = await job.until(shows('answered'));
      expect(questionsOf(view)).toMatchObject([
        { id: 'twice', number: 1, answers: [{ text: 'Yes: Is the roof new? [e1]', citations: [CITED] }] },
      ]);
      expect(view).toMatchObject({ status: 'waiting', gates: [{ id: GATE }] });
      expect(view.totals.costMicroUsd).toBe(before.totals.costMicroUsd + 1_000);
      expect(view.steps.find(({ step }) => step === 'approve')?.costMicroUsd).toBe(1_000);
      await job.send('answer', { gate: GATE, question: 'twice', text: 'I looked: it is.' });
      expect(await approved(job)).toMatchObject({ askedBefore: [{ gate: GATE, questions: [{ id: 'twice' }] }] });
    });
    const shown = { shown: fakeRef('draft 1'), verification: fakeRef('verification draft 1') };
    expect(told).toMatchObject([
      {
        call: { step: 'approve', round: 1, item: '#question-1', attempt: 1 },
        inputs: { text: ask.text, about: 'draft', ...shown, sources: fakeRef('sources'), notes: fakeRef('notes') },
      },
    ]);
    expect(rendered).toMatchObject([
      { decision: 'approve', questions: [{ answers: [{}, { by: { kind: 'person' } }] }] },
    ]);
  });

  test('about a plan has no draft and no notes yet', async () => {
    const about: unknown[] = [];
    const scripted = scriptedActivities((base) => ({
      answerQuestion: async (request, inputs) => {
        about.push([inputs.about, inputs.shown.title, inputs.notes]);
        return await base.answerQuestion(request, inputs);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('asked-plan', { gates: ['plan'] }));
      await job.until(gateOpen('plan'));
      await job.send('ask', { gate: 'plan@0.1', text: 'Why three?' });
      await job.until(shows('answered'));
      await approved(job);
    });
    expect(about).toEqual([['plan', 'plan 1', null]]);
  });

  test('that no model answers says why and holds nothing up', async () => {
    const scripted = scriptedActivities(() => ({ answerQuestion: async () => fail('model-key-rejected', 'No key.') }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('asked-failing', approveGate));
      await job.until(gateOpen('approve'));
      await job.send('ask', ask);
      const view = await job.until(shows('failed'));
      expect(questionsOf(view)[0]?.failure).toMatchObject({ code: 'model-key-rejected', message: 'No key.' });
      expect(view).toMatchObject({ status: 'waiting', attention: [] });
      expect(await approved(job)).toMatchObject({
        status: 'done',
        askedBefore: [{ questions: [{ status: 'failed' }] }],
      });
    });
  });

  test('is asked of the next model, and for a repair, as other tasks are; beyond the limit it is not asked', async () => {
    const scripted = scriptedActivities((base) => ({
      answerQuestion: async (request, inputs) => {
        if (request.model === 'scripted') return fail('model-context-too-long');
        if (request.remedy !== null) return await base.answerQuestion(request, inputs);
        return { outcome: 'invalid', answer: fakeRef('nonsense'), error: 'No.', receipt: RECEIPT };
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('asked-again', approveGate));
      const { totals } = await job.until(gateOpen('approve'));
      await job.send('ask', ask);
      await job.until(shows('answered'));
      const limitMicroUsd = totals.costMicroUsd + 2_000;
      await job.send('setBudget', { limitMicroUsd, reason: '' });
      await job.send('ask', { ...ask, text: 'And the windows?' });
      const view = await job.until(shows('answered', 'failed'));
      expect(view.totals.costMicroUsd).toBe(limitMicroUsd);
      expect(questionsOf(view)[1]?.failure).toMatchObject({ code: 'budget-exceeded' });
      await approved(job);
    });
    const attempts = scripted.asked.filter((line) => line.startsWith('answerQuestion'));
    expect(attempts).toEqual([1, 2, 3].map((attempt) => `answerQuestion approve.1/#question-1:0#${attempt}`));
  });

  test('that waits for its answer neither holds up the decision nor outlives the gate', async () => {
    let asked = 0;
    const scripted = scriptedActivities(() => ({
      answerQuestion: async () => {
        asked += 1;
        await callWhile(() => true);
        return fail('internal');
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('asked-pending', approveGate));
      await job.until(gateOpen('approve'));
      await job.send('ask', { ...ask, messageId: 'person' });
      await job.send('ask', { ...ask, messageId: 'nobody' });
      await job.until(() => asked === 2);
      await job.send('answer', { gate: GATE, question: 'person', text: 'Yes.' });
      expect(shows('answered', 'pending')(await job.view())).toBe(true);
      expect(shows('answered', 'unanswered')(await approved(job))).toBe(true);
    });
  });

  test('is refused at a gate that is closed or unknown, and leaves no event', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(reportInput('asked-closed', { gates: ['plan', 'approve'] }));
      await job.send('decide', decisionOn(await job.until(gateOpen('plan')), 'approve'));
      await job.until(gateOpen('approve'));
      const before = await settledEvents(job);
      expect(await job.refusal('ask', { gate: 'plan@0.1', text: 'Why?' })).toBe('gate-closed');
      expect(await job.refusal('ask', { gate: 'nonsense', text: 'Why?' })).toBe('gate-unknown');
      expect(await job.refusal('answer', { gate: GATE, question: 'none', text: 'So.' })).toBe('question-unknown');
      expect(await settledEvents(job)).toBe(before);
      await approved(job);
    });
  });
});

test('a question is kept over continue-as-new, and one that was pending is asked again', async () => {
  let held = true;
  const scripted = scriptedActivities((base) => ({
    answerQuestion: async (request, inputs) => {
      if (request.call.item === '#question-2' && held) await callWhile(() => held);
      return await base.answerQuestion(request, inputs);
    },
  }));
  await rig.withWorker(scripted, async (jobs) => {
    const limits = { continueAfterEvents: 10 };
    const job = await jobs.start(reportInput('asked-continued', { ...approveGate, limits }));
    await job.until(gateOpen('approve'));
    await job.send('ask', { ...ask, messageId: 'first' });
    await job.until(shows('answered'));
    await job.send('ask', { ...ask, messageId: 'second' });
    await job.send('ask', { ...ask, messageId: 'third' });
    await job.until((view) => questionsOf(view)[2]?.status === 'answered');
    held = false;
    await job.until(shows('answered', 'answered', 'answered'));
    expect((await job.histories()).length).toBeGreaterThan(1);
    await approved(job);
  });
});
