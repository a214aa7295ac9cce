import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../../contract/actor.ts';
import { LOCAL_ADMINISTRATOR } from '../../../contract/actor.ts';
import { DossierError } from '../../../contract/failures.ts';
import { isPageRequest } from '../dashboard/serve-dashboard.ts';
import { authenticate } from './authenticate.ts';
import type { ApiParts } from './parts.ts';

/** Where balancers look, by bare addresses. */
const HEALTH_ROUTES: ReadonlySet<string> = new Set(['/healthz', '/readyz']);
/** Where a browser gets its session. */
const SIGN_IN_ROUTES: ReadonlySet<string> = new Set(['GET /open/:code', 'POST /api/v1/session']);
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
 * Puts the guards before every route, known or not: host, origin, token or session; and the headers on every answer.
 * `allowedHosts`: names beside those of this machine that a request may call it by, each with its port where it has one.
 */
export function addGuards(
  app: FastifyInstance,
  { token, sessions, allowedHosts }: Pick<ApiParts, 'token' | 'sessions' | 'allowedHosts'>,
): void {
  const allowed = new Set((allowedHosts ?? []).map((host) => host.toLowerCase()));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' });
    const route = request.routeOptions.url ?? '';
    const isHealth = HEALTH_ROUTES.has(route);
    if (!isHealth || allowed.size === 0) checkHost(request, allowed);
    checkOrigin(request, allowed);
    const isOpen = isHealth || SIGN_IN_ROUTES.has(`${request.method} ${route}`) || isPageRequest(request);
    if (!isOpen) authenticate(request, token, sessions);
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
