const QUIET_MS = 2_000;
const EVERY_MS = 1_000;

/** Says what is being done on stderr, once it takes long enough that a person wonders. */
export class Progress {
  readonly #began = performance.now();
  #saidAt = Number.NEGATIVE_INFINITY;

  readonly say = (what: string): void => {
    const now = performance.now();
    if (now - this.#began < QUIET_MS || now - this.#saidAt < EVERY_MS) return;
    this.#saidAt = now;
    process.stderr.write(`${what} (${Math.round((now - this.#began) / 1_000)} s)\n`);
  };
}
