import { describe, expect, test } from '@jest/globals';
import OpenAI from 'openai';
import { causesOf, scrubbed } from '../../../activities/models/causes.ts';
import { DossierError } from '../../../contract/failures.ts';

describe('causesOf', () => {
  test('begins with the root and ends with the error itself', () => {
    const root = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const thrown = new OpenAI.APIConnectionError({ cause: new TypeError('fetch failed', { cause: root }) });
    expect(causesOf(thrown)).toEqual(['connect ECONNREFUSED 127.0.0.1:1', 'fetch failed', 'Connection error.']);
  });

  test('names a code that the words leave out, and takes the first of several errors', () => {
    const first = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
    const thrown = new DossierError('model-unavailable', 'The provider broke off.', {
      cause: new AggregateError([first, new Error('second')], ''),
    });
    expect(causesOf(thrown)).toEqual(['other side closed (UND_ERR_SOCKET)', 'The provider broke off.']);
  });

  test('leaves out what only repeats another link, and ends where causes go round', () => {
    const inner = new Error('The disk is full.');
    const outer = new Error('The disk is full.', { cause: inner });
    inner.cause = outer;
    expect(causesOf(outer)).toEqual(['The disk is full.']);
  });

  test('takes whatever is thrown, on one short line', () => {
    expect(causesOf('oops')).toEqual(['oops']);
    expect(causesOf(undefined)).toEqual([]);
    expect(causesOf({ no: 'error' })).toEqual(['Something was thrown that is no error.']);
    const [line] = causesOf(new Error(`first\nsecond ${'x'.repeat(400)}`));
    expect(line).toMatch(/^first second x+…$/);
    expect(line).toHaveLength(300);
  });
});

test.each([
  ['Wrong key sk-proj-abc_123.def', 'Wrong key sk-…'],
  ['Authorization: Bearer eyJhbGciOi.xyz failed', 'Authorization: Bearer … failed'],
  ['connect postgres://user:hunter22@db:5432/x', 'connect postgres://…@db:5432/x'],
  ['Incorrect API key provided: abcd1234. See', 'Incorrect API key provided: … See'],
  ['{"api_key":"abcd1234","n":1}', '{"api_key":"…","n":1}'],
  ['The limit is 30000 tokens per minute', 'The limit is 30000 tokens per minute'],
])('%s: secrets are left out', (text, plain) => {
  expect(scrubbed(text)).toBe(plain);
});
