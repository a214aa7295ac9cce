import { describe, expect, test } from '@jest/globals';
import OpenAI from 'openai';
import { classifyFailure } from '../../../activities/models/classify-failure.ts';
import { StalledCall } from '../../../activities/models/stalled-call.ts';
import { DossierError, type FailureCode } from '../../../contract/failures.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');

function answered(status: number | undefined, error: object = {}, headers: Record<string, string> = {}) {
  return OpenAI.APIError.generate(status, { error }, undefined, new Headers(headers));
}

function inStream(error: object) {
  return new OpenAI.APIError(undefined, error, undefined, new Headers());
}

function system(code: string, cause?: unknown) {
  return Object.assign(new Error(`it said ${code}`, { cause }), { code });
}

const fetchFailed = (code: string) =>
  new OpenAI.APIConnectionError({ cause: new TypeError('x', { cause: system(code) }) });

const CASES: [what: string, thrown: unknown, code: FailureCode, retryable: boolean][] = [
  ['429', answered(429), 'model-rate-limited', true],
  ['429 rate_limit_exceeded', answered(429, { code: 'rate_limit_exceeded' }), 'model-rate-limited', true],
  ['429 insufficient_quota', answered(429, { code: 'insufficient_quota' }), 'model-quota-exhausted', false],
  ['429 quota by its type', answered(429, { type: 'insufficient_quota' }), 'model-quota-exhausted', false],
  ['402', answered(402), 'model-quota-exhausted', false],
  ['401', answered(401, { code: 'invalid_api_key' }), 'model-key-rejected', false],
  ['401 without a code', answered(401), 'model-key-rejected', false],
  ['403', answered(403), 'model-permission-denied', false],
  ['404 model_not_found', answered(404, { code: 'model_not_found' }), 'model-unknown', false],
  ['404 of something else', answered(404), 'model-unknown', false],
  ['400 context', answered(400, { code: 'context_length_exceeded' }), 'model-context-too-long', false],
  ['400 context, llama.cpp', answered(400, { type: 'exceed_context_size_error' }), 'model-context-too-long', false],
  ['413', answered(413), 'model-context-too-long', false],
  ['400 content filter', answered(400, { code: 'content_filter' }), 'model-refused', false],
  ['400', answered(400), 'model-request-rejected', false],
  ['422', answered(422), 'model-request-rejected', false],
  ['408', answered(408), 'model-call-timed-out', true],
  ['409', answered(409), 'model-unavailable', true],
  ['500', answered(500), 'model-unavailable', true],
  ['503', answered(503), 'model-unavailable', true],
  ['529', answered(529), 'model-unavailable', true],
  ['500 told not to retry', answered(500, {}, { 'x-should-retry': 'false' }), 'model-unavailable', false],
  ['a wrong key told to retry', answered(401, {}, { 'x-should-retry': 'true' }), 'model-key-rejected', false],
  ['a page at the address', answered(405), 'model-unknown', false],
  ['400 told to retry', answered(400, {}, { 'x-should-retry': 'true' }), 'model-request-rejected', true],
  ['an error inside the stream', inStream({ message: 'broke' }), 'model-unavailable', true],
  ['a limit inside the stream', inStream({ code: 'rate_limit_exceeded' }), 'model-rate-limited', true],
  ['a status as a code inside the stream', inStream({ code: 429, message: 'slow' }), 'model-rate-limited', true],
  [
    'words alone inside the stream',
    OpenAI.APIError.generate(500, { error: 'x' }, undefined, new Headers()),
    'model-unavailable',
    true,
  ],
  ['a code that is no name', inStream({ code: 'constructor' }), 'model-unavailable', true],
  [
    'no connection in time',
    Object.assign(new OpenAI.APIConnectionTimeoutError(), {
      cause: new TypeError('x', { cause: system('ETIMEDOUT') }),
    }),
    'model-unreachable',
    true,
  ],
  ['a certificate that has expired', fetchFailed('CERT_HAS_EXPIRED'), 'model-unreachable', true],
  ['something that is no HTTP', fetchFailed('HPE_INVALID_CONSTANT'), 'model-unreachable', true],
  ['no connection', new OpenAI.APIConnectionError({}), 'model-unreachable', true],
  ['connection refused', fetchFailed('ECONNREFUSED'), 'model-unreachable', true],
  ['no such host', fetchFailed('ENOTFOUND'), 'model-unreachable', true],
  ['no headers in time', fetchFailed('UND_ERR_HEADERS_TIMEOUT'), 'model-call-timed-out', true],
  ['no answer in time', new OpenAI.APIConnectionTimeoutError(), 'model-call-timed-out', true],
  ['a raw refused connection', system('ECONNREFUSED'), 'model-unreachable', true],
  ['a raw reset connection', new TypeError('terminated', { cause: system('ECONNRESET') }), 'model-unreachable', true],
  ['a timeout of a signal', new DOMException('late', 'TimeoutError'), 'model-call-timed-out', true],
  ['an abort', new DOMException('stop', 'AbortError'), 'cancelled', false],
  ['an abort by the client', new OpenAI.APIUserAbortError(), 'cancelled', false],
  ['a full disk', system('ENOSPC'), 'storage-full', true],
  ['a failing disk', system('EIO'), 'storage-failed', true],
  ['one of our own', new DossierError('tool-unknown', 'no such tool'), 'tool-unknown', false],
  ['a bug', new TypeError('undefined is no function'), 'internal', true],
  ['not even an error', 'oops', 'internal', true],
  ['nothing', undefined, 'internal', true],
];

