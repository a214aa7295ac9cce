import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import type { Draft } from '../../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../../contract/draft/print-markdown.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
let id: string;
let shown: ArtifactRef;
beforeEach(async () => {
  api = await openHarness();
  id = await api.start();
  shown = await openGate('approve', DRAFT);
});
afterEach(() => api.close());

const DRAFT: Draft = {
  title: 'Roof',
  blocks: [
    {
      type: 'paragraph',
      id: 'b1',
      sentences: [{ id: 's1', kind: 'fact', text: 'The roof holds 12 panels.', evidence: ['e1'] }],
    },
  ],
};
const PLAN = {
  title: 'Roof',
  subQuestions: [{ id: 'q1', question: 'How many?', why: '' }],
  outline: [],
  successCriteria: [],
  wouldChangeTheAnswer: [],
};

/** The gate of a step opens on a new artifact, in the job and in its record. */
async function openGate(step: 'plan' | 'approve', content: object): Promise<ArtifactRef> {
  const artifact = await api.store.artifacts.putJson(content, 'Shown');
  const openedAt = '2026-11-20T00:00:00.000Z';
  const gate = { id: `${step}@0.1`, step, item: null, round: 1, artifact, beside: null, openedAt, questions: [] };
  api.control.change(id, { status: 'waiting', gates: [gate] });
  await api.record(id, { status: 'waiting', gates: [gate] });
  return artifact;
}

const send = (name: string, body: object, headers = {}) =>
  api.request('POST', `/api/v1/jobs/${id}/messages/${name}`, body, headers);
const decide = (more: object = {}) =>
  send('decide', { gate: 'approve@0.1', artifact: shown.sha256.slice(0, 12), round: 1, decision: 'approve', ...more });

describe('a decision', () => {
  it('is sent with the whole hash, the actor of the session and an id that a repeat shares', async () => {
    const body = { actor: { id: 'mallory', roles: [], via: 'api' }, messageId: 'x' };
    const first = await decide(body);
    expect([first.statusCode, first.json()]).toMatchObject([200, { delivered: 'update', answer: { accepted: true } }]);
    await decide();
    await decide({ comment: 'another' });
    const [a, b, c] = api.control.updates.map(({ message }) => message);
    expect(a).toMatchObject({ artifact: shown.sha256, actor: { id: 'local', via: 'api' } });
    expect(a?.messageId).toBe(b?.messageId);
    expect(a?.messageId).not.toBe(c?.messageId);
  });

  it('names the surface that it came through', async () => {
    await send('cancel', {}, { 'x-dossier-via': 'cli' });
    expect(api.control.updates[0]?.message.actor.via).toBe('cli');
  });

  it.each([
    [{ artifact: 'ffffffff' }, 409, 'gate-stale', 'artifact'],
    [{ gate: 'plan@0.9' }, 409, 'gate-unknown', 'gate'],
    [{ artifact: 'abc' }, 400, 'request-invalid', 'artifact'],
    [{ decision: 'maybe' }, 400, 'request-invalid', 'decision'],
    [{ decision: 'edit' }, 400, 'decision-incomplete', 'edited'],
    [{ editedMarkdown: 'x' }, 400, 'request-invalid', 'editedMarkdown'],
  ])('like %j is refused', async (more, status, code, field) => {
    expect((await decide(more)).json()).toMatchObject({ status, code, field });
    expect(api.control.updates).toEqual([]);
  });

  it('that the job refuses comes back with the code and words of the job', async () => {
    api.control.refusal = { code: 'gate-already-decided', words: 'Decided two minutes ago.' };
    expect((await decide()).json()).toMatchObject({
      status: 409,
      code: 'gate-already-decided',
      detail: 'Decided two minutes ago.',
    });
  });

  it('about a gate that was decided resolves to the same message', async () => {
    await decide();
    const [sent] = api.control.updates;
    if (sent?.name !== 'decide') throw new Error('no decision');
    const { actor, ...said } = sent.message;
    const decision = { ...said, actor, step: 'approve' as const, at: '2026-11-20T00:00:00.000Z', selfApproved: true };
    api.control.change(id, { gates: [], decisions: [decision] });
    await decide();
    expect(api.control.updates[1]?.message.messageId).toBe(said.messageId);
  });
});

