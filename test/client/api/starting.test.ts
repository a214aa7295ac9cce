import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { estimateAnswerSchema } from '../../../contract/estimate-api.ts';
import { sampleAnswerSchema } from '../../../contract/sample-api.ts';
import { type Harness, openHarness } from './api-harness.ts';
import { FakeReadingControl } from './fake-reading-control.ts';

const readings = new FakeReadingControl();
let api: Harness;
beforeAll(async () => {
  api = await openHarness({ readings });
});
afterAll(() => api.close());

const READ = {
  status: 'read',
  ...{ mediaType: 'application/pdf', pages: 12, words: 8_410, passages: 60, tables: 1 },
  ...{ remarks: ['Page 3 is an image.'], preview: 'The roof' },
};

describe('the extraction of an upload', () => {
  it('is what reading gave, of the same bytes and the extension of the name', async () => {
    const { artifact } = await api.upload('Dach.PDF', 'The roof holds 12 panels.');
    readings.gives = async () => ({ digest: await api.store.artifacts.putJson(READ, 'Digest') });
    const url = `/api/v1/uploads/${artifact.sha256}/extraction`;
    const response = await api.request('POST', url, { name: 'Dach.PDF' });
    expect([response.statusCode, response.json()]).toEqual([200, READ]);
    expect(readings.asked.at(-1)).toMatchObject({ sha256: artifact.sha256, bytes: 25, extension: 'pdf' });
    expect(JSON.stringify(readings.asked)).not.toMatch('Dach');
  });

  it('says how far reading is while it lasts', async () => {
    const { artifact } = await api.upload('a.md', 'Long.');
    readings.gives = async () => ({ progress: { passages: 300, rows: 0 } });
    const response = await api.request('POST', `/api/v1/uploads/${artifact.sha256}/extraction`, { name: 'a.md' });
    expect(response.json()).toEqual({ status: 'reading', progress: { passages: 300, rows: 0 } });
  });

  it('needs the bytes', async () => {
    const nothing = createHash('sha256').update('nothing').digest('hex');
    const response = await api.request('POST', `/api/v1/uploads/${nothing}/extraction`, { name: 'a.md' });
    expect(response.json()).toMatchObject({
      status: 404,
      code: 'artifact-not-found',
      remedy: 'Upload the file first.',
    });
  });
});

describe('an estimate', () => {
  const body = { question: 'How many panels?', attachments: [{ words: 2_000 }] };

  it('goes by sizes alone where no job was finished, and names no cost', async () => {
    const answer = estimateAnswerSchema.parse((await api.request('POST', '/api/v1/estimates', body)).json());
    expect(answer.costMicroUsd).toBeNull();
    expect(answer.whyNoCost).toMatch('No report has been finished here yet');
    expect(answer.tokens.most).toBeGreaterThan(answer.tokens.likely);
  });

  it('goes by what a finished job took and cost', async () => {
    const id = await api.start();
    const before = await api.store.ledger.readRecord(id);
    const totals = { ...before?.view.totals, inputTokens: 90_000, outputTokens: 10_000, costMicroUsd: 1_000_000 };
    await api.record(id, {
      status: 'done',
      models: ['big'],
      totals: totals as never,
      endedAt: '2026-11-20T01:00:00.000Z',
    });
    const answer = estimateAnswerSchema.parse((await api.request('POST', '/api/v1/estimates', body)).json());
    expect(answer.basis).toMatch('the last report');
    expect(answer.costMicroUsd?.likely).toBe(Math.ceil(answer.tokens.likely * 10));
    const other = await api.request('POST', '/api/v1/estimates', { ...body, model: 'small' });
    expect(other.json()).toMatchObject({ costMicroUsd: null, whyNoCost: 'The price of small is not known.' });
  });
});

describe('the sample', () => {
  it('is stored, and can be started as it is answered', async () => {
    const { question, attachments, audience, length, risk, tags } = sampleAnswerSchema.parse(
      (await api.request('GET', '/api/v1/sample')).json(),
    );
    expect(attachments.map(({ name }) => name)).toEqual(expect.arrayContaining(['usage.csv', 'steering-minutes.docx']));
    const started = await api.request('POST', '/api/v1/jobs', { question, attachments, audience, length, risk, tags });
    expect(started.statusCode).toBe(201);
  });
});
