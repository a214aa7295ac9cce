import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { DossierError } from '../../../contract/failures.ts';

/** How many requests of each sort one client, told by its address, may send in a minute. */
export interface RateLimits {
  /** Attempts to get a session: a token cannot be guessed at this rate. */
  signIn: number;
  /** What takes in documents or begins work; a job of 2,000 files is taken in at once. */
  intake: number;
  /** Everything else that changes something. */
  change: number;
  read: number;
}

/** Far above what people, the dashboard and scripts do; they end what runs in circles. */
export const RATE_LIMITS: RateLimits = { signIn: 10, intake: 6_000, change: 6_000, read: 30_000 };

const MINUTE_MS = 60_000;
const HEALTH: ReadonlySet<string> = new Set(['/healthz', '/readyz']);
/** Where a proxy of one's own is. */
const OWN_NETWORKS: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'uniqueLocal',
  'linkLocal',
  'carrierGradeNat',
]);
const SIGN_IN = '/api/v1/session';
const INTAKE = /^\/api\/v1\/(uploads|uploads\/:sha256\/extraction|jobs|jobs\/:id\/fork)$/;

/**
 * Puts the limits before every route but those of health: beyond one `too-many-requests` is thrown until its minute is over. Each process counts
 * for itself.
 */
export async function addRateLimits(app: FastifyInstance, changed: Partial<RateLimits> | 'off' = {}): Promise<void> {
  if (changed === 'off') return;
  await app.register(rateLimit, { global: false });
  const limits = { ...RATE_LIMITS, ...changed };
  const counter = (sort: keyof RateLimits) => app.createRateLimit({ max: limits[sort], timeWindow: MINUTE_MS });
  const counters = {
    signIn: counter('signIn'),
    intake: counter('intake'),
    change: counter('change'),
    read: counter('read'),
  };
  app.addHook('onRequest', async (request) => {
    if (HEALTH.has(request.routeOptions.url ?? '')) return;
    const counted = await counters[sortOf(request)](request);
    if (counted.isAllowed || !counted.isExceeded) return;
    throw new DossierError(
      'too-many-requests',
      `More than ${counted.max} requests of this sort came from ${request.ip} in a minute.`,
      { retryAfterMs: counted.ttl },
    );
  });
}

/**
 * For fastify's `trustProxy`: behind a proxy, which is where names are allowed, the client is whom the nearest one names in X-Forwarded-For. One of
 * the open internet is a client itself, and what it says there counts for nothing.
 */
export function trustsHop(allowedHosts: readonly string[] = []): (address: string | undefined, hop: number) => boolean {
  return (address, hop) => {
    if (allowedHosts.length === 0 || hop > 0 || address === undefined || !ipaddr.isValid(address)) return false;
    return OWN_NETWORKS.has(ipaddr.process(address).range());
  };
}

function sortOf({ method, routeOptions: { url = '' } }: FastifyRequest): keyof RateLimits {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'read';
  if (method !== 'POST') return 'change';
  if (url === SIGN_IN) return 'signIn';
  return INTAKE.test(url) ? 'intake' : 'change';
}