describe('an edit', () => {
  it('stores the parsed draft and names it', async () => {
    const editedMarkdown = printDraftMarkdown(DRAFT).replace('12 panels', '14 panels');
    expect((await decide({ decision: 'edit', editedMarkdown })).statusCode).toBe(200);
    const [sent] = api.control.updates;
    if (sent?.name !== 'decide' || sent.message.edited === null) throw new Error('nothing edited');
    const stored = await api.store.artifacts.getJson(sent.message.edited.sha256);
    expect(stored).toMatchObject({
      blocks: [{ sentences: [{ text: 'The roof holds 14 panels.', evidence: ['e1'] }] }],
    });
  });

  it('that has closed its gate resolves to the same message', async () => {
    const edit = { decision: 'edit', editedMarkdown: printDraftMarkdown(DRAFT).replace('12 panels', '14 panels') };
    await decide(edit);
    const [sent] = api.control.updates;
    if (sent?.name !== 'decide') throw new Error('no decision');
    const { actor, ...said } = sent.message;
    const decision = { ...said, actor, step: 'approve' as const, at: '2026-11-20T00:00:00.000Z', selfApproved: true };
    api.control.change(id, { gates: [], decisions: [decision] });
    expect((await decide(edit)).statusCode).toBe(200);
    expect(api.control.updates[1]?.message.messageId).toBe(said.messageId);
  });

  it('of a draft that cannot be read names the line', async () => {
    const response = await decide({ decision: 'edit', editedMarkdown: '# Roof\n\nA new claim.[^e9]\n' });
    expect(response.json()).toMatchObject({ status: 422, code: 'draft-markdown-invalid' });
    expect(response.json().detail).toMatch(/line 3/i);
  });

  it('of a plan is JSON', async () => {
    shown = await openGate('plan', PLAN);
    const edit = (editedMarkdown: string) => decide({ gate: 'plan@0.1', decision: 'edit', editedMarkdown });
    expect((await edit('{')).json()).toMatchObject({ status: 400, code: 'decision-incomplete' });
    expect((await edit('{"title":"x"}')).json().detail).toMatch('subQuestions');
    const twice = { ...PLAN, subQuestions: [...PLAN.subQuestions, ...PLAN.subQuestions] };
    expect((await edit(JSON.stringify(twice))).json().detail).toMatch('the same id');
    expect((await edit(JSON.stringify({ ...PLAN, title: 'Roofs' }))).statusCode).toBe(200);
  });

  it('by reference needs the artifact to be here', async () => {
    const edited = { ...shown, sha256: 'e'.repeat(64) };
    expect((await decide({ decision: 'edit', edited })).json()).toMatchObject({
      status: 404,
      code: 'artifact-not-found',
    });
    expect((await decide({ decision: 'edit', edited: shown })).statusCode).toBe(200);
  });
});

describe('an edit by reference', () => {
  it('is refused where the artifact is not what the step goes on from', async () => {
    const { artifacts } = api.store;
    const wrong = await artifacts.putJson(PLAN, 'A plan at the gate of a draft');
    const refused = await decide({ decision: 'edit', edited: wrong });
    expect(refused.json()).toMatchObject({ status: 400, code: 'decision-incomplete', field: 'edited' });
    const text = (await api.upload('edited.md', '# Roof')).artifact;
    expect((await decide({ decision: 'edit', edited: text })).json().code).toBe('decision-incomplete');
    expect(api.control.updates).toEqual([]);
  });
});

