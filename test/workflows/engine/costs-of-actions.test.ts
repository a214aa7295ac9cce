import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { StepName } from '../../../contract/job-kind.ts';
import type { Message } from '../../../contract/messages.ts';
import type { ModelAnswerName } from '../../../contract/model-answers.ts';
import { rewoundState } from '../../../contract/recovery/branch.ts';
import type { Price } from '../../../contract/recovery/price.ts';
import type { JobState, JobStatus } from '../../../contract/state/job-state.ts';
import type { Jobs } from '../../support/engine-rig.ts';
import { answersWith } from '../../support/faulty-provider.ts';
import { PERSON } from '../../support/job-input.ts';
import { type PricedLab, rests, startPricedLab } from '../../support/priced-lab.ts';

// What each way on from a failure costs, against what was told of it, and that it asks nothing again. Real activities, and a provider
// that counts. Each job asks a model of its own, by which its requests are told apart.
jest.setTimeout(240_000);

type Action = Message<'recover'>['action'];

interface Case {
  name: string;
  /** The answer that is refused until somebody acts, and the step that then parks. */
  at: [ModelAnswerName, StepName];
  action: (lab: PricedLab) => Action;
  ends: JobStatus;
  /** The model that is asked after it, how often, by answer. */
  asked: Partial<Record<ModelAnswerName, number>>;
}

const OTHER = 'another model';
/** The verdicts are refused: plan, research and draft are paid. */
const VERIFY: Case['at'] = ['claim_verdicts', 'verify'];
const DRAFT: Case['at'] = ['draft', 'draft'];
const CASES: Case[] = [
  { name: 'retry', at: VERIFY, action: () => ({ kind: 'retry' }), ends: 'done', asked: { claim_verdicts: 1 } },
  {
    name: 'switchModel',
    at: VERIFY,
    action: () => ({ kind: 'switchModel', model: OTHER }),
    ...{ ends: 'done', asked: { claim_verdicts: 1 } },
  },
  { name: 'skip', at: VERIFY, action: () => ({ kind: 'skip', reason: 'Not needed.' }), ends: 'done', asked: {} },
  { name: 'abort', at: VERIFY, action: () => ({ kind: 'abort', reason: 'Enough.' }), ends: 'aborted', asked: {} },
  {
    name: 'editInput',
    at: DRAFT,
    action: () => ({ kind: 'editInput', changes: { comment: 'Name the supplier first.' } }),
    ...{ ends: 'done', asked: { draft: 1, claim_verdicts: 1 } },
  },
  {
    name: 'supplyOutput',
    at: DRAFT,
    action: () => ({ kind: 'supplyOutput', output: supplied.output, facts: supplied.facts }),
    ...{ ends: 'done', asked: { claim_verdicts: 1 } },
  },
];

interface Met {
  told: Price | null;
  /** What the step that had parked cost after the action. */
  paid: number;
  status: JobStatus;
  asked: Case['asked'];
  /** Bodies of requests that were answered, with repeats. */
  bodies: string[];
}
const met = new Map<string, Met>();
const failed = new Map<string, unknown>();
let supplied: { output: Extract<Action, { kind: 'supplyOutput' }>['output']; facts: Record<string, number> };
let afterAbort: Met['asked'];
let lab: PricedLab;

const modelOf = (name: string): string => `asked by ${name}`;
const isOver = ({ endedAt }: { endedAt: string | null }): boolean => endedAt !== null;

function costOf({ places }: JobState, step: StepName): number {
  return Object.values(places).reduce((sum, { place, cost }) => sum + (place.step === step ? cost.microUsd : 0), 0);
}

async function goOn(jobs: Jobs, { name, at: [answer, step], action }: Case): Promise<void> {
  const model = modelOf(name);
  lab.provider.arm(model, answer, answersWith({ refusal: 'I cannot help with that.' }));
  const job = await jobs.start(lab.input(`action-${name.toLowerCase()}`, model));
  const view = await job.until(rests);
  const [parked] = view.attention;
  if (parked?.step !== step) throw new Error(`${view.sentence}`);
  const before = await lab.stateOf(job);
  const wanted = action(lab);
  const told = parked.actions.find(({ kind }) => kind === wanted.kind)?.price ?? null;
  lab.provider.lift(model, answer);
  const arrived = lab.provider.arrivals.length;
  await job.send('recover', { step, item: parked.item, attempt: parked.attempt, action: wanted });
  await job.until(isOver);
  const after = await lab.stateOf(job);
  const answering = wanted.kind === 'switchModel' ? OTHER : model;
  met.set(name, {
    told,
    paid: costOf(after, step) - costOf(before, step),
    status: (await job.handle.result()).status,
    asked: lab.askedSince(answering, arrived),
    bodies: lab.provider.arrivals.filter((one) => one.model === model && !one.faulted).map(({ body }) => body),
  });
  if (name === 'abort') await takeUpAgain(jobs, after);
}

/** An aborted job is taken up again at the step that had failed. */
async function takeUpAgain(jobs: Jobs, state: JobState): Promise<void> {
  const request = { as: 'rewind' as const, step: 'verify' as const, item: null, changes: {}, fresh: false };
  const next = rewoundState(state, request, { actor: PERSON, messageId: 'again' }, new Date().toISOString());
  const arrived = lab.provider.arrivals.length;
  const job = await jobs.start(next.input, next);
  expect((await job.handle.result()).status).toBe('done');
  afterAbort = lab.askedSince(modelOf('abort'), arrived);
}

beforeAll(async () => {
  const models = [...CASES.map(({ name }) => modelOf(name)), OTHER, 'plain'];
  lab = await startPricedLab(models);
  await lab.rig.withWorker(lab, async (jobs) => {
    const plain = await jobs.start(lab.input('plain', 'plain'));
    await plain.until(isOver);
    const draft = Object.values((await lab.stateOf(plain)).places).find(({ place }) => place.step === 'draft');
    if (draft?.status !== 'done' || draft.output === null) throw new Error('The plain job wrote no draft.');
    supplied = { output: draft.output, facts: draft.facts };
    await Promise.all(CASES.map((one) => goOn(jobs, one).catch((error: unknown) => failed.set(one.name, error))));
  });
});
afterAll(async () => await lab.stop());

test.each(CASES)('$name', ({ name, ends, asked }) => {
  expect(failed.get(name)).toBeUndefined();
  const found = met.get(name);
  if (found === undefined) throw new Error('It was not met.');
  expect(found).toMatchObject({ status: ends, asked });
  expect(Object.keys(found.asked).toSorted()).toEqual(Object.keys(asked).toSorted());
  expect(found.paid).toBeLessThanOrEqual(found.told?.mostMicroUsd ?? -1);
  expect(found.paid === 0).toBe(found.told?.likelyMicroUsd === 0);
  expect(found.bodies).toHaveLength(new Set(found.bodies).size);
});

test('a job that was aborted is taken up again where it failed', () => {
  expect(afterAbort).toEqual({ claim_verdicts: 1 });
});
