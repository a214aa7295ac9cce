import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { compareAnswerSchema, lineageAnswerSchema } from '../../../contract/branch-api.ts';
import { attachmentListSchema, type JobInput } from '../../../contract/job-input.ts';
import { branchPreviewSchema } from '../../../contract/recovery/branch-preview.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { recordOf } from '../../../contract/state/view-of.ts';
import { eventually } from '../../end-to-end/eventually.ts';
import { at, begun, parked, stateAfter } from '../../support/job-events.ts';
import { type Harness, openHarness } from './api-harness.ts';

const PLAN = {
  title: 'Roof',
  subQuestions: [
    { id: 'q1', question: 'How many panels?', why: '' },
    { id: 'q2', question: 'How heavy?', why: '' },
  ],
  outline: ['Answer'],
  successCriteria: [],
  wouldChangeTheAnswer: [],
};
const sentence = (id: string, text: string) => ({ id, kind: 'fact' as const, text, evidence: ['e1'] });
const draftOf = (...texts: string[]) => ({
  title: 'Roof',
  blocks: [{ type: 'paragraph', id: 'b1', sentences: texts.map((text, index) => sentence(`s${index}`, text)) }],
});

let api: Harness;
let id: string;
let input: JobInput;
beforeEach(async () => {
  api = await openHarness();
  id = await api.start();
  const record = await api.store.ledger.readRecord(id);
  if (record === null) throw new Error('no record');
  input = record.input;
});
afterEach(() => api.close());

const post = (path: string, body: object, headers = {}) =>
  api.request('POST', `/api/v1/jobs/${id}/${path}`, body, headers);
const preview = (step: string, more: object = {}) => post('branch/preview', { step, ...more });

/** The job is as these events made it: in its record, and to its workflow while that is asked. */
async function stands(events: JobEvent[], from: JobState = initialState(input, input.createdAt)): Promise<JobState> {
  const state = stateAfter(events, from);
  const record = recordOf(state);
  await api.store.ledger.writeRecord(record);
  api.runs.records.set(id, record);
  return state;
}

const done = (step: Parameters<typeof at>[0], item: string | null, output: ArtifactRef): JobEvent[] => [
  ...begun(at(step, item)),
  { type: 'place-done', place: at(step, item), output, facts: {}, degraded: null, edited: false },
];
const put = (value: object) => api.store.artifacts.putJson(value, 'Of a test');

/** A job whose draft is done and which has ended so; its run is closed. */
async function ended(status: 'done' | 'cancelled', text = 'The roof holds 12 panels.'): Promise<JobState> {
  const [plan, draft, other] = await Promise.all([put(PLAN), put(draftOf(text)), put({})]);
  const state = await stands([
    ...done('ingest', null, other),
    ...done('plan', null, plan),
    ...begun(at('research')),
    ...done('research', 'q1', other),
    ...done('research', 'q2', other),
    { type: 'place-done', place: at('research'), output: other, facts: {}, degraded: null, edited: false },
    ...done('draft', null, draft),
    { type: 'ending', status, reason: '', actor: null },
    { type: 'ended' },
  ]);
  const job = api.control.jobs.get(id);
  if (job === undefined) throw new Error('no job');
  job.closedAs = 'COMPLETED';
  return state;
}

