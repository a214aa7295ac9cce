import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { StepName } from '../../../contract/job-kind.ts';
import { JOB_KINDS } from '../../../contract/job-kind.ts';
import type { ModelAnswerName } from '../../../contract/model-answers.ts';
import { forkedState, rewoundState } from '../../../contract/recovery/branch.ts';
import { type BranchPreview, type BranchRequest, previewBranch } from '../../../contract/recovery/branch-preview.ts';
import type { JobState, JobStatus } from '../../../contract/state/job-state.ts';
import type { Job, Jobs } from '../../support/engine-rig.ts';
import { answersWith } from '../../support/faulty-provider.ts';
import { PERSON } from '../../support/job-input.ts';
import { type PricedLab, rests, startPricedLab } from '../../support/priced-lab.ts';
import { rewind } from '../../support/rewind.ts';

// What recovering costs, counted where it is paid: at the provider. Each lane has a model of its own, by which its requests are told
// apart, and goes back again and again, so that later previews are told of jobs with many generations.
jest.setTimeout(240_000);

const LANES = ['rewind parked', 'rewind done', 'fork parked', 'fork done'] as const;
type Lane = (typeof LANES)[number];
const STEPS = JOB_KINDS.report.steps;
const ANSWER_OF: Partial<Record<StepName, ModelAnswerName>> = {
  plan: 'plan',
  research: 'research_notes',
  draft: 'draft',
  verify: 'claim_verdicts',
};
const refuses = answersWith({ refusal: 'I cannot help with that.' });
let lab: PricedLab;

/** One way back that was taken: what was told of it, and what it came to. */
interface Taken {
  step: StepName;
  fresh: boolean;
  told: BranchPreview;
  asked: Partial<Record<ModelAnswerName, number>>;
  paid: number;
  rests: JobStatus;
}
const taken = new Map<Lane, Taken[]>();
const failed = new Map<string, unknown>();
/** What each step cost when it was first done, by lane. */
const costs = new Map<Lane, Partial<Record<StepName, number>>>();

const waysOf = (lane: Lane): { step: StepName; fresh: boolean }[] => {
  const isDone = lane.endsWith('done');
  const reached = isDone ? STEPS : STEPS.slice(0, STEPS.indexOf('verify') + 1);
  const anew: readonly StepName[] = isDone ? ['plan', 'draft', 'verify'] : ['research'];
  return reached.flatMap((step) => [{ step, fresh: false }, ...(anew.includes(step) ? [{ step, fresh: true }] : [])]);
};

function paidBySteps({ places }: JobState): Partial<Record<StepName, number>> {
  const sums: Partial<Record<StepName, number>> = {};
  for (const { place, cost } of Object.values(places)) sums[place.step] = (sums[place.step] ?? 0) + cost.microUsd;
  return sums;
}

/** Goes back once, as the API does: an open job by a message, a closed one and a fork from the state. */
async function goBack(jobs: Jobs, job: Job, request: BranchRequest, state: JobState, at: number): Promise<Job> {
  const now = new Date().toISOString();
  const { step, item, changes, fresh } = request;
  if (request.as === 'fork') {
    const by = { actor: PERSON, jobId: `${state.input.jobId}-${at}`, owner: 'local' };
    const next = forkedState(state, request, by, now);
    return await jobs.start(next.input, next);
  }
  if (state.endedAt === null) {
    await rewind(job, { step, item, changes, fresh });
    return job;
  }
  await job.handle.result();
  const next = rewoundState(state, request, { actor: PERSON, messageId: `m${at}` }, now);
  return await jobs.start(next.input, next);
}

