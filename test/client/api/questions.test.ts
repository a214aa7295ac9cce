import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ANSWER_CHARS, QUESTION_CHARS } from '../../../contract/questions.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
let id: string;
beforeEach(async () => {
  api = await openHarness();
  id = await api.start();
});
afterEach(() => api.close());

const gate = 'approve@0.1';
const send = (name: string, body: object, headers = {}) =>
  api.request('POST', `/api/v1/jobs/${id}/messages/${name}`, body, headers);

describe('a question', () => {
  it('goes to the job with the actor of the session; each is new, unless a key says otherwise', async () => {
    const body = { gate, text: ' Is the roof new? ', actor: { id: 'mallory', roles: [], via: 'api' } };
    const sent = await send('ask', body);
    expect([sent.statusCode, sent.json()]).toMatchObject([200, { delivered: 'update', answer: { accepted: true } }]);
    await send('ask', body);
    for (let times = 0; times < 2; times += 1) await send('ask', body, { 'idempotency-key': 'k' });
    const asked = api.control.updates.map(({ message }) => message);
    expect(asked[0]).toMatchObject({ gate, text: 'Is the roof new?', actor: { id: 'local' } });
    expect(sent.json().messageId).toBe(asked[0]?.messageId);
    const [first, second, third, fourth] = asked.map(({ messageId }) => messageId);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(fourth).toBe(third);
  });

  it('is refused with the reason of the job, and never left as a signal', async () => {
    api.control.refusal = { code: 'gate-closed', words: 'Gate approve@0.1 was closed.' };
    expect((await send('ask', { gate, text: 'Why?' })).json()).toMatchObject({ status: 409, code: 'gate-closed' });
    api.control.refusal = null;
    api.control.hasWorker = false;
    expect((await send('ask', { gate, text: 'Why?' })).json()).toMatchObject({ code: 'job-unanswered' });
    expect(api.control.signals).toEqual([]);
  });

  it('has a text, and no book', async () => {
    for (const text of [' ', 'x'.repeat(QUESTION_CHARS + 1)])
      expect((await send('ask', { gate, text })).json()).toMatchObject({ code: 'request-invalid', field: 'text' });
  });
});

describe('an answer of a person', () => {
  it('is the same message when it is repeated', async () => {
    const body = { gate, question: 'q', text: 'It is.' };
    await send('answer', body);
    await send('answer', body);
    await send('answer', { ...body, text: 'It is not.' });
    const [a, b, c] = api.control.updates.map(({ message }) => message.messageId);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(api.control.updates[0]).toMatchObject({ name: 'answer', message: body });
    const long = await send('answer', { ...body, text: 'x'.repeat(ANSWER_CHARS + 1) });
    expect(long.json()).toMatchObject({ code: 'request-invalid', field: 'text' });
  });
});
