import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemSchema } from '../../../contract/api.ts';
import { type Harness, openHarness, TOKEN } from './api-harness.ts';

let api: Harness;
beforeAll(async () => {
  api = await openHarness();
});
afterAll(() => api.close());

const auth = { authorization: `Bearer ${TOKEN}` };

describe('who may ask', () => {
  it('serves health without a token', async () => {
    const response = await api.app.inject('/healthz');
    expect([response.statusCode, response.json()]).toEqual([200, { ok: true }]);
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer nonsense' }],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
  ])('refuses %s on every route, known or not', async (_, headers) => {
    for (const url of ['/api/v1/jobs', '/api/v1/openapi.json', '/nowhere']) {
      const response = await api.app.inject({ url, headers });
      expect(response.statusCode).toBe(401);
      expect(problemSchema.parse(response.json()).code).toBe('unauthorized');
    }
  });

  it('refuses a host that is not loopback, which a rebound name would send', async () => {
    const response = await api.app.inject({ url: '/api/v1/jobs', headers: { ...auth, host: 'evil.example:7420' } });
    expect([response.statusCode, response.json().code]).toEqual([403, 'origin-refused']);
  });

  it.each([
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:1' }],
    ['a null origin', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s on a method that changes something', async (_, headers) => {
    const url = '/api/v1/instance/stop';
    const response = await api.app.inject({
      method: 'POST',
      url,
      headers: { ...auth, host: 'localhost:7420', ...headers },
    });
    expect([response.statusCode, response.json().code]).toEqual([403, 'origin-refused']);
    expect(api.told).toEqual([]);
  });

  it('takes its own origin', async () => {
    const headers = { ...auth, host: 'localhost:7420', origin: 'http://localhost:7420' };
    const response = await api.app.inject({ method: 'POST', url: '/api/v1/instance/stay', headers });
    expect([response.statusCode, api.told.splice(0)]).toEqual([200, ['stay']]);
  });
});

describe('every answer', () => {
  it.each(['/healthz', '/api/v1/jobs', '/nowhere'])('of %s forbids scripts, framing and guessing', async (url) => {
    const { headers } = await api.request('GET', url);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['an unknown address', 'GET', '/api/v1/nothing', undefined, {}, 404, 'not-found'],
    ['an unknown method', 'DELETE', '/api/v1/instance', undefined, {}, 404, 'not-found'],
    ['broken JSON', 'POST', '/api/v1/jobs', '{"a":', { 'content-type': 'application/json' }, 400, 'request-invalid'],
    ['a form', 'POST', '/api/v1/jobs', 'a=1', { 'content-type': 'text/plain' }, 415, 'request-invalid'],
    ['a wrong field', 'POST', '/api/v1/jobs', { question: 1, attachments: [] }, {}, 400, 'request-invalid'],
    ['a job id that is none', 'GET', '/api/v1/jobs/NO_ID', undefined, {}, 400, 'request-invalid'],
    ['an unknown job', 'GET', '/api/v1/jobs/no-such-job', undefined, {}, 404, 'job-not-found'],
    ['a broken address', 'GET', '/api/v1/jobs/%E0%A4%A', undefined, {}, 404, 'not-found'],
  ] as const)('to %s is a problem', async (_, method, url, payload, headers, status, code) => {
    const given = payload === undefined ? {} : { payload };
    const response = await api.app.inject({ method, url, headers: { ...auth, ...headers }, ...given });
    expect(response.headers['content-type']).toMatch('application/problem+json');
    const problem = problemSchema.parse(response.json());
    expect([response.statusCode, problem.status, problem.code]).toEqual([status, status, code]);
    expect(response.body).not.toMatch(/\.ts|node_modules|\n\s+at /);
  });

  it.each([
    ['/api/v1/session', 10_000],
    ['/api/v1/jobs', 4_000_000],
    ['/api/v1/jobs/no-such-job/fork', 16_000_000],
    ['/api/v1/jobs/no-such-job/messages/decide', 16_000_000],
  ])('to a body for %s of more than %d bytes is a problem', async (url, bytes) => {
    const response = await api.request('POST', url, { token: 'x'.repeat(bytes) });
    expect([response.statusCode, response.json().code]).toEqual([413, 'request-too-large']);
  });

  it.each([
    ['a method with a body whose kind is not said', 'QUERY /api/v1/jobs HTTP/1.1', 400, 'request-invalid'],
    ['an address that is too long', `GET /api/v1/jobs?query=${'a'.repeat(20_000)} HTTP/1.1`, 431, 'request-too-large'],
    ['what is no HTTP', 'hello', 400, 'request-invalid'],
  ])('to %s is a problem, over a real connection', async (_, line, status, code) => {
    const other = await openHarness();
    await other.app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect((other.app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`${line}\r\nhost: localhost\r\nauthorization: Bearer ${TOKEN}\r\nconnection: close\r\n\r\n`);
    const answer = await text(socket);
    expect(answer.split('\r\n')[0]).toContain(` ${status} `);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    const problem = problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))));
    expect([problem.status, problem.code]).toEqual([status, code]);
    await other.close();
  });

  it('to a bug tells nothing of what is inside', async () => {
    const broken = { ...api.parts.ledger, listJobs: () => Promise.reject(new Error('secret of /home/x')) };
    const other = await openHarness({ ledger: broken });
    const response = await other.request('GET', '/api/v1/jobs');
    expect([response.statusCode, response.json().code]).toEqual([500, 'internal']);
    expect(response.body).not.toMatch('secret');
    await other.close();
  });

  it('names the wrong field', async () => {
    const response = await api.request('GET', '/api/v1/jobs?limit=0');
    expect(response.json()).toMatchObject({ code: 'request-invalid', field: 'limit' });
  });
});

describe('the instance', () => {
  it('tells where things are and what answers', async () => {
    const response = await api.request('GET', '/api/v1/instance');
    expect(response.json()).toMatchObject({
      version: '0.0.0',
      temporal: { reachable: true, namespace: 'default' },
      worker: { connected: true },
      paths: { data: 'data' },
    });
  });

  it('counts what its parts take of the disk when it is asked', async () => {
    const response = await api.request('GET', '/api/v1/instance/sizes');
    // The folder of this one is none of the disk.
    expect(response.json()).toMatchObject({ sizes: { data: null } });
  });

  it('stops when asked to, with or without a body', async () => {
    expect((await api.request('POST', '/api/v1/instance/stop', {})).statusCode).toBe(200);
    expect((await api.request('POST', '/api/v1/instance/stop')).statusCode).toBe(200);
    expect(api.told.splice(0)).toEqual(['stop', 'stop']);
  });
});

describe('a request', () => {
  it('tells that somebody is there, unless its page is seen by nobody', async () => {
    let requests = 0;
    const presence = { requested: () => (requests += 1), opened: () => {}, closed: () => {} };
    const watched = await openHarness({ presence });
    await watched.request('GET', '/api/v1/jobs');
    await watched.request('GET', '/api/v1/jobs', undefined, { 'x-dossier-unseen': '1' });
    expect(requests).toBe(1);
    // What such a page sends, such as the next of many documents, is work.
    await watched.request('DELETE', '/api/v1/views/mine', undefined, { 'x-dossier-unseen': '1' });
    await watched.close();
    expect(requests).toBe(2);
  });
});
