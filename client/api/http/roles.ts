import type { Actor, Role } from '../../../contract/actor.ts';
import { DossierError } from '../../../contract/failures.ts';

/**
 * Who may call a route: anybody (`open`); a browser that asks for a page, and of everything else there who is signed in (`page`); whoever is
 * signed in; or who holds one of these roles.
 */
export type Access = 'open' | 'page' | 'signed-in' | readonly Role[];

const STARTS: readonly Role[] = ['submitter', 'operator', 'administrator'];
const STEERS: readonly Role[] = ['submitter', 'operator', 'administrator'];
const DECIDES: readonly Role[] = ['reviewer', 'administrator'];
const RECOVERS: readonly Role[] = ['operator', 'administrator'];
const KEEPS: readonly Role[] = ['administrator'];
/** Who does anything here. */
const WORKS: readonly Role[] = ['submitter', 'reviewer', 'operator', 'administrator'];

/**
 * The access of every route, by method and address as it is registered. A route that is not here cannot be registered. What a message may do to
 * a job is checked again by the job (`contract/state/checks.ts`).
 */
export const ROUTE_ACCESS: Readonly<Record<string, Access>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /open/:code': 'open',
  'POST /api/v1/session': 'open',
  'GET /*': 'page',
  'GET /assets/*': 'page',

  'GET /api/v1/openapi.json': 'signed-in',
  'GET /api/v1/session': 'signed-in',
  'DELETE /api/v1/session': 'signed-in',
  // Whoever opens the address is signed in as the administrator.
  'POST /api/v1/session/openings': KEEPS,

  'GET /api/v1/instance': 'signed-in',
  // Reads the whole data folder.
  'GET /api/v1/instance/sizes': RECOVERS,
  'GET /api/v1/settings': RECOVERS,
  // Costs a little with each model.
  'POST /api/v1/settings/probe': RECOVERS,
  'POST /api/v1/instance/stay': KEEPS,
  'POST /api/v1/instance/stop': KEEPS,
  'POST /api/v1/maintenance/gc': KEEPS,
  'POST /api/v1/maintenance/check': RECOVERS,
  'GET /api/v1/deployment': 'signed-in',
  'POST /api/v1/deployment/current': KEEPS,
  'POST /api/v1/jobs/:id/deployment': RECOVERS,

  'GET /api/v1/jobs': 'signed-in',
  'GET /api/v1/facets': 'signed-in',
  'GET /api/v1/views': 'signed-in',
  'PUT /api/v1/views/:name': WORKS,
  'DELETE /api/v1/views/:name': WORKS,
  'GET /api/v1/approvals': 'signed-in',
  'GET /api/v1/costs': 'signed-in',
  'GET /api/v1/events': 'signed-in',
  'GET /api/v1/artifacts/:sha256': 'signed-in',
  'GET /api/v1/jobs/:id': 'signed-in',
  'GET /api/v1/jobs/:id/events': 'signed-in',
  'GET /api/v1/jobs/:id/calls': 'signed-in',
  'GET /api/v1/jobs/:id/calls/:key': 'signed-in',
  'GET /api/v1/jobs/:id/history': 'signed-in',
  'GET /api/v1/jobs/:id/history/raw': 'signed-in',
  'GET /api/v1/jobs/:id/lineage': 'signed-in',
  'GET /api/v1/jobs/:id/compare': 'signed-in',
  'GET /api/v1/jobs/:id/draft': 'signed-in',
  'GET /api/v1/jobs/:id/export/:format': 'signed-in',

  'POST /api/v1/uploads': STARTS,
  'POST /api/v1/uploads/:sha256/extraction': STARTS,
  'POST /api/v1/estimates': STARTS,
  // Takes the sample's documents in.
  'GET /api/v1/sample': STARTS,
  'POST /api/v1/jobs': STARTS,
  'POST /api/v1/jobs/:id/fork': STARTS,
  'POST /api/v1/jobs/:id/branch/preview': STARTS,
  'DELETE /api/v1/jobs/:id': RECOVERS,
  'POST /api/v1/jobs/:id/reset': RECOVERS,

  'POST /api/v1/jobs/:id/messages/decide': DECIDES,
  'POST /api/v1/jobs/:id/messages/ask': 'signed-in',
  'POST /api/v1/jobs/:id/messages/answer': 'signed-in',
  'POST /api/v1/jobs/:id/messages/recover': RECOVERS,
  'POST /api/v1/jobs/:id/messages/rewind': RECOVERS,
  'POST /api/v1/jobs/:id/messages/cancel': STEERS,
  'POST /api/v1/jobs/:id/messages/setBudget': STEERS,
  'POST /api/v1/jobs/:id/messages/pause': STEERS,
  'POST /api/v1/jobs/:id/messages/resume': STEERS,
  // No message has this name.
  'POST /api/v1/jobs/:id/messages/:name': 'signed-in',
};

/** The access of a route; of what is none, that of whoever is signed in, who is told so. */
export function accessOf(method: string, address: string | undefined): Access {
  if (address === undefined) return 'signed-in';
  return ROUTE_ACCESS[routeName(method, address)] ?? 'signed-in';
}

/** Refuses to register a route whose access is not in the table. */
export function requireAccess(method: string, address: string): void {
  if (ROUTE_ACCESS[routeName(method, address)] !== undefined) return;
  throw new Error(`The route ${method} ${address} has no access in client/api/http/roles.ts.`);
}

/** Throws `actor-not-allowed` for whoever holds none of the roles. */
export function checkRoles(access: Access, { id, roles }: Pick<Actor, 'id' | 'roles'>): void {
  if (typeof access === 'string' || roles.some((role) => access.includes(role))) return;
  throw new DossierError('actor-not-allowed', `This takes the role ${access.join(' or ')}; ${id} does not hold it.`);
}

/** What is answered to GET is answered to HEAD, without its body. */
function routeName(method: string, address: string): string {
  return `${method === 'HEAD' ? 'GET' : method} ${address}`;
}
