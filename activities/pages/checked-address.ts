import { isIP } from 'node:net';
import { DossierError } from '../../contract/failures.ts';
import { readLink } from '../../contract/links.ts';
import type { PrivateHosts } from './private-hosts.ts';
import { type Reach, reachOf } from './public-addresses.ts';

/** Looks a host's numeric addresses up; tests put their own in place of DNS. */
export type ResolveHost = (host: string) => Promise<string[]>;

/** A URL and the numeric addresses that were found in order: the only ones that may be connected to. */
export interface CheckedAddress {
  url: URL;
  addresses: string[];
}

const REMEDY =
  'Save the page and attach the file; an operator can allow a host of the own network with DOSSIER_FETCH_PRIVATE_HOSTS.';

/**
 * Checks where an address leads: a host counts only if all its numeric addresses are public, or if an operator named it and they are of a
 * network of one's own. Throws `link-refused`; what the look-up throws goes through.
 */
export async function checkAddress(
  address: string,
  { resolve, isPrivateHost }: { resolve: ResolveHost; isPrivateHost: PrivateHosts },
): Promise<CheckedAddress> {
  const link = readLink(address);
  if ('fault' in link) throw new DossierError('link-refused', link.fault);
  const url = new URL(link.address);
  // The URL parser has made odd notations (decimal, octal, hexadecimal, shortened) plain ones.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  const isNamed = isPrivateHost(url);
  for (const numeric of addresses) {
    const reach = reachOf(numeric);
    if (reach.kind === 'public' || (reach.kind === 'own-network' && isNamed)) continue;
    throw refusal(url, reach);
  }
  if (addresses.length === 0) throw new DossierError('page-missing', `There is no server named ${url.hostname}.`);
  return { url, addresses };
}

function refusal(url: URL, reach: Exclude<Reach, { kind: 'public' }>): DossierError {
  const message = `${url.host} leads to ${reach.words}; pages are fetched from the public internet only.`;
  return new DossierError('link-refused', message, reach.kind === 'own-network' ? { remedy: REMEDY } : {});
}
