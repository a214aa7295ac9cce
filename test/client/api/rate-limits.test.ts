import { afterEach, describe, expect, it } from '@jest/globals';
import type { ApiParts } from '../../../client/api/http/parts.ts';
import { RATE_LIMITS } from '../../../client/api/http/rate-limits.ts';
import { problemSchema } from '../../../contract/api.ts';
import { type Harness, openHarness, TOKEN } from './api-harness.ts';

const opened: Harness[] = [];
afterEach(async () => {
  for (const api of opened.splice(0)) await api.close();
});
async function open(changes: Partial<ApiParts>): Promise<Harness> {
  const api = await openHarness(changes);
  opened.push(api);
  return api;
}

const headers = { authorization: `Bearer ${TOKEN}` };
const signIn = (api: Harness, token: string, more: object = {}) =>
  api.app.inject({ method: 'POST', url: '/api/v1/session', payload: { token }, ...more });

describe('attempts to sign in', () => {
  it('are ten a minute for one address, whatever they say; other requests of it go on', async () => {
    const api = await open({});
    const statuses = [];
    for (let count = 0; count < 10; count += 1) statuses.push((await signIn(api, 'guess')).statusCode);
    expect(statuses).toEqual(Array(10).fill(401));
    const refused = await signIn(api, TOKEN);
    const problem = problemSchema.parse(refused.json());
    expect([refused.statusCode, problem.status, problem.code]).toEqual([429, 429, 'too-many-requests']);
    expect(refused.headers['content-type']).toMatch('application/problem+json');
    expect(refused.headers['x-content-type-options']).toBe('nosniff');
    const waitSeconds = Number(refused.headers['retry-after']);
    expect(waitSeconds > 0 && waitSeconds <= 60).toBe(true);
    expect((await signIn(api, TOKEN, { remoteAddress: '127.0.0.2' })).statusCode).toBe(200);
    expect((await api.request('GET', '/api/v1/session')).statusCode).toBe(200);
  });

  it('are counted for whom the proxy names, not for what a client of the open internet says of itself', async () => {
    const api = await open({ allowedHosts: ['dossier.example'], rateLimits: { signIn: 1 } });
    const from = (remoteAddress: string, forwarded: string) =>
      signIn(api, 'guess', { remoteAddress, headers: { host: 'dossier.example', 'x-forwarded-for': forwarded } });
    const statuses = async (...asked: [string, string][]) => {
      const answered: number[] = [];
      for (const [address, forwarded] of asked) answered.push((await from(address, forwarded)).statusCode);
      return answered;
    };
    expect(await statuses(['10.0.0.1', '203.0.113.1'], ['10.0.0.1', '203.0.113.2'])).toEqual([401, 401]);
    expect(await statuses(['10.0.0.1', '198.51.100.9, 203.0.113.1'])).toEqual([429]);
    expect(await statuses(['203.0.113.77', '1.1.1.1'], ['203.0.113.77', '2.2.2.2'])).toEqual([401, 429]);
    expect(await statuses(['10.0.0.1', 'no address'])).toEqual([401]);
  });
});

describe('every other sort', () => {
  it('has a limit of its own', async () => {
    const api = await open({ rateLimits: { read: 1, intake: 1, change: 1 } });
    const statuses = async (method: 'GET' | 'POST' | 'DELETE', url: string) =>
      [await api.request(method, url), await api.request(method, url)].map(({ statusCode }) => statusCode);
    expect(await statuses('GET', '/api/v1/nothing')).toEqual([404, 429]);
    expect(await statuses('POST', '/api/v1/instance/stay')).toEqual([200, 429]);
    expect(await statuses('POST', '/api/v1/jobs')).toEqual([400, 429]);
    expect((await api.app.inject('/healthz')).statusCode).toBe(200);
  });

  it('counts guesses at the token, which are refused as guesses until then', async () => {
    const api = await open({ rateLimits: { read: 1 } });
    const guess = async () =>
      (await api.app.inject({ url: '/api/v1/jobs', headers: { authorization: 'Bearer guess' } })).statusCode;
    expect([await guess(), await guess()]).toEqual([401, 429]);
  });

  it('leaves room for twenty clients, and for a job of 2,000 files', async () => {
    const api = await open({});
    const asked = Array.from({ length: 20 }, async () => {
      const own = [];
      for (let count = 0; count < 25; count += 1)
        own.push((await api.app.inject({ url: '/api/v1/session', headers })).statusCode);
      return own;
    });
    expect(new Set((await Promise.all(asked)).flat())).toEqual(new Set([200]));
    expect(RATE_LIMITS.intake).toBeGreaterThan(2_000);
  });

  it('may be switched off', async () => {
    const api = await open({ rateLimits: 'off' });
    for (let count = 0; count < 11; count += 1) expect((await signIn(api, 'guess')).statusCode).toBe(401);
  });
});