describe('the preview', () => {
  it('tells what is kept and what runs again, of the revision it was asked at', async () => {
    const { revision } = await ended('done');
    const told = branchPreviewSchema.parse((await preview('draft', { changes: { comment: 'Shorter.' } })).json());
    expect(told).toMatchObject({ as: 'rewind', step: 'draft', revision, changed: ['a comment: "Shorter."'] });
    expect(told.steps.map(({ how }) => how)).toEqual(['kept', 'kept', 'kept', 'again', 'again', 'again', 'again']);
  });

  it('keeps items whose question an edited plan leaves as it is', async () => {
    await ended('done');
    const [first, second] = PLAN.subQuestions;
    const edited = { ...PLAN, subQuestions: [first, { ...second, question: 'How heavy are they?' }] };
    const value = (plan: object) => ({ changes: { output: { form: 'json', value: plan } } });
    const words = async (plan: object, more = {}) =>
      branchPreviewSchema.parse((await preview('plan', { ...value(plan), ...more })).json()).steps[2]?.words;
    expect(await words(edited)).toBe('runs as the edited plan asks; 1 of 2 items keep their result');
    expect(await words(edited, { fresh: true })).toBe('runs as the edited plan asks');
    expect(await words({ ...edited, title: 'Roofs' })).toBe('runs as the edited plan asks');
  });

  it.each([
    ['nothing', {}, 400, 'request-invalid', 'step'],
    ['verify', {}, 409, 'step-not-reached', null],
    ['ingest', { comment: 'x' }, 422, 'change-not-allowed', null],
    ['draft', { output: { form: 'json', value: { title: 'x' } } }, 422, 'output-invalid', 'blocks'],
    ['plan', { output: { form: 'markdown', text: '# x' } }, 422, 'output-invalid', 'output.form'],
    ['verify', { output: { form: 'json', value: {} } }, 409, 'step-not-reached', null],
    ['plan', { question: '?' }, 400, 'question-invalid', 'question'],
    ['ingest', { documents: { remove: ['b.md'] } }, 400, 'request-invalid', 'documents.remove'],
    ['ingest', { documents: { remove: ['a.md'] } }, 400, 'no-documents', 'documents.remove'],
    ['ingest', { links: { add: ['ftp://x'] } }, 400, 'request-invalid', 'links.add'],
    ['plan', { colour: 'red' }, 400, 'request-invalid', 'changes'],
  ])('of %s with %j is refused', async (step, changes, status, code, field) => {
    await ended('done');
    expect((await preview(step, { changes })).json()).toMatchObject({ status, code, field });
  });
});

