import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Activities } from '../../../activities/activities.ts';
import type { FailureCode } from '../../../contract/failures.ts';
import type { Message } from '../../../contract/messages.ts';
import type { JobView } from '../../../contract/view.ts';
import { type EngineRig, type Job, startRig } from '../../support/engine-rig.ts';
import { reportInput } from '../../support/job-input.ts';
import { fail, fakeRef, RECEIPT, scriptedActivities } from '../../support/scripted-activities.ts';

jest.setTimeout(240_000);

let rig: EngineRig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(async () => await rig.stop());

type Action = Message<'recover'>['action'];

/** Item q2 fails at its first turn until it is asked by another model, or in other words; the others are answered. */
function failingItem(code: FailureCode = 'model-refused'): (base: Activities) => Partial<Activities> {
  return (base) => ({
    researchTurn: async (request, inputs) => {
      const asked = 'plan' in inputs ? inputs.question : undefined;
      const { item, turn } = request.call;
      if (item === 'q2' && turn === 0 && request.model !== 'other' && asked === undefined) fail(code);
      return await base.researchTurn(request, inputs);
    },
  });
}

const parked = ({ attention }: JobView): boolean => attention.length === 1;

async function recover(job: Job, action: Action): Promise<void> {
  const [attention] = (await job.until(parked)).attention;
  if (attention === undefined) throw new Error('Nothing is parked.');
  const { step, item, attempt } = attention;
  await job.send('recover', { step, item, attempt, action });
}

test('a parked item says what is kept and offers priced ways on; the others finish meanwhile', async () => {
  const scripted = scriptedActivities(failingItem());
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(reportInput('ways-on'));
    const view = await job.until(
      (now) => parked(now) && now.steps[2]?.items.filter(({ status }) => status === 'done').length === 2,
    );
    const [attention] = view.attention;
    expect(attention?.kept).toBe('Kept, and not paid again: 2 sources, the plan and 2 of 3 notes, $0.007.');
    expect(attention?.actions.map(({ kind }) => kind)).toEqual([
      'editInput',
      'switchModel',
      'supplyOutput',
      'skip',
      'retry',
      'abort',
    ]);
    const prices = Object.fromEntries(attention?.actions.map(({ kind, price }) => [kind, price?.likelyMicroUsd]) ?? []);
    // Each call of the script costs 1,000, and finished items took three.
    expect(prices).toEqual({ editInput: 3_000, switchModel: 3_000, supplyOutput: 0, skip: 0, retry: 3_000, abort: 0 });
    expect(attention?.actions[0]?.fields).toEqual(['itemQuestion']);
    const given = { step: 'research' as const, item: 'q2', attempt: attention?.attempt ?? 0 };
    const changes = { question: { text: 'Another question?', brief: fakeRef('b') } };
    expect(await job.refusal('recover', { ...given, action: { kind: 'editInput', changes } })).toBe(
      'change-not-allowed',
    );
    expect(await job.refusal('recover', { ...given, action: { kind: 'editInput', changes: {} } })).toBe(
      'request-invalid',
    );
    await recover(job, { kind: 'abort', reason: 'Enough.' });
    expect((await job.handle.result()).status).toBe('aborted');
  });
});

test.each<[string, Action, string[]]>([
  ['switchModel', { kind: 'switchModel', model: 'other' }, ['researchTurn research.1/q2:0#']],
  ['editInput', { kind: 'editInput', changes: { itemQuestion: 'What else?' } }, ['researchTurn research.1/q2:0#']],
  ['supplyOutput', { kind: 'supplyOutput', output: fakeRef('my notes'), facts: { statements: 1 } }, []],
  ['skip', { kind: 'skip', reason: 'Not needed.' }, ['skippedPart']],
])('%s finishes the job; what was answered is not asked again', async (name, action, expected) => {
  const scripted = scriptedActivities((base) => ({
    ...failingItem()(base),
    modelRoute: async ({ chosen }) => ({ route: [chosen ?? 'scripted'] }),
  }));
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(reportInput(`recover-${name.toLowerCase()}`));
    const before = await job.until(
      (now) => parked(now) && now.steps[2]?.items.filter(({ status }) => status === 'done').length === 2,
    );
    const told = before.attention[0]?.actions.find(({ kind }) => kind === name)?.price;
    const asked = scripted.asked.length;
    await recover(job, action);
    expect((await job.handle.result()).status).toBe('done');
    const since = scripted.asked.slice(asked).filter((line) => /research\.|skippedPart/.test(line));
    expect(since.every((line) => line.includes('/q2') || line === 'skippedPart')).toBe(true);
    for (const start of expected) expect(since.some((line) => line.startsWith(start))).toBe(true);
    const item = (scripted.records.at(-1)?.view ?? before).steps[2]?.items[1];
    expect(item).toMatchObject({ status: 'done', edited: name === 'supplyOutput', skipped: name === 'skip' });
    const cost = item?.costMicroUsd ?? 0;
    expect(cost).toBeLessThanOrEqual(told?.mostMicroUsd ?? 0);
  });
});

test('edited in another step: the draft is written with a comment, the plan for another question', async () => {
  let failed = 0;
  const comments: string[] = [];
  const scripted = scriptedActivities((base) => ({
    planReport: async (request, inputs) => {
      failed += 1;
      if (failed === 1) fail('model-refused');
      expect(inputs.brief.title).toBe('another brief');
      return await base.planReport(request, inputs);
    },
    writeDraft: async (request, inputs) => {
      comments.push(inputs.comment);
      if (inputs.comment === '') return { outcome: 'refused', words: 'No.', receipt: RECEIPT };
      return await base.writeDraft(request, inputs);
    },
  }));
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(reportInput('edit-steps'));
    const question = { text: 'Another question?', brief: fakeRef('another brief') };
    await recover(job, { kind: 'editInput', changes: { question } });
    await job.until(({ attention }) => attention[0]?.step === 'draft');
    await recover(job, { kind: 'editInput', changes: { comment: 'Only the costs.' } });
    expect((await job.handle.result()).status).toBe('done');
    expect(comments.at(-1)).toBe('Only the costs.');
    expect(scripted.records.at(-1)?.view.question).toBe('Another question?');
  });
});

test('an outage is looked at again by itself, in growing steps, until it is over', async () => {
  let calls = 0;
  const scripted = scriptedActivities((base) => ({
    modelRoute: async () => ({ route: ['scripted'] }),
    planReport: async (request, inputs) => {
      calls += 1;
      // Six tries of Temporal's own for each time that the engine looks.
      if (calls <= 13) fail('model-unavailable');
      return await base.planReport(request, inputs);
    },
  }));
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(reportInput('looks-again', { limits: { timeScale: 0.001 } }));
    expect((await job.handle.result()).status).toBe('done');
    const words = scripted.records.at(-1)?.view.journal.map((entry) => entry.words) ?? [];
    expect(words.filter((line) => line === 'Looked again by itself.')).toHaveLength(2);
  });
});
