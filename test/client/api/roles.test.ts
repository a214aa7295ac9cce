import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadApiConfiguration } from '../../../client/api/config.ts';
import { type Access, accessOf, checkRoles, ROUTE_ACCESS, requireAccess } from '../../../client/api/http/roles.ts';
import { actorSchema, type Role, roleSchema } from '../../../contract/actor.ts';
import { type Harness, openHarness } from './api-harness.ts';
import { idleDeployments } from './idle-deployments.ts';

let api: Harness;
beforeAll(async () => {
  api = await openHarness({ deployments: idleDeployments });
});
afterAll(() => api.close());

/** Whether a router has an address of the table, by one that fits it. */
const isThere = (route: string): boolean => {
  const [method = '', url = ''] = route.split(' ');
  return api.app.hasRoute({ method: method as 'GET', url });
};

describe('the table of access', () => {
  it('names no route that is not there; that of hashed files is there where the dashboard is built', () => {
    const named = Object.keys(ROUTE_ACCESS).filter((route) => route !== 'GET /assets/*');
    expect(named.filter((route) => !isThere(route))).toEqual([]);
  });

  it('has every route: one that it lacks cannot be registered', async () => {
    expect(() => requireAccess('GET', '/api/v1/forgotten')).toThrow('/api/v1/forgotten has no access');
    expect(() => requireAccess('HEAD', '/api/v1/jobs')).not.toThrow();
    expect(() => requireAccess('PUT', '/api/v1/jobs')).toThrow();
  });

  it('opens nothing but health, signing in and the pages', () => {
    const open = Object.entries(ROUTE_ACCESS).filter(([, access]) => access === 'open' || access === 'page');
    expect(open.map(([route]) => route)).toEqual([
      ...['GET /healthz', 'GET /readyz', 'GET /open/:code', 'POST /api/v1/session', 'GET /*', 'GET /assets/*'],
    ]);
  });

  it('lets nobody change anything who only looks', () => {
    const harmless =
      /^(GET|DELETE \/api\/v1\/session$|POST \/api\/v1\/session$|POST .*\/messages\/(ask|answer|:name)$)/;
    const changing = Object.entries(ROUTE_ACCESS).filter(([route]) => !harmless.test(route));
    expect(changing.filter(([, access]) => typeof access === 'string')).toEqual([]);
  });
});

describe('a role', () => {
  const holding = (...roles: Role[]) => actorSchema.parse({ id: 'somebody', roles, via: 'api' });
  const may = (access: Access, ...roles: Role[]): boolean => {
    try {
      checkRoles(access, holding(...roles));
      return true;
    } catch {
      return false;
    }
  };

  it.each([
    ['POST', '/api/v1/jobs', ['submitter', 'operator', 'administrator']],
    ['POST', '/api/v1/jobs/:id/messages/decide', ['reviewer', 'administrator']],
    ['POST', '/api/v1/jobs/:id/messages/recover', ['operator', 'administrator']],
    ['POST', '/api/v1/instance/stop', ['administrator']],
    ['HEAD', '/api/v1/jobs', roleSchema.options],
    ['GET', '/nowhere', roleSchema.options],
  ])('decides on %s %s', (method, address, allowed) => {
    const access = accessOf(method, address);
    expect(roleSchema.options.filter((role) => may(access, role)).toSorted()).toEqual([...allowed].toSorted());
  });

  it('that is lacking is a refusal that names it', () => {
    expect(() => checkRoles(accessOf('POST', '/api/v1/instance/stop'), holding('reviewer'))).toThrow(
      expect.objectContaining({
        code: 'actor-not-allowed',
        message: 'This takes the role administrator; somebody does not hold it.',
      }),
    );
  });

  it('is looked for after authentication: who is unknown hears no more than that', async () => {
    const response = await api.app.inject({ method: 'POST', url: '/api/v1/instance/stop' });
    expect([response.statusCode, response.json().code]).toEqual([401, 'unauthorized']);
    const signedIn = await api.request('POST', '/api/v1/instance/stay');
    expect(signedIn.statusCode).toBe(200);
  });
});

describe('an address that others can reach', () => {
  const TOKEN = 'a'.repeat(32);
  const load = (more: Record<string, string>) => loadApiConfiguration({ DOSSIER_TOKEN: 'short', ...more });

  it.each([
    ['no token', { DOSSIER_TOKEN: '' }],
    ['a token that can be guessed', { DOSSIER_HOST: '0.0.0.0', DOSSIER_ALLOWED_HOSTS: 'dossier.example' }],
    ['no name that it answers to', { DOSSIER_HOST: '::', DOSSIER_TOKEN: TOKEN }],
  ])('is refused with %s', (_, more) => {
    expect(() => load(more)).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
  });

  it.each([
    ['this machine', {}],
    ['this machine by another name', { DOSSIER_HOST: '::1' }],
    ['others', { DOSSIER_HOST: '0.0.0.0', DOSSIER_TOKEN: TOKEN, DOSSIER_ALLOWED_HOSTS: 'dossier.example' }],
  ])('serves %s with what that takes', (_, more) => {
    expect(load(more).host).toBe('DOSSIER_HOST' in more ? more.DOSSIER_HOST : '127.0.0.1');
  });
});
