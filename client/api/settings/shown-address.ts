const TELLING = /key|secret|token|password|passwd|signature|credential/i;

/** An address as it may be shown: without user and password, and without the values of what sounds like a secret. */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return 'not an address';
  const url = new URL(address);
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) if (TELLING.test(name)) url.searchParams.set(name, '...');
  return url.href;
}
