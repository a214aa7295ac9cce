/** Most web pages of a job. */
export const LINKS_LIMIT = 50;

/** Longest address, in characters. */
export const LINK_LENGTH = 2_000;

/** Whether something that was typed is meant as an address, not as a path: it begins with a scheme and two slashes. */
export function looksLikeAddress(typed: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
}

/**
 * Reads the address of a web page as a person gives it: the address as it is kept, without the part behind `#`, or a sentence on why it will
 * not do. Where it leads (a private network, nowhere) shows only when it is fetched.
 */
export function readLink(typed: string): { address: string } | { fault: string } {
  const shown = typed.length > 200 ? `${typed.slice(0, 199)}…` : typed;
  if (typed.length > LINK_LENGTH) {
    return { fault: `The address has more than ${LINK_LENGTH.toLocaleString('en')} characters: ${shown}` };
  }
  const url = URL.parse(typed.trim());
  if (url === null) return { fault: `This is not an address of a web page: ${shown}` };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { fault: `Only http and https addresses are fetched, not ${url.protocol}//` };
  }
  // Not shown again: the message would carry the password on.
  if (url.username !== '' || url.password !== '') {
    return { fault: `The address of a page at ${url.host} holds a name or password; such addresses are not fetched.` };
  }
  url.hash = '';
  return url.href.length > LINK_LENGTH ? { fault: `The address is too long: ${shown}` } : { address: url.href };
}
