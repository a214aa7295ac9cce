import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../../contract/actor.ts';
import { LOCAL_ADMINISTRATOR } from '../../../contract/actor.ts';
import { DossierError } from '../../../contract/failures.ts';

/** Where no token is needed. */
const OPEN_ROUTES: ReadonlySet<string> = new Set(['/healthz']);
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

/** Puts the guards before every route, known or not: host, origin, token; and the headers on every answer. */
export function addGuards(app: FastifyInstance, token: string): void {
  const expected = digest(token);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' });
    checkHost(request);
    checkOrigin(request);
    if (!OPEN_ROUTES.has(request.routeOptions.url ?? '')) checkToken(request, expected);
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

function checkHost(request: FastifyRequest): void {
  if (LOOPBACK.test(request.headers.host ?? '')) return;
  throw new DossierError('origin-refused', 'The request names a host that is not this instance.');
}

function checkOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign = origin !== undefined && origin !== `http://${host}`;
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
