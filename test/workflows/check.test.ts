import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Activities, RenderInputs } from '../../activities/activities.ts';
import { decisionOn, gateOpen } from '../support/decisions.ts';
import { type EngineRig, startRig } from '../support/engine-rig.ts';
import { checkInput } from '../support/job-input.ts';
import { callWhile, fail, fakeRef, scriptedActivities } from '../support/scripted-activities.ts';

let rig: EngineRig;
jest.setTimeout(240_000);
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

/** Lines that name a call: what must never be asked twice. */
const calls = (lines: string[]): string[] => lines.filter((line) => line.includes(' ')).sort();

/** The document as given does not hold; what `after` makes of it has so many blocking claims. */
function faulty(after: number, rendered: RenderInputs[] = []): (base: Activities) => Partial<Activities> {
  return (base) => ({
    settleVerification: async (input) => {
      const settled = await base.settleVerification(input);
      const blocking = input.round === 1 ? 2 : after;
      return { ...settled, facts: { ...settled.facts, blocking } };
    },
    renderReport: async (input) => {
      rendered.push(input);
      return await base.renderReport(input);
    },
  });
}

describe('the check job', () => {
  test('a document that holds is rendered as given, and no model corrects it', async () => {
    const rendered: RenderInputs[] = [];
    const scripted = scriptedActivities((base) => ({
      renderReport: async (input) => {
        rendered.push(input);
        return await base.renderReport(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(checkInput('holds'));
      expect(await job.handle.result()).toMatchObject({ jobId: 'holds', status: 'done' });
      const view = await job.view();
      expect(view.kind).toBe('check');
      expect(view.steps.map((step) => [step.step, step.status])).toEqual(
        ['ingest', 'plan', 'research', 'draft', 'verify', 'approve', 'report'].map((step) => [step, 'done']),
      );
      expect(Object.keys(view.artifacts).sort()).toEqual(
        ['draft', 'notes', 'plan', 'report', 'sources', 'verification'].sort(),
      );
    });
    expect(scripted.asked.filter((line) => /^(planReport|researchTurn|writeDraft|correct)/.test(line))).toEqual([]);
    expect(scripted.asked.filter((line) => line.startsWith('matchTurn'))).toHaveLength(9);
    const verification = fakeRef('verification as given');
    expect(rendered).toMatchObject([
      { draft: fakeRef('as given'), verification, original: { draft: fakeRef('as given'), verification } },
    ]);
  });

  test('what does not hold is corrected once, in batches, and the document as given is kept beside', async () => {
    const rendered: RenderInputs[] = [];
    const scripted = scriptedActivities(faulty(1, rendered));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(checkInput('faulty'));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
      const view = await job.view();
      expect(view.round).toBe(2);
      const items = view.steps.find(({ step }) => step === 'draft')?.items.map(({ item, status }) => [item, status]);
      expect(items).toEqual(['faults', 'batch-1', 'batch-2'].map((item) => [item, 'done']));
    });
    // One claim still does not hold: it is shown, not corrected again.
    expect(scripted.asked.filter((line) => line.startsWith('correctClaims')).sort()).toEqual([
      'correctClaims draft.2/batch-1:0#1',
      'correctClaims draft.2/batch-2:0#1',
    ]);
    expect(rendered).toMatchObject([
      {
        draft: fakeRef('as given, 2 batches corrected'),
        original: { draft: fakeRef('as given'), verification: fakeRef('verification as given') },
      },
    ]);
  });

  test('gates: the parts may be edited, the draft sent back with a comment, edited and approved', async () => {
    const rendered: RenderInputs[] = [];
    const comments: string[] = [];
    const scripted = scriptedActivities((base) => ({
      ...faulty(0, rendered)(base),
      correctionTask: async (input) => {
        comments.push(input.comment);
        return await base.correctionTask(input);
      },
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(checkInput('gates', { gates: ['plan', 'approve'] }));
      const plan = await job.until(gateOpen('plan'));
      await job.send('decide', decisionOn(plan, 'edit', { edited: fakeRef('fewer parts') }));
      const corrected = await job.until(gateOpen('approve', 2));
      expect(corrected.gates[0]?.beside).toEqual(fakeRef('verification as given, 2 batches corrected'));
      await job.send('decide', decisionOn(corrected, 'revise', { comment: 'Say it shorter.' }));
      const again = await job.until(gateOpen('approve', 3));
      await job.send('decide', decisionOn(again, 'edit', { edited: fakeRef('edited') }));
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
    expect(comments).toEqual(['', 'Say it shorter.']);
    expect(rendered).toMatchObject([
      { plan: fakeRef('fewer parts'), draft: fakeRef('edited'), original: { draft: fakeRef('as given') } },
    ]);
  });

  test('a plan that is sent back is made again, and a rejection ends the job', async () => {
    const scripted = scriptedActivities();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(checkInput('rejected', { gates: ['plan'] }));
      await job.send(
        'decide',
        decisionOn(await job.until(gateOpen('plan')), 'revise', { comment: 'Only the prices.' }),
      );
      await job.send('decide', decisionOn(await job.until(gateOpen('plan', 2)), 'reject', { comment: 'No.' }));
      expect(await job.handle.result()).toMatchObject({ status: 'rejected' });
    });
    expect(scripted.asked.filter((line) => line === 'divideDocument')).toHaveLength(2);
  });

  test('a document that cannot be read parks the plan, and a retry goes on', async () => {
    let broken = true;
    const scripted = scriptedActivities((base) => ({
      divideDocument: async (input) => (broken ? fail('document-locked') : await base.divideDocument(input)),
    }));
    await rig.withWorker(scripted, async (jobs) => {
      const job = await jobs.start(checkInput('locked'));
      const parked = await job.until(({ status }) => status === 'needs_attention');
      expect(parked.attention).toMatchObject([{ step: 'plan', failure: { code: 'document-locked' } }]);
      broken = false;
      await job.send('recover', { step: 'plan', item: null, attempt: 1, action: { kind: 'retry' } });
      expect(await job.handle.result()).toMatchObject({ status: 'done' });
    });
  });

  test('continuing as new whenever something was done gives the same result and the same calls', async () => {
    const rendered: [RenderInputs[], RenderInputs[]] = [[], []];
    const one = scriptedActivities(faulty(0, rendered[0]));
    const many = scriptedActivities(faulty(0, rendered[1]));
    const [whole, parts] = await Promise.all([
      rig.withWorker(one, async (jobs) => {
        const job = await jobs.start(checkInput('check-one'));
        await job.handle.result();
        return await job.view();
      }),
      rig.withWorker(many, async (jobs) => {
        const job = await jobs.start(checkInput('check-many', { limits: { continueAfterEvents: 1 } }));
        await job.handle.result();
        expect((await job.histories()).length).toBeGreaterThan(5);
        return await job.view();
      }),
    ]);
    expect(parts.artifacts).toEqual(whole.artifacts);
    expect(parts.totals).toEqual(whole.totals);
    expect(calls(many.asked)).toEqual(calls(one.asked));
    expect(rendered[1][0]?.original).toEqual(rendered[0][0]?.original);
  });

  test('a worker that stops while claims are corrected is followed by another, and nothing answered is asked again', async () => {
    let held = true;
    const scripted = scriptedActivities((base) => ({
      ...faulty(0)(base),
      correctClaims: async (request, inputs) => {
        if (inputs.batch === 1) await callWhile(() => held);
        return await base.correctClaims(request, inputs);
      },
    }));
    const taskQueue = 'check-workers';
    await rig.withWorker(
      scripted,
      async (jobs) => {
        const job = await jobs.start(checkInput('check-worker'));
        await job.until(() => scripted.answered.includes('correctClaims draft.2/batch-1:0#1'));
      },
      { taskQueue },
    );
    held = false;
    await rig.withWorker(
      scripted,
      async (jobs) => {
        expect(await jobs.find('check-worker').handle.result()).toMatchObject({ status: 'done' });
      },
      { taskQueue },
    );
    expect(scripted.asked.filter((line) => line === 'correctClaims draft.2/batch-1:0#1')).toHaveLength(1);
    expect(new Set(calls(scripted.answered)).size).toBe(calls(scripted.answered).length);
  });
});
