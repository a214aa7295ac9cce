import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { attachmentListSchema } from '../../../contract/job-input.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
beforeEach(async () => {
  api = await openHarness();
});
afterEach(() => api.close());

const question = 'How many panels fit on the roof?';

describe('a start', () => {
  it('writes the record and starts the workflow with defaults by risk', async () => {
    const attachments = [await api.upload('roof/a.md', 'Twelve panels.')];
    const leftOut = [{ name: 'b.bin', reason: 'binary' }];
    const body = {
      question: `  ${question} `,
      attachments,
      leftOut,
      risk: 'high',
      model: 'm-1',
      models: { draft: 'm-2' },
    };
    const response = await api.request('POST', '/api/v1/jobs', body);
    expect([response.statusCode, response.json().created]).toEqual([201, true]);
    const { id } = response.json().job;
    expect(api.control.starts).toEqual([id]);
    const record = await api.store.ledger.readRecord(id);
    expect(record?.input).toMatchObject({
      question,
      gates: ['plan', 'approve'],
      models: { plan: 'm-1', research: 'm-1', draft: 'm-2', judge: 'm-1' },
      sourceCount: 1,
      owner: 'local',
    });
    const list = await api.store.artifacts.getJson(record?.input.sources.sha256 ?? '');
    expect(attachmentListSchema.parse(list)).toEqual({ attachments, leftOut });
    const brief = await api.store.artifacts.getJson(record?.input.brief.sha256 ?? '');
    expect(brief).toEqual({ question, audience: '', length: 'standard', language: 'English' });
  });

  it.each([
    ['?', '1 character'],
    ['x'.repeat(100_000), '100,000 characters'],
    ['   ', '0 characters'],
  ])('refuses a question by its length', async (wrong, words) => {
    const attachments = [await api.upload('a.md', 'x')];
    const response = await api.request('POST', '/api/v1/jobs', { question: wrong, attachments });
    expect(response.json()).toMatchObject({ status: 400, code: 'question-invalid', field: 'question' });
    expect(response.json().detail).toContain(words);
    expect(api.control.starts).toEqual([]);
  });

  it('refuses an attachment that was never uploaded, or has another size', async () => {
    const known = await api.upload('a.md', 'x');
    const unknown = { ...known, artifact: { ...known.artifact, sha256: 'f'.repeat(64) } };
    const missing = await api.request('POST', '/api/v1/jobs', { question, attachments: [known, unknown] });
    expect(missing.json()).toMatchObject({ status: 404, code: 'artifact-not-found', field: 'attachments.1.artifact' });
    const wrong = { ...known, artifact: { ...known.artifact, bytes: 7 } };
    const resized = await api.request('POST', '/api/v1/jobs', { question, attachments: [wrong] });
    expect(resized.json()).toMatchObject({ status: 400, code: 'request-invalid' });
  });

  it('refuses no documents, too many, and too large ones', async () => {
    const one = await api.upload('a.md', 'x');
    const codes = [];
    const large = { ...one, artifact: { ...one.artifact, bytes: 1_000_000_001 } };
    for (const attachments of [[], Array(2_001).fill(one), [large]]) {
      codes.push((await api.request('POST', '/api/v1/jobs', { question, attachments })).json().code);
    }
    expect(codes).toEqual(['no-documents', 'request-too-large', 'request-too-large']);
  });

  it('takes web pages alone: each address once, as it is kept', async () => {
    const links = ['https://example.org/a#part', ' HTTPS://EXAMPLE.org/a', 'http://127.1:8080'];
    const { id } = (await api.request('POST', '/api/v1/jobs', { question, links })).json().job;
    const record = await api.store.ledger.readRecord(id);
    expect(record?.input).toMatchObject({ sourceCount: 0, linkCount: 2 });
    const list = await api.store.artifacts.getJson(record?.input.sources.sha256 ?? '');
    expect(attachmentListSchema.parse(list)).toEqual({
      attachments: [],
      leftOut: [],
      links: ['https://example.org/a', 'http://127.0.0.1:8080/'],
    });
  });

  it.each([
    'ftp://example.org/a',
    'file:///etc/passwd',
    'http://ann:secret@example.org/',
    'nonsense',
    `http://e.org/${'x'.repeat(2_000)}`,
  ])('names the link that will not do: %s', async (wrong) => {
    const links = ['https://example.org/', wrong];
    const refused = (await api.request('POST', '/api/v1/jobs', { question, links })).json();
    expect(refused).toMatchObject({ status: 400, code: 'request-invalid', field: 'links.1' });
    expect(refused.detail).not.toContain('secret');
  });

  it('refuses more than 50 links', async () => {
    const links = Array.from({ length: 51 }, (_, index) => `https://example.org/${index}`);
    const refused = (await api.request('POST', '/api/v1/jobs', { question, links })).json();
    expect([refused.code, refused.field]).toEqual(['request-invalid', 'links']);
  });

  it('does not believe where an upload says that it came from', async () => {
    const one = await api.upload('a.md', 'x');
    const fetched = { address: 'https://example.org/', fetchedAt: '2026-11-20T12:00:00.000Z' };
    const { id } = (await api.request('POST', '/api/v1/jobs', { question, attachments: [{ ...one, fetched }] })).json()
      .job;
    const record = await api.store.ledger.readRecord(id);
    expect(await api.store.artifacts.getJson(record?.input.sources.sha256 ?? '')).toMatchObject({ attachments: [one] });
  });

  it('needs free disk', async () => {
    const attachments = [await api.upload('a.md', 'x')];
    const full = await openHarness({ artifacts: { ...api.store.artifacts, freeBytes: async () => 1_000_000 } });
    const start = await full.request('POST', '/api/v1/jobs', { question, attachments });
    expect(start.json()).toMatchObject({ status: 507, code: 'storage-full' });
    await full.close();
  });
});

