import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { DossierError } from '../../contract/failures.ts';
import type { CheckedAddress } from './checked-address.ts';
import type { PageLimits } from './page-limits.ts';

const HEADERS = {
  'user-agent': 'Dossier (fetches single pages that a person named)',
  accept: 'text/html, application/xhtml+xml, application/pdf, text/markdown, text/csv, text/plain, */*;q=0.5',
  'accept-encoding': 'gzip, deflate, br',
};
const HEAD_BYTES = 64 * 1024;

/**
 * Asks for a page over a connection of its own to the addresses that were checked: the host is not looked up again, so that another
 * answer of DNS changes nothing. Gives the answer with its content still to be read; throws what Node throws, and `page-unavailable`
 * where connecting or answering takes too long.
 */
export async function pinnedRequest(
  { url, addresses }: CheckedAddress,
  limits: Pick<PageLimits, 'connectMs' | 'headMs'>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  const asked = request(url, {
    headers: HEADERS,
    // No shared agent: a kept connection, or a proxy of the environment, would not be one to the checked addresses.
    agent: false,
    lookup: only(addresses),
    maxHeaderSize: HEAD_BYTES,
    signal,
  });
  const late = (what: string) => () =>
    asked.destroy(new DossierError('page-unavailable', `The server of ${url.host} did not ${what} in time.`));
  let timer = setTimeout(late('take the connection'), limits.connectMs);
  const connected = (): void => {
    clearTimeout(timer);
    timer = setTimeout(late('begin to answer'), limits.headMs);
  };
  try {
    return await new Promise((resolve, reject) => {
      asked.once('socket', (socket) => socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected));
      asked.once('response', resolve);
      asked.on('error', reject);
      asked.end();
    });
  } finally {
    clearTimeout(timer);
  }
}

/** A look-up that knows only what was checked. */
function only(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, done) => {
    const [first] = found;
    if (options.all === true) done(null, found);
    else if (first !== undefined) done(null, first.address, first.family);
    else done(new Error('No address was checked.'), '');
  };
}
