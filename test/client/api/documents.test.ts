import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { historyAnswerSchema } from '../../../contract/api-answers.ts';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
let id: string;
beforeEach(async () => {
  api = await openHarness();
  id = await api.start();
});
afterEach(() => api.close());

const get = (path: string) => api.request('GET', `/api/v1${path}`);
const ENDED = '2026-11-20T01:00:00.000Z';
const DRAFT = {
  title: 'Roof',
  blocks: [{ type: 'heading', id: 'b1', level: 1, text: 'Panels' }],
};

async function reportFiles(text: string): Promise<{ report: ArtifactRef; files: Record<string, ArtifactRef> }> {
  const put = (content: string, mediaType: string) =>
    api.store.artifacts.putText(content, { mediaType, title: 'Report' });
  const files = {
    markdown: await put(`# ${text}`, 'text/markdown'),
    html: await put(`<h1>${text}</h1>`, 'text/html'),
    bundle: await put(JSON.stringify({ text }), 'application/json'),
  };
  return { files, report: await api.store.artifacts.putJson(files, 'Report') };
}

describe('an artifact', () => {
  it('is streamed as bytes that nothing runs, for ever the same', async () => {
    const { sha256 } = await api.store.artifacts.putText('<script>', { mediaType: 'text/html', title: 'x' });
    const response = await get(`/artifacts/${sha256}`);
    expect(response.body).toBe('<script>');
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${sha256}"`,
      'x-content-type-options': 'nosniff',
      'content-length': '8',
      'cache-control': expect.stringMatching('immutable'),
    });
  });

  it('that is not there, or has no hash for a name, is a problem that nobody caches', async () => {
    const missing = await get(`/artifacts/${'f'.repeat(64)}`);
    expect(missing.json()).toMatchObject({ status: 404, code: 'artifact-not-found' });
    expect(missing.headers['cache-control']).toBe('no-store');
    expect((await get('/artifacts/..%2f..%2fledger.sqlite')).json()).toMatchObject({
      status: 400,
      code: 'request-invalid',
    });
  });
});

