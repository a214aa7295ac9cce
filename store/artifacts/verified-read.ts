import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { DossierError } from '../../contract/failures.ts';
import { asStorageError } from '../disk-errors.ts';

const CHUNK_BYTES = 64 * 1024;

/** The failure of an artifact that is not there; its `field` is the hash. */
export function missingArtifact(sha256: string): DossierError {
  const name = sha256.slice(0, 64);
  return new DossierError(
    'artifact-not-found',
    `The artifact ${name} is missing: it is not where artifacts are kept.`,
    {
      field: name,
    },
  );
}

/** The failure of an artifact whose bytes are not those that its name promises; its `field` is the hash. */
export function corruptArtifact(sha256: string): DossierError {
  return new DossierError(
    'artifact-corrupt',
    `The artifact ${sha256} was altered: its stored bytes no longer match its name.`,
    { field: sha256 },
  );
}

/** Streams a file and closes it; altered bytes make it end with the error `artifact-corrupt` instead of its end. */
export class VerifiedRead extends Readable {
  readonly #handle: FileHandle;
  readonly #sha256: string;
  readonly #hash = createHash('sha256');

  constructor(handle: FileHandle, sha256: string) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#handle = handle;
    this.#sha256 = sha256;
  }

  override _read(): void {
    this.#readChunk().catch((error) => this.destroy(asStorageError(error, `Reading artifact ${this.#sha256}`)));
  }

  async #readChunk(): Promise<void> {
    const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES);
    if (bytesRead === 0) {
      if (this.#hash.digest('hex') !== this.#sha256) throw corruptArtifact(this.#sha256);
      this.push(null);
      return;
    }
    const chunk = buffer.subarray(0, bytesRead);
    this.#hash.update(chunk);
    this.push(chunk);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#handle.close().then(
      () => done(error),
      (closing) => done(error ?? asStorageError(closing, `Closing artifact ${this.#sha256}`)),
    );
  }
}
