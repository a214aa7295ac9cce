import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a browser stays signed in. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1_000;
const OPENINGS_LIMIT = 1_000;

/**
 * Sessions of browsers. A session is a signed cookie, so that it outlives this process and needs no storage; a one-time address is a code that
 * lives here only: it is spent by its first use, and gone when the process ends.
 */
export class Sessions {
  readonly #secret: string;
  readonly #clock: () => number;
  readonly #openings = new Set<string>();
  /** Cookies know no port: instances beside each other on one machine must not take each other's. */
  readonly cookieName: string;

  constructor(secret: string, clock: () => number) {
    this.#secret = secret;
    this.#clock = clock;
    this.cookieName = `dossier-${createHash('sha256').update(`name of ${secret}`).digest('hex').slice(0, 8)}`;
  }

  /** A new one-time code; beyond a thousand that nobody used the oldest is void. */
  newOpening(): string {
    const code = randomBytes(24).toString('base64url');
    this.#openings.add(code);
    const [oldest] = this.#openings;
    if (this.#openings.size > OPENINGS_LIMIT && oldest !== undefined) this.#openings.delete(oldest);
    return code;
  }

  /** Spends a code; false where it is unknown or was used. */
  redeem(code: string): boolean {
    return this.#openings.delete(code);
  }

  /** The value of a new session's cookie. */
  issue(): string {
    const said = `${randomBytes(12).toString('base64url')}.${this.#clock() + SESSION_MS}`;
    return `${said}.${this.#sign(said)}`;
  }

  /** Whether a `Cookie` header holds a session of this instance that has not expired. */
  isSignedIn(cookies: string | undefined): boolean {
    const value = (cookies ?? '').split(/;\s*/).find((cookie) => cookie.startsWith(`${this.cookieName}=`));
    const parts = value?.slice(this.cookieName.length + 1).split('.') ?? [];
    const [id, until, signature] = parts;
    if (parts.length !== 3 || id === undefined || until === undefined || signature === undefined) return false;
    const expected = Buffer.from(this.#sign(`${id}.${until}`));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) && Number(until) > this.#clock();
  }

  #sign(said: string): string {
    return createHmac('sha256', this.#secret).update(`session ${said}`).digest('base64url');
  }
}
