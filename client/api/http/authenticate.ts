import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { DossierError } from '../../../contract/failures.ts';
import type { Sessions } from './sessions.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Compares with a token that both sides know; neither length nor prefix can be measured. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

/**
 * Lets a request in by the token in its header or by the session of its browser; throws `unauthorized`. A browser sends its cookie along whoever
 * asks it to: what changes something must say that this instance's own page asks.
 */
export function authenticate(request: FastifyRequest, token: string, sessions: Sessions): void {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const given = /^Bearer (.+)$/i.exec(authorization)?.[1];
    if (given !== undefined && isToken(given, token)) return;
    throw new DossierError('unauthorized', 'The token is wrong.');
  }
  if (!sessions.isSignedIn(cookie))
    throw new DossierError('unauthorized', 'The request has neither token nor session.');
  const isFromOwnPage = request.headers['sec-fetch-site'] === 'same-origin' || request.headers.origin !== undefined;
  if (!SAFE_METHODS.has(request.method) && !isFromOwnPage) {
    throw new DossierError('origin-refused', 'The request does not say which page it comes from.');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
