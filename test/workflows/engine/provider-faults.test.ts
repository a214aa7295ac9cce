import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createActivities } from '../../../activities/create-activities.ts';
import { createChatCompletions } from '../../../activities/models/chat-completions.ts';
import type { CallPatience } from '../../../activities/models/stalled-call.ts';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import type { JobInput } from '../../../contract/job-input.ts';
import type { StepName } from '../../../contract/job-kind.ts';
import type { ModelAnswerName } from '../../../contract/model-answers.ts';
import { modelTaskSchema } from '../../../contract/routing.ts';
import type { JobView } from '../../../contract/view.ts';
import { type EngineRig, type Job, type Jobs, startRig } from '../../support/engine-rig.ts';
import { answersError, type FaultyProvider, faultyProvider, neverAnswers } from '../../support/faulty-provider.ts';
import { checkInput, reportInput } from '../../support/job-input.ts';
import { type ModelRig, openModelRig } from '../../support/model-rig.ts';
import { PROVIDER_FAULTS, type ProviderFault } from '../../support/provider-faults.ts';
import { deafPort } from '../../support/raw-model-server.ts';

// A real engine and real activities; the provider speaks HTTP and misbehaves. Many jobs at once, each with a fault of its own at every step.
let rig: EngineRig;
let store: ModelRig;
let provider: FaultyProvider;
let worker: ReturnType<typeof createActivities>;
let deaf: number;
let sources: ArtifactRef;
let checked: ArtifactRef;
let brief: ArtifactRef;
// Dozens of jobs at once, on a machine that may have other things to do.
jest.setTimeout(480_000);

const CONTRACT = `# Notice

The supplier may end the contract with 60 days of notice. There is no minimum spend.
`;
const MEMO = `# Memo

The supplier may end the contract with 90 days of notice.
`;
const QUESTION = 'With how many days of notice may the supplier end the contract?';

/** The tasks of each kind with the step that asks them. */
const TASKS: Record<JobInput['kind'], readonly (readonly [ModelAnswerName, StepName])[]> = {
  report: [
    ['plan', 'plan'],
    ['research_notes', 'research'],
    ['draft', 'draft'],
    ['claim_verdicts', 'verify'],
  ],
  check: [
    ['claim_evidence', 'research'],
    ['corrections', 'draft'],
  ],
};

beforeAll(async () => {
  [rig, store, provider, deaf] = await Promise.all([startRig(), openModelRig(), faultyProvider(), deafPort()]);
  const { artifacts, ledger } = store;
  const attach = async (name: string, text: string) => ({
    name,
    artifact: await artifacts.putBytes(Buffer.from(text), { mediaType: 'text/markdown', title: name }),
  });
  const attachments = [await attach('contract.md', CONTRACT)];
  sources = await artifacts.putJson({ attachments, leftOut: [] }, 'Attachments');
  const document = await attach('memo.md', MEMO);
  checked = await artifacts.putJson({ attachments, leftOut: [], document }, 'Attachments');
  brief = await artifacts.putJson(
    { question: QUESTION, audience: '', length: 'standard', language: 'English' },
    'Brief',
  );
  const { catalog } = store.ports({ ask: () => Promise.reject(new Error('Nobody asks here.')) });
  worker = createActivities({
    artifacts,
    ledger,
    models: { ask: (request, control) => portFor(request.model, request.answer).ask(request, control) },
    catalog,
    routed: catalog,
    isPrivateHost: () => false,
    holder: 'test:1',
  });
});
afterAll(async () => {
  await rig.stop();
  await worker.close();
  await provider.close();
  await store.close();
});

const port = (patience: Partial<CallPatience> = {}, baseURL = provider.url) =>
  createChatCompletions({ baseURL, apiKey: 'sk-abcdefgh', readImage: async () => new Uint8Array(), patience });

/** Only calls that meet their fault are short of patience: on a busy machine the others may take their time. */
function portFor(model: string, answer: ModelAnswerName) {
  const name = faultNamed(model);
  if (!provider.isArmed(model, answer)) return port();
  return name === 'refused' ? port({}, `http://127.0.0.1:${deaf}/v1`) : port(PROVIDER_FAULTS[name]?.patience);
}