describe('the same start again', () => {
  it('is the same job by id', async () => {
    const id = await api.start({ id: 'roof-1' });
    const attachments = [await api.upload('a.md', 'The roof holds 12 panels.')];
    const again = await api.request('POST', '/api/v1/jobs', { id, question, attachments });
    expect([again.statusCode, again.json()]).toEqual([200, { job: { id, status: 'running' }, created: false }]);
    expect(api.control.starts).toEqual([id]);
  });

  it('with another input is a conflict', async () => {
    const id = await api.start({ id: 'roof-1' });
    const attachments = [await api.upload('a.md', 'Another text.')];
    const other = await api.request('POST', '/api/v1/jobs', { id, question, attachments });
    expect(other.json()).toMatchObject({ status: 409, code: 'job-id-taken', field: 'id' });
  });

  it('is the same job by idempotency key', async () => {
    const attachments = [await api.upload('a.md', 'x')];
    const send = async (key: string) =>
      (await api.request('POST', '/api/v1/jobs', { question, attachments }, { 'idempotency-key': key })).json().job.id;
    const [first, second, third] = [await send('k'), await send('k'), await send('other')];
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  it('without id or key is another job', async () => {
    expect(await api.start()).not.toBe(await api.start());
  });
});

describe('a start that Temporal did not take', () => {
  it('is accepted, shown, and started by the sweep, once', async () => {
    api.control.hasTemporal = false;
    const id = await api.start();
    expect((await api.request('GET', `/api/v1/jobs/${id}`)).json()).toMatchObject({
      from: 'record',
      overlay: { kind: 'unreachable' },
    });
    await api.reconcile();
    expect(api.control.starts).toEqual([]);
    api.control.hasTemporal = true;
    await api.reconcile();
    await api.reconcile();
    expect(api.control.starts).toEqual([id]);
  });

  it('is started although Temporal still knows a deleted job of the same id', async () => {
    api.control.hasTemporal = false;
    const id = await api.start({ id: 'roof-1' });
    api.control.hasTemporal = true;
    const input = (await api.store.ledger.readRecord(id))?.input;
    if (input === undefined) throw new Error('no record');
    await api.control.start(input, 'Roof');
    Object.assign(api.control.jobs.get(id) ?? {}, { closedAs: 'COMPLETED', startedAt: 0 });
    await api.reconcile();
    expect(api.control.starts).toEqual([id, id]);
  });
});

describe('a start of a check', () => {
  it('asks whether the document holds, and keeps it apart from its sources', async () => {
    const document = await api.upload('memo.md', 'It costs 6 dollars.');
    const source = await api.upload('list.md', 'It costs 5 dollars.');
    const attachments = [source, { ...document, name: 'copy of memo.md' }];
    const response = await api.request('POST', '/api/v1/jobs', { kind: 'check', document, attachments });
    expect(response.statusCode).toBe(201);
    const { id } = response.json().job;
    expect(id).toMatch(/^check-/);
    const record = await api.store.ledger.readRecord(id);
    expect(record?.input).toMatchObject({
      ...{ kind: 'check', question: 'Does “memo.md” hold against its sources?', sourceCount: 1, gates: ['approve'] },
    });
    expect(record?.view.kind).toBe('check');
    const list = await api.store.artifacts.getJson(record?.input.sources.sha256 ?? '');
    const reason = 'It is the document that is checked, which is no evidence for itself.';
    expect(attachmentListSchema.parse(list)).toEqual({
      ...{ attachments: [source], leftOut: [{ name: 'copy of memo.md', reason }], document },
    });
  });

  it('keeps a question that was asked', async () => {
    const document = await api.upload('memo.md', 'It costs 6 dollars.');
    const attachments = [await api.upload('list.md', 'It costs 5 dollars.')];
    const body = { kind: 'check', document, attachments, question: 'Do the prices hold?' };
    const response = await api.request('POST', '/api/v1/jobs', body);
    expect((await api.store.ledger.readRecord(response.json().job.id))?.input.question).toBe('Do the prices hold?');
  });

  it('is refused without a document, without other sources, and a report with one', async () => {
    const document = await api.upload('memo.md', 'It costs 6 dollars.');
    const attachments = [await api.upload('list.md', 'It costs 5 dollars.')];
    const refused = async (body: object) => (await api.request('POST', '/api/v1/jobs', body)).json();
    expect(await refused({ kind: 'check', attachments })).toMatchObject({ code: 'request-invalid', field: 'document' });
    expect(await refused({ question, document, attachments })).toMatchObject({
      code: 'request-invalid',
      field: 'document',
    });
    const alone = await refused({ kind: 'check', document, attachments: [document] });
    expect(alone).toMatchObject({ code: 'no-documents', field: 'attachments' });
    const artifact = { ...document.artifact, sha256: 'f'.repeat(64) };
    const unknown = await refused({ kind: 'check', document: { ...document, artifact }, attachments });
    expect(unknown).toMatchObject({ code: 'artifact-not-found', field: 'document.artifact' });
  });
});