describe('the other messages', () => {
  it('recover names the attempt that was shown', async () => {
    const body = { step: 'draft', attempt: 2, action: { kind: 'retry' } };
    await send('recover', body);
    await send('recover', body);
    const [a, b] = api.control.updates;
    expect(a).toMatchObject({ name: 'recover', message: { step: 'draft', item: null, attempt: 2 } });
    expect(a?.message.messageId).toBe(b?.message.messageId);
    const unknown = await send('recover', { ...body, step: 'nothing' });
    expect(unknown.json()).toMatchObject({ status: 400, code: 'request-invalid', field: 'step' });
  });

  it('recover of the same attempt in a later round is another message', async () => {
    const body = { step: 'draft', attempt: 1, action: { kind: 'retry' } };
    await send('recover', body);
    const { steps } = (await api.parts.views.answer(id)).view;
    const later = steps.map((step) => (step.step === 'draft' ? { ...step, round: 2, key: 'draft@0.2' } : step));
    api.control.change(id, { steps: later });
    await send('recover', body);
    const [a, b] = api.control.updates;
    expect(a?.message.messageId).not.toBe(b?.message.messageId);
  });

  it('pause and resume are new each time, unless a key says otherwise', async () => {
    for (const headers of [{}, {}, { 'idempotency-key': 'k' }, { 'idempotency-key': 'k' }])
      await send('pause', {}, headers);
    await send('resume', {});
    const ids = api.control.updates.map(({ message }) => message.messageId);
    expect(new Set(ids).size).toBe(4);
    expect(ids[2]).toBe(ids[3]);
  });

  it('setBudget reaches the job with its limit', async () => {
    expect((await send('setBudget', { limitMicroUsd: 5 })).statusCode).toBe(200);
    expect(api.control.updates[0]).toMatchObject({ name: 'setBudget', message: { limitMicroUsd: 5, reason: '' } });
    expect((await send('setBudget', { limitMicroUsd: -1 })).json()).toMatchObject({ code: 'request-invalid' });
  });

  it('that do not exist are not found', async () => {
    expect((await send('dance', {})).json()).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('to a job that is not there, or has ended, are refused', async () => {
    const missing = await api.request('POST', '/api/v1/jobs/no-such-job/messages/pause', {});
    expect(missing.json()).toMatchObject({ status: 404, code: 'job-not-found' });
    await api.record(id, { status: 'cancelled', endedAt: '2026-11-20T00:00:00.000Z' });
    expect((await send('pause', {})).json()).toMatchObject({ status: 409, code: 'job-closed' });
  });

  it('to a job that is about to start, or was closed from outside, say which', async () => {
    const job = api.control.jobs.get(id);
    if (job === undefined) throw new Error('no job');
    job.closedAs = 'TERMINATED';
    expect((await send('pause', {})).json().code).toBe('job-closed');
    api.control.hasTemporal = false;
    id = await api.start();
    api.control.hasTemporal = true;
    expect((await send('pause', {})).json().code).toBe('job-moving');
  });
});

describe('a job that moves to a new run', () => {
  it('gets the message again until it stands still, under the same id', async () => {
    const update = api.control.update.bind(api.control);
    const told: string[] = [];
    api.control.update = (jobId, outgoing) => {
      told.push(outgoing.message.messageId);
      api.control.refusal = told.length < 3 ? { code: 'job-moving', words: 'Moving.' } : null;
      return update(jobId, outgoing);
    };
    expect((await send('pause', {})).json()).toMatchObject({ delivered: 'update' });
    expect(told).toEqual([told[0], told[0], told[0]]);
    expect(api.control.updates).toHaveLength(1);
  });
});

describe('while no worker answers', () => {
  beforeEach(() => {
    api.control.hasWorker = false;
  });

  it('decide and cancel are left as signals', async () => {
    const decided = await decide();
    expect([decided.statusCode, decided.json()]).toMatchObject([202, { delivered: 'signal' }]);
    expect((await send('cancel', { reason: 'enough' })).statusCode).toBe(202);
    expect(api.control.signals).toMatchObject([
      { name: 'decide', message: { artifact: shown.sha256, messageId: decided.json().messageId } },
      { name: 'cancel', message: { reason: 'enough' } },
    ]);
  });

  it('the others are refused for now', async () => {
    const response = await send('pause', {});
    expect(response.json()).toMatchObject({ status: 503, code: 'job-unanswered' });
    expect(response.headers['retry-after']).toBe('1');
  });

  it('nothing is accepted while Temporal is away too', async () => {
    api.control.hasTemporal = false;
    expect((await decide()).json()).toMatchObject({ status: 503, code: 'temporal-unreachable' });
  });
});
