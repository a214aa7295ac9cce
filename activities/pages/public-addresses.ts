import ipaddr from 'ipaddr.js';

/** What an operator may open by naming a host: the ranges of networks of one's own. */
const OF_ONES_OWN: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/** Addresses in public ranges at which clouds give out secrets of the machine itself. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16']);

/** Names of the ranges as people know them. */
const WORDS: Readonly<Record<string, string>> = {
  private: 'a private network',
  loopback: 'this machine itself',
  uniqueLocal: 'a private network',
  carrierGradeNat: 'the network of a provider',
  linkLocal: 'the local network segment, where clouds keep their metadata',
  multicast: 'a multicast address',
  metadata: "a cloud's metadata",
};

/** Where an address lies: on the public internet, in a network of one's own, or where no page is ever fetched from. */
export type Reach = { kind: 'public' } | { kind: 'own-network' | 'never'; words: string };

/**
 * Judges a numeric address, as DNS or a URL gives it, after the IANA registries of special addresses. IPv6 forms that carry an
 * IPv4 address (mapped, NAT64) are judged by it; of the rest of IPv6 only global unicast counts as public.
 */
export function reachOf(address: string): Reach {
  // A zone id (`fe80::1%eth0`) belongs to this machine alone.
  if (!ipaddr.isValid(address) || address.includes('%')) return { kind: 'never', words: 'no address of the internet' };
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return reachOfRange(METADATA.has(address) ? 'metadata' : parsed.range());
  const range = parsed.range();
  if (range === 'ipv4Mapped') return reachOf(parsed.toIPv4Address().toString());
  if (range === 'rfc6052') return reachOf(ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString());
  if (range !== 'unicast') return reachOfRange(range);
  const isGlobal = parsed.match(ipaddr.IPv6.parse('2000::'), 3);
  return isGlobal ? { kind: 'public' } : reachOfRange('reserved');
}

function reachOfRange(range: string): Reach {
  if (range === 'unicast') return { kind: 'public' };
  const words = WORDS[range] ?? 'a reserved address';
  return { kind: OF_ONES_OWN.has(range) ? 'own-network' : 'never', words };
}