describe('the draft', () => {
  it('is what waits at the gate, else the latest', async () => {
    expect((await get(`/jobs/${id}/draft`)).json()).toMatchObject({ status: 409, code: 'export-not-ready' });
    const draft = await api.store.artifacts.putJson(DRAFT, 'Draft');
    api.control.change(id, { artifacts: { draft } });
    const markdown = await get(`/jobs/${id}/draft`);
    expect(markdown.body).toMatch(/^# Roof\n/);
    expect(markdown.headers).toMatchObject({ 'x-dossier-artifact': draft.sha256, 'content-type': /markdown/ });
    expect(JSON.parse((await get(`/jobs/${id}/draft?format=json`)).body)).toEqual(DRAFT);
  });

  it('at a plan gate is the plan', async () => {
    const subQuestions = [{ id: 'q1', question: 'How many?', why: '' }];
    const plan = { title: 'Roof', subQuestions, outline: [], successCriteria: ['A number'], wouldChangeTheAnswer: [] };
    const artifact = await api.store.artifacts.putJson(plan, 'Plan');
    const gate = {
      id: 'plan@0.1',
      step: 'plan' as const,
      item: null,
      round: 1,
      artifact,
      beside: null,
      openedAt: ENDED,
      questions: [],
    };
    api.control.change(id, { gates: [gate] });
    expect((await get(`/jobs/${id}/draft`)).body).toBe(
      '# Roof\n\n## Questions\n\n- q1: How many?\n\n## Done when\n\n- A number\n',
    );
    expect(JSON.parse((await get(`/jobs/${id}/draft?format=json`)).body)).toEqual(plan);
  });

  it.each(['pdf', '../x'])('has no format %s', async (format) => {
    const response = await get(`/jobs/${id}/draft?format=${format}`);
    expect(response.json()).toMatchObject({ status: 400, code: 'request-invalid', field: 'format' });
  });
});

describe('the export', () => {
  it('is not ready before the report', async () => {
    expect((await get(`/jobs/${id}/export/md`)).json()).toMatchObject({
      ...{ status: 409, code: 'export-not-ready', detail: expect.stringContaining('has no report yet') },
      remedy: expect.stringContaining('Wait until the job is done'),
    });
  });

  it('does not ask to wait for a report that never comes', async () => {
    await api.record(id, { status: 'cancelled', endedAt: ENDED });
    expect((await get(`/jobs/${id}/export/md`)).json()).toMatchObject({
      ...{ status: 409, code: 'export-not-ready', detail: expect.stringContaining('ended without a report') },
      remedy: expect.not.stringContaining('Wait'),
    });
  });

  it.each([
    ['md', '# Done', /^text\/markdown/],
    ['html', '<h1>Done</h1>', /^text\/html/],
    ['json', '{"text":"Done"}', /^application\/json/],
  ])('has the format %s, as an attachment', async (format, body, type) => {
    const { report } = await reportFiles('Done');
    await api.record(id, { status: 'done', endedAt: ENDED, artifacts: { report } });
    const response = await get(`/jobs/${id}/export/${format}`);
    expect(response.body).toBe(body);
    expect(response.headers['content-type']).toMatch(type);
    expect(response.headers['content-disposition']).toBe(`attachment; filename="${id}.${format}"`);
    expect(response.headers['content-security-policy']).toMatch('sandbox');
  });

  it('has no other format', async () => {
    expect((await get(`/jobs/${id}/export/exe`)).json()).toMatchObject({ status: 400, field: 'format' });
  });
});

describe('the history', () => {
  it('tells what happened and what was paid', async () => {
    const entry = { at: ENDED, place: null, actor: 'local', words: 'The job started.' };
    await api.record(id, { status: 'done', endedAt: ENDED, journal: [entry] });
    const identity = {
      jobId: id,
      generation: 0,
      round: 1,
      step: 'plan',
      item: '',
      turn: 0,
      attempt: 1,
      sample: 0,
    } as const;
    const request = await api.store.artifacts.putText('{}', { mediaType: 'application/json', title: 'Request' });
    const texts = { holder: 'h', task: 'plan', modelAsked: 'm', promptId: 'p', promptHash: 'h' };
    const whose = { organisation: 'local', owner: 'local', requestHash: 'a'.repeat(64) };
    await api.store.ledger.reserveCall({ identity, request, ...texts, ...whose });
    const answer = historyAnswerSchema.parse((await get(`/jobs/${id}/history`)).json());
    expect(answer).toMatchObject({
      entries: [entry],
      decisions: [],
      calls: [{ step: 'plan', state: 'reserved', modelAsked: 'm' }],
    });
  });
});

describe('deleting', () => {
  const remove = () => api.request('DELETE', `/api/v1/jobs/${id}`);

  it('refuses an open job', async () => {
    expect((await remove()).json()).toMatchObject({ status: 409, code: 'job-open' });
  });

  it('removes the job and what only it names', async () => {
    api.parts.clock = () => Date.now() + 61_000;
    const own = await api.upload('own.md', 'Only here.');
    const shared = await api.upload('shared.md', 'Also there.');
    const other = await api.start({ attachments: [shared] });
    id = await api.start({ attachments: [own, shared] });
    const { report, files } = await reportFiles('Done');
    await api.record(id, { status: 'done', endedAt: ENDED, artifacts: { report } });
    expect((await remove()).statusCode).toBe(204);
    expect((await get(`/jobs/${id}`)).json().code).toBe('job-not-found');
    const there = async (ref: ArtifactRef | undefined) => (await api.store.artifacts.stat(ref?.sha256 ?? '')) !== null;
    expect(await Promise.all([own.artifact, report, files.markdown].map(there))).toEqual([false, false, false]);
    expect(await there(shared.artifact)).toBe(true);
    expect((await get(`/jobs/${other}`)).statusCode).toBe(200);
    expect(api.control.forgotten).toEqual([id]);
    expect((await remove()).json()).toMatchObject({ status: 404, code: 'job-not-found' });
  });

  it('removes the snapshots of its web pages, and what was read from them', async () => {
    const put = (text: string) => api.store.artifacts.putText(text, { mediaType: 'text/html', title: text });
    const [page, passages] = [await put('page'), await put('passages')];
    const origin = { kind: 'web' as const, address: 'https://example.org/', fetchedAt: ENDED };
    const source = { ...page, status: 'read', id: 's1', origin, passageCount: 1, passages, tables: [], headings: [] };
    const sources = await api.store.artifacts.putJson({ sources: [source], index: null }, 'Sources');
    await api.record(id, { status: 'done', endedAt: ENDED, artifacts: { sources } });
    expect((await remove()).statusCode).toBe(204);
    const sizes = await Promise.all([page, passages, sources].map(({ sha256 }) => api.store.artifacts.stat(sha256)));
    expect(sizes).toEqual([null, null, null]);
  });

  it('removes a job that had begun and that Temporal has lost: nothing else could ever end it', async () => {
    api.control.jobs.delete(id);
    expect((await remove()).json().code).toBe('job-open');
    await api.record(id, { status: 'running' });
    expect((await remove()).statusCode).toBe(204);
  });

  it('removes a job that Temporal has closed, although its record is open', async () => {
    Object.assign(api.control.jobs.get(id) ?? {}, { closedAs: 'TERMINATED' });
    expect((await remove()).statusCode).toBe(204);
  });
});
