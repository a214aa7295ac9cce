import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SESSION_MS, Sessions } from '../../../client/api/http/sessions.ts';
import { type Harness, openHarness, TOKEN } from './api-harness.ts';

const own = { host: 'localhost:7420' };
const HTML = { ...own, accept: 'text/html,*/*' };
let api: Harness;
let below: Harness;
let built: string;
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'dossier-built-'));
  mkdirSync(join(built, 'assets'));
  writeFileSync(join(built, 'index.html'), '<html><head><base href="/" /></head></html>');
  writeFileSync(join(built, 'assets', 'main-abc.js'), 'export {};');
  api = await openHarness({ dashboardFolder: built });
  below = await openHarness({ dashboardFolder: built, basePath: '/dossier' });
});
afterAll(async () => {
  await Promise.all([api.close(), below.close()]);
  rmSync(built, { recursive: true });
});

/** The cookie that an answer sets, as a browser sends it back. */
const cookieFrom = (response: { headers: Record<string, unknown> }) =>
  String(response.headers['set-cookie']).split(';')[0] ?? '';
const opened = async () => {
  const { path } = (await api.request('POST', '/api/v1/session/openings', {})).json();
  return api.app.inject({ url: path, headers: HTML });
};

describe('a one-time address', () => {
  it('signs a browser in, once', async () => {
    const { path } = (await api.request('POST', '/api/v1/session/openings', {})).json();
    const first = await api.app.inject({ url: path, headers: HTML });
    expect([first.statusCode, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['set-cookie']).toMatch(/; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const cookie = cookieFrom(first);
    const session = await api.app.inject({ url: '/api/v1/session', headers: { ...own, cookie } });
    expect(session.json().actor.roles).toContain('administrator');
    const stranger = await api.app.inject({ url: path, headers: HTML });
    expect([stranger.headers.location, stranger.headers['set-cookie']]).toEqual(['/?opening=spent', undefined]);
    const again = await api.app.inject({ url: path, headers: { ...HTML, cookie } });
    expect(again.headers.location).toBe('/');
  });

  it('is given to nobody who is not signed in', async () => {
    const response = await api.app.inject({ method: 'POST', url: '/api/v1/session/openings', headers: own });
    expect(response.statusCode).toBe(401);
  });
});

describe('a session', () => {
  it('changes something only from the own page', async () => {
    const cookie = cookieFrom(await opened());
    const stay = (headers: Record<string, string>) =>
      api.app.inject({ method: 'POST', url: '/api/v1/instance/stay', headers: { ...own, cookie, ...headers } });
    expect((await stay({})).json().code).toBe('origin-refused');
    expect((await stay({ origin: 'http://evil.example' })).json().code).toBe('origin-refused');
    expect((await stay({ 'sec-fetch-site': 'same-site' })).json().code).toBe('origin-refused');
    expect((await stay({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
    expect((await stay({ origin: 'http://localhost:7420' })).statusCode).toBe(200);
  });

  it('is refused where it was altered, is of another instance, or has expired', async () => {
    let now = 1_000;
    const sessions = new Sessions('one', () => now);
    const cookie = `${sessions.cookieName}=${sessions.issue()}`;
    expect(sessions.isSignedIn(`other=1; ${cookie}`)).toBe(true);
    expect(sessions.isSignedIn(cookie.slice(0, -2))).toBe(false);
    expect(sessions.isSignedIn(cookie.replace(/\.(\d+)\./, '.9$1.'))).toBe(false);
    expect(new Sessions('two', () => now).isSignedIn(cookie)).toBe(false);
    now += SESSION_MS;
    expect(sessions.isSignedIn(cookie)).toBe(false);
  });

  it('is given for the token, and taken back', async () => {
    const signIn = (token: string) =>
      api.app.inject({ method: 'POST', url: '/api/v1/session', headers: own, payload: { token } });
    const refused = await signIn('wrong');
    expect([refused.statusCode, refused.json().field]).toEqual([401, 'token']);
    const cookie = cookieFrom(await signIn(TOKEN));
    const out = await api.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { ...own, cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect(out.headers['set-cookie']).toMatch(/Max-Age=0/);
  });
});

describe('the application', () => {
  it.each(['/', '/jobs/a-job?tab=report', '/new'])(
    'is served at %s without a session, and runs nothing foreign',
    async (url) => {
      const response = await api.app.inject({ url, headers: HTML });
      expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(response.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(response.headers['content-security-policy']).not.toMatch(/unsafe/);
    },
  );

  it('has its hashed files kept for good', async () => {
    const response = await api.app.inject({ url: '/assets/main-abc.js', headers: own });
    expect([response.statusCode, response.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect((await api.app.inject({ url: '/assets/gone.js', headers: own })).statusCode).toBe(404);
  });

  it('is not what the API answers with', async () => {
    for (const url of ['/api/v1/nowhere', '/api/nowhere']) {
      expect((await api.app.inject({ url, headers: HTML })).statusCode).toBe(401);
    }
  });

  it('works below a path, whether the proxy takes it away or not', async () => {
    for (const url of ['/dossier/jobs', '/jobs', '/dossier']) {
      const response = await below.app.inject({ url, headers: HTML });
      expect(response.body).toContain('<base href="/dossier/" />');
    }
    const { path } = (await below.request('POST', '/dossier/api/v1/session/openings', {})).json();
    const first = await below.app.inject({ url: path, headers: HTML });
    expect([path.slice(0, 14), first.headers.location]).toEqual(['/dossier/open/', '/dossier/']);
    expect(first.headers['set-cookie']).toContain('Path=/dossier/;');
  });

  it('says so where it was not built', async () => {
    const without = await openHarness({ dashboardFolder: '/nowhere' });
    const response = await without.app.inject({ url: '/', headers: HTML });
    expect([response.statusCode, response.json().code]).toEqual([503, 'dashboard-not-built']);
    await without.close();
  });
});
