import type { IncomingMessage } from 'node:http';
import { DossierError } from '../../contract/failures.ts';
import { retryAfterMs } from '../models/retry-after.ts';
import { checkAddress, type ResolveHost } from './checked-address.ts';
import type { PageLimits } from './page-limits.ts';
import { pinnedRequest } from './pinned-request.ts';
import type { PrivateHosts } from './private-hosts.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const BUSY: ReadonlySet<number> = new Set([408, 425, 429]);
/** No server may make a page wait longer than this before it is asked again. */
const LONGEST_WAIT_MS = 30_000;

/** What fetching reaches the world through. */
export interface FetchPorts {
  resolve: ResolveHost;
  isPrivateHost: PrivateHosts;
  limits: PageLimits;
}

/** An answer with a page, its content still to be read, and the address that gave it. */
export interface Answered {
  address: string;
  answer: IncomingMessage;
}

/** Asks for a page and follows where it is sent, each address checked anew. Throws `link-refused`, `page-missing`, `page-unavailable`. */
export async function follow(first: string, ports: FetchPorts, signal: AbortSignal): Promise<Answered> {
  let address = first;
  for (let redirects = 0; redirects <= ports.limits.redirects; redirects += 1) {
    const checked = await until(signal, checkAddress(address, ports));
    const answer = await pinnedRequest(checked, ports.limits, signal);
    const status = answer.statusCode ?? 0;
    if (status === 200) return { address: checked.url.href, answer };
    // Nothing of it is read, so its connection goes.
    answer.on('error', () => undefined).destroy();
    if (!REDIRECTS.has(status)) throw refused(checked.url, answer);
    address = nextAddress(checked.url, answer.headers.location);
  }
  throw new DossierError('page-missing', `The address sends on more than ${ports.limits.redirects} times.`);
}

function nextAddress(from: URL, location: string | undefined): string {
  const next = location === undefined ? null : URL.parse(location, from.href);
  if (next === null) throw new DossierError('page-missing', `${from.host} sends on to no address.`);
  if (from.protocol === 'https:' && next.protocol === 'http:') {
    throw new DossierError('link-refused', `${from.host} sends on from https to http, which is not followed.`);
  }
  return next.href;
}

function refused(url: URL, { statusCode = 0, headers }: IncomingMessage): DossierError {
  const said = `The server of ${url.host} answered ${statusCode}`;
  if (statusCode >= 500 || BUSY.has(statusCode)) {
    const after = headers['retry-after'];
    const wish = after === undefined ? null : retryAfterMs(new Headers({ 'retry-after': after }), Date.now());
    const more = wish === null ? {} : { retryAfterMs: Math.min(wish, LONGEST_WAIT_MS) };
    return new DossierError('page-unavailable', `${said}.`, more);
  }
  const words: Record<number, string> = {
    401: ': it wants a login',
    403: ': it does not give the page',
    404: ': there is no such page',
    410: ': the page is gone',
  };
  return new DossierError('page-missing', `${said}${words[statusCode] ?? ''}.`);
}

/** Waits for something that knows no cancelling itself. */
async function until<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
