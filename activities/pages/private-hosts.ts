/** Says of a URL whether an operator named its host and port as one of the own network. */
export type PrivateHosts = (url: URL) => boolean;

/** Reads `intranet.example:8080, wiki.example`; a host without a port is allowed at 80 and 443, whichever scheme. */
export function privateHosts(setting: string | undefined): PrivateHosts {
  const named = new Set(
    (setting ?? '')
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter((one) => one !== '')
      .flatMap((one) => (/:\d+$/.test(one.replace(/^\[[^\]]*\]/, '')) ? [one] : [`${one}:80`, `${one}:443`])),
  );
  return (url) => named.has(`${url.hostname.replace(/\.$/, '')}:${portOf(url)}`);
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