describe('classifyFailure', () => {
  test.each(CASES)('%s', (_what, thrown, code, retryable) => {
    expect(classifyFailure(thrown, NOW)).toMatchObject({ code, retryable });
  });

  test.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
    [{ 'retry-after': '2.5' }, 2_500],
    [{ 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' }, 30_000],
    // By the clock of the server, which may be another than ours.
    [{ 'retry-after': 'Fri, 20 Nov 2026 13:00:30 GMT', date: 'Fri, 20 Nov 2026 13:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, null],
    [{ 'retry-after': '0' }, null],
    [{ 'retry-after': '86400' }, 86_400_000],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('the server wishes %j', (headers, wish) => {
    expect(classifyFailure(answered(429, {}, headers), NOW).retryAfterMs).toBe(wish);
  });

  test('says what the provider said, without anything that looks like a key', () => {
    const { message } = classifyFailure(answered(401, { code: 'invalid_api_key', message: 'Wrong key sk-abcdef123.' }));
    expect(message).toBe('The provider does not accept the API key (401, invalid_api_key): “Wrong key sk-…”.');
  });

  test('a wish beyond what Temporal shall wait parks instead, and says how long', () => {
    const { message, retryable } = classifyFailure(answered(429, {}, { 'retry-after': '1200' }), NOW);
    expect(message).toBe('The provider takes no more requests for now (429). It asks to wait 20 minutes.');
    expect(retryable).toBe(false);
    expect(classifyFailure(answered(429, {}, { 'retry-after': '600' }), NOW).retryable).toBe(true);
  });

  test('an answer that drips is not asked for again; one that stops is', () => {
    expect(classifyFailure(new StalledCall('totalMs', 840_000))).toMatchObject({
      message: 'The provider had not finished its answer after 14 minutes.',
      retryable: false,
    });
    expect(classifyFailure(new StalledCall('betweenMs', 290_000)).retryable).toBe(true);
  });

  test('says where nobody could be reached, and why', () => {
    const refused = Object.assign(system('ECONNREFUSED'), { address: '127.0.0.1', port: 1 });
    const several = Object.assign(new AggregateError([refused, system('ECONNREFUSED')], ''), { code: 'OTHER' });
    const thrown = new OpenAI.APIConnectionError({ cause: new TypeError('fetch failed', { cause: several }) });
    expect(classifyFailure(thrown).message).toBe(
      'The provider could not be reached at 127.0.0.1:1: nothing listens there (ECONNREFUSED).',
    );
  });

  test('a 404 that no provider explains points to the address', () => {
    expect(classifyFailure(answered(404)).remedy).toContain('OPENAI_BASE_URL');
  });
});
