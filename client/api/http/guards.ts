import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../../contract/actor.ts';
import { LOCAL_ADMINISTRATOR } from '../../../contract/actor.ts';
import { DossierError } from '../../../contract/failures.ts';

/** Where no token is needed. */
const OPEN_ROUTES: ReadonlySet<string> = new Set(['/healthz', '/readyz']);
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
 * Puts the guards before every route, known or not: host, origin, token; and the headers on every answer.
 * `allowedHosts`: names beside those of this machine that a request may call it by, each with its port where it has one.
 */
export function addGuards(app: FastifyInstance, token: string, allowedHosts: readonly string[] = []): void {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const expected = digest(token);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' });
    // Balancers look after health by bare addresses.
    const isOpen = OPEN_ROUTES.has(request.routeOptions.url ?? '');
    if (!isOpen || allowed.size === 0) checkHost(request, allowed);
    checkOrigin(request, allowed);
    if (!isOpen) checkToken(request, expected);
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

function checkToken(request: FastifyRequest, expected: Buffer): void {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // Digests are compared, so that neither length nor prefix of the token can be measured.
  if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
  throw new DossierError('unauthorized', given === undefined ? 'The request has no token.' : 'The token is wrong.');
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