describe('a rewind', () => {
  it('of an open job is a message to it, once for the same body', async () => {
    const { revision } = await stands([...begun(at('ingest'))]);
    const added = await api.upload('b.md', 'The roof bears 2 tons.');
    const changes = { documents: { add: [added], remove: ['a.md'] } };
    for (let times = 0; times < 2; times += 1)
      expect((await post('messages/rewind', { step: 'ingest', changes, revision })).statusCode).toBe(200);
    const [first, second] = api.control.updates;
    if (first?.name !== 'rewind' || second?.name !== 'rewind') throw new Error('no rewind');
    expect(first.message.messageId).toBe(second.message.messageId);
    const { sources } = first.message.changes;
    expect(sources).toMatchObject({ count: 1, added: 1, removed: 1, linkCount: null });
    const list = attachmentListSchema.parse(await api.store.artifacts.getJson(sources?.list.sha256 ?? ''));
    expect(list.attachments.map(({ name }) => name)).toEqual(['b.md']);
    const stale = await post('messages/rewind', { step: 'ingest', revision: revision - 1 });
    expect(stale.json()).toMatchObject({ status: 409, code: 'revision-stale' });
  });

  it.each(['done', 'cancelled'] as const)('of a job that is %s goes on from its record', async (status) => {
    const { revision } = await ended(status);
    const body = { step: 'draft', changes: { comment: 'Shorter.' }, revision };
    const answers = [await post('messages/rewind', body), await post('messages/rewind', body)];
    expect(answers[0]?.json()).toMatchObject({ delivered: 'update', answer: { accepted: true, status: 'running' } });
    expect(answers[1]?.json()).toEqual(answers[0]?.json());
    expect(api.control.starts).toEqual([id, id]);
    expect(api.control.startedWith[1]).toMatchObject({ generation: 1, awaitsRun: true, endedAt: null });
    const [row] = (await api.request('GET', '/api/v1/jobs')).json().jobs;
    expect(row).toMatchObject({ id, status: 'running', endedAt: null });
  });

  it('of one that Temporal has forgotten goes on, and waits for Temporal where that is away', async () => {
    const { revision } = await ended('done');
    api.control.jobs.clear();
    const start = api.control.start.bind(api.control);
    api.control.start = async () => {
      throw new Error('the moment of a crash');
    };
    expect((await post('messages/rewind', { step: 'draft', revision })).statusCode).toBe(200);
    expect((await api.parts.views.answer(id)).overlay).toBeNull();
    expect((await post('messages/pause', {})).json()).toMatchObject({ code: 'job-moving' });
    api.control.start = start;
    await api.reconcile();
    expect(api.control.startedWith.at(-1)).toMatchObject({ generation: 1 });
  });

  it('of one that is stuck ends its run first', async () => {
    const { revision } = await stands([...begun(at('ingest'))]);
    const job = api.control.jobs.get(id);
    if (job !== undefined) job.trouble = 'TypeError';
    api.runs.records.clear();
    expect((await post('messages/rewind', { step: 'ingest', revision })).statusCode).toBe(200);
    expect(api.control.terminated).toEqual([id]);
    expect(api.control.startedWith.at(-1)).toMatchObject({ generation: 1 });
  });

  it('of one that waits and whose code fails only when it is asked ends its run at the first go', async () => {
    const { revision } = await stands([...begun(at('ingest'))]);
    api.runs.broken = '[TMPRL1100] Nondeterminism error';
    expect((await post('messages/rewind', { step: 'ingest', revision })).statusCode).toBe(200);
    expect(api.control.terminated).toEqual([id]);
    expect(api.control.startedWith.at(-1)).toMatchObject({ generation: 1 });
  });

  it('by two at once is one', async () => {
    const { revision } = await ended('done');
    const bodies = ['a', 'b'].map((comment) => ({ step: 'draft', changes: { comment }, revision }));
    const answers = await Promise.all(bodies.map((body) => post('messages/rewind', body)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(api.control.starts).toHaveLength(2);
  });

  it('is seen by who watched the job end, and again when the next run ends', async () => {
    const { revision } = await ended('done');
    const seen: (string | null)[] = [];
    const { current, leave } = await api.parts.watchers.watch(id, ({ view }) => seen.push(view.status));
    expect(current.view.status).toBe('done');
    await post('messages/rewind', { step: 'draft', revision });
    await eventually('the running job to be seen', () => (seen.at(-1) === 'running' ? true : undefined));
    leave();
  });
});

describe('the sweep', () => {
  it('never lets an old run have its way over a job that went back', async () => {
    const { revision } = await ended('done');
    const before = api.control.jobs.get(id);
    if (before === undefined) throw new Error('no job');
    await post('messages/rewind', { step: 'draft', revision });
    api.control.jobs.set(id, before);
    await api.reconcile();
    expect((await api.store.ledger.readRecord(id))?.view).toMatchObject({ generation: 1, endedAt: null });
    expect(api.control.starts).toHaveLength(3);
  });
});

describe('a sweep that saw the run open before the job went back', () => {
  it('does not let it have its way either', async () => {
    const { revision } = await stands([...begun(at('ingest'))]);
    const [describeJob, start] = [api.control.describe.bind(api.control), api.control.start.bind(api.control)];
    api.control.describe = async (jobId) => {
      api.control.describe = describeJob;
      const seen = await describeJob(jobId);
      Object.assign(api.control.jobs.get(id) ?? {}, { closedAs: 'TERMINATED' });
      api.control.start = async () => {
        throw new Error('the moment of a crash');
      };
      await post('messages/rewind', { step: 'ingest', revision });
      api.control.start = start;
      return seen;
    };
    await api.reconcile();
    expect((await api.store.ledger.readRecord(id))?.view).toMatchObject({ generation: 1, endedAt: null });
    await api.reconcile();
    expect(api.control.startedWith.at(-1)).toMatchObject({ generation: 1 });
  });
});

describe('a cancel', () => {
  it.each(['TERMINATED', null])('of a job without a run that could take it (%s) is written down', async (closedAs) => {
    await stands([...begun(at('ingest'))]);
    const job = api.control.jobs.get(id);
    if (job === undefined) throw new Error('no job');
    Object.assign(job, { closedAs, trouble: closedAs === null ? 'TypeError' : null });
    const answers = [await post('messages/cancel', {}), await post('messages/cancel', {})];
    expect(answers.map((answer) => answer.json().answer?.status)).toEqual(['cancelled', 'cancelled']);
    expect((await api.store.ledger.readRecord(id))?.view).toMatchObject({ status: 'cancelled' });
    expect(api.control.starts).toHaveLength(1);
  });
});

describe('steering', () => {
  it('cancels once, and once more after the job went back', async () => {
    for (let times = 0; times < 2; times += 1)
      expect((await post('messages/cancel', { reason: 'r' })).statusCode).toBe(200);
    const { revision } = await ended('cancelled');
    await post('messages/rewind', { step: 'draft', revision });
    await post('messages/cancel', { reason: 'r' });
    const ids = api.control.updates.map(({ message }) => message.messageId);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('is refused where the job has ended, with the ways to take it up again', async () => {
    await ended('done');
    for (const name of ['pause', 'resume', 'cancel']) {
      const refused = await post(`messages/${name}`, {});
      expect(refused.json()).toMatchObject({ status: 409, code: 'job-closed' });
      expect(refused.json().remedy).toContain('dossier rewind');
    }
  });
});

describe('a fork', () => {
  it('is a new job with what stands before the step, once for an id or key', async () => {
    await ended('done');
    const body = { step: 'draft', changes: { comment: 'For the board.' }, id: 'for-the-board' };
    const [first, second] = [await post('fork', body), await post('fork', body)];
    expect([first.statusCode, first.json()]).toMatchObject([201, { job: { id: 'for-the-board' }, created: true }]);
    expect([second.statusCode, second.json()]).toMatchObject([200, { created: false }]);
    expect(api.control.startedWith.at(-1)).toMatchObject({ lineage: { forkedFrom: id }, generation: 1 });
    const other = await post('fork', { ...body, changes: { comment: 'For all.' } });
    expect(other.json()).toMatchObject({ status: 409, code: 'job-id-taken', field: 'id' });
    const keyed = [];
    for (const key of ['k', 'k', 'l'])
      keyed.push((await post('fork', { step: 'plan' }, { 'idempotency-key': key })).json().job.id);
    expect(new Set(keyed).size).toBe(2);
  });

  it('is started by the sweep where Temporal was away', async () => {
    await ended('done');
    const start = api.control.start.bind(api.control);
    api.control.start = async () => {
      throw new Error('the moment of a crash');
    };
    expect((await post('fork', { step: 'draft', id: 'later' })).statusCode).toBe(201);
    api.control.start = start;
    await api.reconcile();
    expect(api.control.startedWith.at(-1)).toMatchObject({ input: { jobId: 'later' }, generation: 1 });
  });

  it('is none for a job that has not begun, which is told without waiting for it', async () => {
    const response = await api.request('GET', `/api/v1/jobs/${id}/lineage`);
    const none = { forkedFrom: null, ancestors: [], forks: [], generations: [{ generation: 0, branch: null }] };
    expect(lineageAnswerSchema.parse(response.json())).toMatchObject(none);
  });

  it('is told of by both jobs, and compared', async () => {
    await ended('done');
    const question = 'How many panels fit on both roofs?';
    await post('fork', { step: 'plan', changes: { question }, id: 'both-roofs' });
    const lineage = lineageAnswerSchema.parse((await api.request('GET', `/api/v1/jobs/${id}/lineage`)).json());
    expect(lineage).toMatchObject({
      forkedFrom: null,
      forks: [{ id: 'both-roofs', question, branch: { step: 'plan', changed: [`the question: "${question}"`] } }],
      generations: [{ generation: 0, branch: null, draft: { mediaType: 'application/json' } }],
    });
    const child = await api.store.ledger.readRecord('both-roofs');
    if (child?.state == null) throw new Error('no child');
    const refused = await api.request('GET', '/api/v1/jobs/both-roofs/compare');
    expect(refused.json()).toMatchObject({ status: 409, code: 'export-not-ready' });
    const generation = 1;
    const draft = await put(draftOf('The roof holds 24 panels.', 'They are heavy.'));
    const place = { step: 'draft' as const, generation, round: 2, item: null };
    const events: JobEvent[] = [
      ...begun(place),
      { type: 'place-done', place, output: draft, facts: {}, degraded: null, edited: false },
    ];
    await api.store.ledger.writeRecord(recordOf(stateAfter(events, child.state)));
    const compared = compareAnswerSchema.parse((await api.request('GET', '/api/v1/jobs/both-roofs/compare')).json());
    expect(compared).toMatchObject({ before: { job: id }, after: { job: 'both-roofs', question }, same: 0 });
    expect(compared.differences.map(({ kind }) => kind)).toEqual(['changed', 'added']);
    const nobody = await api.request('GET', `/api/v1/jobs/${id}/compare?with=7`);
    expect(nobody.json()).toMatchObject({ status: 400, code: 'request-invalid', field: 'generation' });
  });
});

describe('recovering', () => {
  const recover = (action: object, more: object = {}) =>
    post('messages/recover', { step: 'plan', attempt: 1, action, ...more });

  it('stores what a person wrote and sends references', async () => {
    await stands([...begun(at('plan')), parked(at('plan'))]);
    const { attempt = 1 } = (await api.parts.views.answer(id)).view.attention[0] ?? {};
    const sent = { attempt };
    await recover({ kind: 'supplyOutput', output: { form: 'json', value: PLAN } }, sent);
    await recover({ kind: 'editInput', changes: { question: 'How many panels, and why?', comment: 'c' } }, sent);
    await recover({ kind: 'switchModel', model: 'gpt-4o-mini' }, sent);
    await recover({ kind: 'skip', reason: 'r' }, sent);
    const actions = api.control.updates.map((one) => (one.name === 'recover' ? one.message.action : null));
    expect(actions).toMatchObject([
      { kind: 'supplyOutput', output: { mediaType: 'application/json' }, facts: {} },
      { kind: 'editInput', changes: { question: { text: 'How many panels, and why?' }, comment: 'c' } },
      { kind: 'switchModel', model: 'gpt-4o-mini' },
      { kind: 'skip', reason: 'r' },
    ]);
    const [supplied] = actions;
    if (supplied?.kind !== 'supplyOutput') throw new Error('nothing supplied');
    expect(await api.store.artifacts.getJson(supplied.output.sha256)).toEqual(PLAN);
  });

  it('refuses what does not fit before the job hears of it', async () => {
    await stands([...begun(at('plan')), parked(at('plan'))]);
    const wrong = await recover({ kind: 'supplyOutput', output: { form: 'json', value: { title: 'x' } } });
    expect(wrong.json()).toMatchObject({ status: 422, code: 'output-invalid', field: 'subQuestions' });
    const missing = { sha256: 'a'.repeat(64), bytes: 2, mediaType: 'application/json', title: 'x' };
    const gone = await recover({ kind: 'supplyOutput', output: { form: 'artifact', artifact: missing } });
    expect(gone.json()).toMatchObject({ status: 404, code: 'artifact-not-found' });
    const old = await recover({ kind: 'editInput', changes: { comment: 'c' } }, { attempt: 7 });
    expect(old.json()).toMatchObject({ status: 409, code: 'attempt-stale' });
    const parkedNot = await recover({ kind: 'editInput', changes: { comment: 'c' } }, { step: 'draft' });
    expect(parkedNot.json()).toMatchObject({ status: 409, code: 'not-parked' });
    expect(api.control.updates).toEqual([]);
  });
});