async function runLane(jobs: Jobs, lane: Lane): Promise<void> {
  const as = lane.startsWith('fork') ? 'fork' : 'rewind';
  if (lane.endsWith('parked')) lab.provider.arm(lane, 'claim_verdicts', refuses);
  let job = await jobs.start(lab.input(lane.replace(' ', '-'), lane));
  await job.until(rests);
  costs.set(lane, paidBySteps(await lab.stateOf(job)));
  const done: Taken[] = [];
  taken.set(lane, done);
  for (const [at, { step, fresh }] of waysOf(lane).entries()) {
    const state = await lab.stateOf(job);
    const request: BranchRequest = { as, step, item: null, changes: {}, fresh };
    const told = previewBranch(state, request);
    const arrived = lab.provider.arrivals.length;
    const next = await goBack(jobs, job, request, state, at);
    const view = await next.until((now) => rests(now) && now.generation > state.generation);
    const paid = view.totals.costMicroUsd - (as === 'fork' ? 0 : state.totals.costMicroUsd);
    done.push({ step, fresh, told, asked: lab.askedSince(lane, arrived), paid, rests: view.status });
    if (as === 'rewind') job = next;
  }
  // A fork of a fork takes over answers of the job that the first one came from.
  if (lane === 'fork done') await forkTwice(jobs, job);
}

let grandchild: { asked: Taken['asked']; ancestors: string[] };
async function forkTwice(jobs: Jobs, parent: Job): Promise<void> {
  const request: BranchRequest = { as: 'fork', step: 'plan', item: null, changes: {}, fresh: false };
  const arrived = lab.provider.arrivals.length;
  const child = await goBack(jobs, parent, request, await lab.stateOf(parent), 90);
  await child.until(rests);
  const next = await goBack(jobs, child, request, await lab.stateOf(child), 91);
  const { lineage } = await next.until(rests);
  grandchild = { asked: lab.askedSince('fork done', arrived), ancestors: lineage.ancestors };
}

beforeAll(async () => {
  lab = await startPricedLab(LANES);
  await lab.rig.withWorker(lab, async (jobs) => {
    await Promise.all(LANES.map((lane) => runLane(jobs, lane).catch((error: unknown) => failed.set(lane, error))));
  });
});
afterAll(async () => await lab.stop());

describe.each(LANES)('%s', (lane) => {
  test.each(waysOf(lane))('to $step, fresh: $fresh', ({ step, fresh }) => {
    expect(failed.get(lane)).toBeUndefined();
    const way = taken.get(lane)?.find((one) => one.step === step && one.fresh === fresh);
    if (way === undefined) throw new Error('This way was not taken.');
    const behind = STEPS.slice(STEPS.indexOf(step));
    const [cost, isParked] = [costs.get(lane) ?? {}, lane.endsWith('parked')];
    const sum = (steps: readonly StepName[]): number => steps.reduce((all, one) => all + (cost[one] ?? 0), 0);
    expect(way.rests).toBe(isParked ? 'needs_attention' : 'done');
    // What was answered before the point is never asked again; behind it nothing is, or everything.
    const again = Object.keys(way.asked).toSorted();
    const wanted = behind
      .flatMap((name) => ANSWER_OF[name] ?? [])
      .filter((name) => !isParked || name !== 'claim_verdicts');
    expect(again).toEqual(fresh ? wanted.toSorted() : []);
    expect(way.paid).toBe(fresh ? sum(behind) : 0);
    const { price, keptMicroUsd } = way.told;
    expect(keptMicroUsd).toBe(sum(STEPS) - (fresh ? sum(behind) : 0));
    expect(way.paid).toBeLessThanOrEqual(price?.mostMicroUsd ?? -1);
    // A refused reading cost nothing here; it may cost something next time.
    const unknown = isParked ? 2 * (cost.draft ?? 0) : 0;
    expect(Math.abs((price?.likelyMicroUsd ?? -1) - way.paid)).toBeLessThanOrEqual(unknown);
  });
});

test('a fork of a fork asks nothing that the first job was answered', () => {
  expect(grandchild).toEqual({ asked: {}, ancestors: ['fork-done-90', 'fork-done'] });
});
