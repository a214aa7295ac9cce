import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../../contract/actor.ts';
import { LOCAL_ADMINISTRATOR } from '../../../contract/actor.ts';
import { DossierError } from '../../../contract/failures.ts';
import { isPageRequest } from '../dashboard/serve-dashboard.ts';
import { authenticate } from './authenticate.ts';
import type { ApiParts } from './parts.ts';
import { addRateLimits } from './rate-limits.ts';
import { accessOf, checkRoles, requireAccess } from './roles.ts';

/** Where balancers look, by bare addresses. */
const HEALTH_ROUTES: ReadonlySet<string> = new Set(['/healthz', '/readyz']);
/** Names of this machine: a page elsewhere cannot make a browser send one, whatever its own name resolves to. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Nothing that the API answers may run, be framed or be guessed at. */
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * Puts the guards before every route, known or not: host, origin, rate, token or session, role; and the headers on every answer.
 * `allowedHosts`: names beside those of this machine that a request may call it by, each with its port where it has one.
 */
export async function addGuards(
  app: FastifyInstance,
  parts: Pick<ApiParts, 'token' | 'sessions' | 'allowedHosts' | 'rateLimits'>,
): Promise<void> {
  const allowed = new Set((parts.allowedHosts ?? []).map((host) => host.toLowerCase()));
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) requireAccess(each, url);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' });
    const isHealth = HEALTH_ROUTES.has(request.routeOptions.url ?? '');
    if (!isHealth || allowed.size === 0) checkHost(request, allowed);
    checkOrigin(request, allowed);
  });
  // Before authentication, so that guesses are counted too.
  await addRateLimits(app, parts.rateLimits);
  app.addHook('onRequest', async (request) => {
    const access = accessOf(request.method, request.routeOptions.url);
    if (access === 'open' || (access === 'page' && isPageRequest(request))) return;
    authenticate(request, parts.token, parts.sessions);
    checkRoles(access, actorOf(request));
  });
}

/** The headers of an answer that is written past fastify: a stream of events. */
export function streamHeaders(): Record<string, string> {
  return { ...SECURITY_HEADERS, 'cache-control': 'no-store' };
}

/** Who sends a request: the one local administrator, by the surface that its client names. */
export function actorOf(request: FastifyRequest): Actor {
  const named = request.headers['x-dossier-via'];
  const via = named === 'cli' || named === 'dashboard' ? named : 'api';
  return { id: LOCAL_ADMINISTRATOR, roles: ['submitter', 'reviewer', 'operator', 'administrator'], via };
}

function checkHost(request: FastifyRequest, allowed: ReadonlySet<string>): void {
  const host = request.headers.host ?? '';
  if (LOOPBACK.test(host) || allowed.has(host.toLowerCase())) return;
  throw new DossierError('origin-refused', 'The request names a host that is not this instance.');
}

function checkOrigin(request: FastifyRequest, allowed: ReadonlySet<string>): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  // Before an API that is reached under a name of its own stands a proxy with TLS.
  const isOwn = origin === `http://${host}` || (allowed.size > 0 && origin === `https://${host}`);
  const isForeign = origin !== undefined && !isOwn;
  if (isForeign || site === 'cross-site' || site === 'same-site') {
    throw new DossierError('origin-refused', 'The request comes from another page.');
  }
}
