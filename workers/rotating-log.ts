import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** How large a log grows before the next file begins, and how many files stay. */
export const LOG_LIMITS = { bytes: 10 * 1024 * 1024, files: 5 };

/**
 * A log file of bounded size: `name.log`, then `name.log.1` (the newest of the old ones) up to `name.log.4`.
 * Writes are synchronous, so that nothing is lost with the process. A write that fails (disk full) is
 * counted and told once there is room again; logging never ends what it describes.
 */
export class RotatingLog {
  readonly path: string;
  readonly #limits: typeof LOG_LIMITS;
  #descriptor: number;
  #bytes: number;
  #lost = 0;

  constructor(path: string, limits: typeof LOG_LIMITS = LOG_LIMITS) {
    this.path = path;
    this.#limits = limits;
    this.#descriptor = openSync(path, 'a', 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  write(chunk: string | Uint8Array): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    try {
      if (this.#bytes > 0 && this.#bytes + bytes.length > this.#limits.bytes) this.#rotate();
      if (this.#lost > 0) this.#append(Buffer.from(`(${this.#lost} pieces of log were lost: writing failed)\n`));
      this.#lost = 0;
      this.#append(bytes);
    } catch {
      this.#lost += 1;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #append(bytes: Uint8Array): void {
    this.#bytes += writeSync(this.#descriptor, bytes);
  }

  #rotate(): void {
    for (let index = this.#limits.files - 2; index >= 0; index -= 1) {
      const from = index === 0 ? this.path : `${this.path}.${index}`;
      if (existsSync(from)) renameSync(from, `${this.path}.${index + 1}`);
    }
    const fresh = openSync(this.path, 'a', 0o600);
    closeSync(this.#descriptor);
    this.#descriptor = fresh;
    this.#bytes = 0;
  }
}