const faultNamed = (model: string): string => model.replace(/ of a check$/, '');

function inputOf(kind: JobInput['kind'], model: string): JobInput {
  const models = Object.fromEntries(modelTaskSchema.options.map((task) => [task, model]));
  const jobId = model.replaceAll(' ', '-');
  if (kind === 'report') return reportInput(jobId, { question: QUESTION, brief, sources, sourceCount: 1, models });
  return checkInput(jobId, { brief, sources: checked, sourceCount: 1, models });
}

const isOver = ({ endedAt }: JobView): boolean => endedAt !== null;

/** As `Job.until`, with more time between looks: dozens of jobs are looked at. */
async function look(job: Job, until: (view: JobView) => boolean): Promise<JobView> {
  for (const end = Date.now() + 400_000; ; await delay(800)) {
    // A busy server refuses to be asked; it is asked again.
    const view = await job.view().catch(() => undefined);
    if (view !== undefined && until(view)) return view;
    if (Date.now() > end) throw new Error(`${job.handle.workflowId} is still ${view?.status}: ${view?.sentence}`);
  }
}

type Attention = JobView['attention'][number];

/** Goes with a job from one parked step to the next: mends the provider there, and where the step does not look again by itself, retries it. */
async function goThrough(jobs: Jobs, kind: JobInput['kind'], model: string): Promise<Map<StepName, Attention[]>> {
  const job = await jobs.start(inputOf(kind, model));
  const met = new Map<StepName, Attention[]>();
  for (const [answer, step] of TASKS[kind]) {
    const { attention } = await look(job, (view) => isOver(view) || view.attention.some((at) => at.step === step));
    met.set(step, attention);
    provider.lift(model, answer);
    await look(job, (view) => {
      const parked = view.attention.filter((at) => at.step === step);
      for (const { item, attempt, failure, looksAgainAt } of parked) {
        // No test waits for twenty minutes.
        if (looksAgainAt !== null && (failure.retryAfterMs ?? 0) < 600_000) continue;
        void job.refusal('recover', { step, item, attempt, action: { kind: 'retry' } });
      }
      return parked.length === 0;
    });
  }
  const end = await look(job, isOver);
  expect(end).toMatchObject({ status: 'done' });
  const parkings = end.journal.filter(({ event, place }) => event === 'parked' && place?.startsWith('plan') === true);
  timesParkedAtPlan.set(model, parkings.length);
  return met;
}

function expectParked(attention: readonly Attention[], fault: ProviderFault, model: string): void {
  const says = fault.says.replace('MODEL', model).replace('PORT', `${deaf}`);
  expect(attention.length).toBeGreaterThan(0);
  for (const { failure, looksAgainAt, actions } of attention) {
    expect(failure.code).toBe(fault.code);
    expect(failure.message.slice(0, says.length)).toBe(says);
    expect([failure.message, ...(failure.causes ?? [])].join(' ')).toContain(fault.because ?? '');
    expect(failure.message).not.toContain('abcdefgh');
    expect(looksAgainAt !== null).toBe(fault.looksAgain);
    expect(actions.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['retry', 'abort']));
  }
}

/** No request that got an answer of use was ever made again. */
function expectNothingAskedTwice(model: string): void {
  const answered = provider.arrivals.filter((at) => at.model === model && !at.faulted).map(({ body }) => body);
  expect(answered).toHaveLength(new Set(answered).size);
}

const failed = new Map<string, unknown>();
const met = new Map<string, Map<StepName, Attention[]>>();
const waits = new Map<string, number>();
const timesParkedAtPlan = new Map<string, number>();

const secondsFromNow = (seconds: number) => new Date((Math.ceil(Date.now() / 1_000) + seconds) * 1_000).toUTCString();
/** Three seconds, in each form that providers say them in. */
const WISHES: Readonly<Record<string, () => Record<string, string>>> = {
  seconds: () => ({ 'retry-after': '3' }),
  milliseconds: () => ({ 'retry-after-ms': '3000', 'retry-after': '60' }),
  date: () => ({ date: secondsFromNow(0), 'retry-after': secondsFromNow(3) }),
};

