import type { Readable } from 'node:stream';
import type { ArtifactRef } from '../../contract/artifact.ts';

/** What an artifact is called and how it is to be read; its hash and size come from its bytes. */
export interface ArtifactMeta {
  mediaType: string;
  title: string;
}

/** What a listing tells of an artifact that is kept. */
export interface StoredArtifact {
  sha256: string;
  bytes: number;
  /** When its bytes were written last, or `touch`ed, in milliseconds since 1970 by the store's clock. */
  modifiedAt: number;
}

/**
 * Where immutable blobs live, named by the SHA-256 of their bytes.
 * Every `put` is atomic and durable when it returns, and putting the same bytes twice is the same artifact.
 * Reads verify the hash: altered bytes throw `artifact-corrupt`, missing ones `artifact-not-found`; a full disk throws `storage-full`.
 */
export interface ArtifactStore {
  putBytes(bytes: Uint8Array, meta: ArtifactMeta): Promise<ArtifactRef>;
  putText(text: string, meta: ArtifactMeta): Promise<ArtifactRef>;
  /** Stores canonical JSON, so that equal values are the same artifact; media type `application/json`. */
  putJson(value: unknown, title: string): Promise<ArtifactRef>;
  /** Streams bytes in; throws `request-too-large` past `maxBytes` and leaves nothing behind. Memory use does not depend on the size. */
  putStream(stream: Readable, meta: ArtifactMeta, maxBytes: number): Promise<ArtifactRef>;
  getBytes(sha256: string): Promise<Uint8Array>;
  getText(sha256: string): Promise<string>;
  getJson(sha256: string): Promise<unknown>;
  /** Streams bytes out; an error of the stream at its end tells altered bytes. */
  getStream(sha256: string): Promise<Readable>;
  /** The size in bytes, or null where there is none. */
  stat(sha256: string): Promise<number | null>;
  /** Like `stat`, and counts as written just now: whoever is about to name an old artifact keeps it from being collected meanwhile. */
  touch(sha256: string): Promise<number | null>;
  /** Everything that is kept, in no order, one at a time; what is written or deleted meanwhile may be told or not. What is no artifact is not told. */
  list(): AsyncIterable<StoredArtifact>;
  delete(sha256: string): Promise<void>;
  /** Deletes what was last written or touched before this moment (milliseconds since 1970), looking again as late as the store can; answers whether it did. */
  deleteOlder(sha256: string, modifiedBefore: number): Promise<boolean>;
  /** Bytes free where artifacts are kept, or null where that has no meaning. */
  freeBytes(): Promise<number | null>;
}