/** Runs a job in which each step is told once to wait. */
async function waitThrough(jobs: Jobs, form: string): Promise<void> {
  const model = `wait in ${form}`;
  const limited = (response: ServerResponse) => answersError(429, {}, WISHES[form]?.())(response);
  for (const [answer] of TASKS.report) provider.arm(model, answer, limited, { times: 1 });
  const job = await jobs.start(inputOf('report', model));
  waits.set(form, await waitOf(job));
  const { attention, status } = await look(job, (view) => isOver(view) || view.attention.length > 0);
  expect({ attention, status }).toEqual({ attention: [], status: 'done' });
}

beforeAll(async () => {
  const models = Object.keys(PROVIDER_FAULTS).flatMap((name) => [
    { kind: 'report' as const, name, model: name },
    { kind: 'check' as const, name, model: `${name} of a check` },
  ]);
  await rig.withWorker({ activities: worker.activities }, async (jobs) => {
    const parking = models.map(async ({ kind, name, model }) => {
      for (const [answer] of TASKS[kind]) provider.arm(model, answer, PROVIDER_FAULTS[name]?.fault ?? neverAnswers);
      await goThrough(jobs, kind, model).then(
        (parked) => met.set(model, parked),
        (error: unknown) => failed.set(model, error),
      );
    });
    const waiting = Object.keys(WISHES).map(async (form) => {
      await waitThrough(jobs, form).catch((error: unknown) => failed.set(form, error));
    });
    await Promise.all([...parking, ...waiting]);
  });
});

describe('a provider that misbehaves at each step', () => {
  test.each(Object.entries(PROVIDER_FAULTS))('%s', (name, fault) => {
    for (const [kind, model] of [
      ['report', name],
      ['check', `${name} of a check`],
    ] as const) {
      expect(failed.get(model)).toBeUndefined();
      for (const [, step] of TASKS[kind]) expectParked(met.get(model)?.get(step) ?? [], fault, model);
      expectNothingAskedTwice(model);
    }
    // On a busy machine it looks again by itself before the provider is mended, and may be at it when it is.
    const atPlan = provider.arrivals.filter((at) => at.model === name && at.answer === 'plan' && at.faulted).length;
    const parkings = timesParkedAtPlan.get(name) ?? 0;
    expect(parkings).toBeGreaterThan(0);
    const requests = name === 'refused' ? 0 : fault.requests;
    expect(atPlan).toBeGreaterThanOrEqual(requests * parkings);
    expect(atPlan).toBeLessThanOrEqual(requests * parkings + Math.max(0, requests - 1));
  });
});

describe('how long the provider asks to wait', () => {
  test.each(Object.keys(WISHES))('in %s: it is waited so long, and no longer, at each step', (form) => {
    expect(failed.get(form)).toBeUndefined();
    expect(waits.get(form)).toBeGreaterThanOrEqual(3_000 * 0.99);
    expect(waits.get(form)).toBeLessThanOrEqual(3_000 * 1.2);
    const faulted = provider.arrivals.filter((at) => at.model === `wait in ${form}` && at.faulted);
    expect(new Set(faulted.map(({ answer }) => answer)).size).toBe(TASKS.report.length);
    for (const { body, at } of faulted) {
      const again = provider.arrivals.find((later) => later.body === body && later.at > at);
      expect((again?.at ?? 0) - at).toBeGreaterThanOrEqual(3_000 * 0.99);
    }
  });
});

/** The wait before the next try of the call that failed, in milliseconds, as the server of Temporal has planned it. */
async function waitOf(job: Job): Promise<number> {
  for (;;) {
    const { raw, status } = await job.handle.describe();
    // Not that of a record, or of a call that nobody answered in time.
    const told = raw.pendingActivities?.find(
      ({ lastFailure }) => lastFailure?.applicationFailureInfo?.type === 'model-rate-limited',
    );
    const wait = told?.currentRetryInterval;
    if (status.name !== 'RUNNING') throw new Error('The job ended before a wait was seen.');
    if (wait != null) return Number(wait.seconds ?? 0) * 1_000 + (wait.nanos ?? 0) / 1e6;
    await delay(50);
  }
}
