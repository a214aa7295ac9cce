import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { chunksOf, refOf, writeTemporary } from './folder-writer.ts';
import type { ArtifactMeta } from './port.ts';
import { type Bucket, MOST_TRIES } from './s3-bucket.ts';
import { asS3Error, isPassing } from './s3-errors.ts';

const FIRST_PAUSE_MS = 200;

/** Puts bytes under the key that their hash gives: one request, so all of it or nothing. */
export async function putBytes(bucket: Bucket, bytes: Uint8Array, meta: ArtifactMeta): Promise<ArtifactRef> {
  const ref = refOf(createHash('sha256').update(bytes).digest('hex'), bytes.byteLength, meta);
  await bucket.client.send(putCommand(bucket, ref, bytes)).catch((error) => {
    throw asS3Error(error, 'Storing an artifact');
  });
  return ref;
}

/**
 * Puts a stream. Its key is known only when its end was read, so it is spooled to a temporary file first: then it goes up in one request like
 * everything else, nothing half sent can be left in the bucket, and a stream that breaks or is too long never reaches it.
 */
export async function putStream(
  bucket: Bucket,
  stream: Readable,
  meta: ArtifactMeta,
  maxBytes: number,
): Promise<ArtifactRef> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-upload-'));
  try {
    const path = join(folder, 'spooled');
    const { sha256, bytes } = await writeTemporary(path, chunksOf(stream), maxBytes);
    const ref = refOf(sha256, bytes, meta);
    await putFile(bucket, ref, path);
    return ref;
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** The library cannot send a stream twice, so what it does for bytes is done here for a file. */
async function putFile(bucket: Bucket, ref: ArtifactRef, path: string): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const body = createReadStream(path);
    try {
      await bucket.client.send(putCommand(bucket, ref, body));
      return;
    } catch (error) {
      if (tried >= MOST_TRIES || !isPassing(error)) throw asS3Error(error, 'Storing an artifact');
      await sleep(FIRST_PAUSE_MS * 2 ** (tried - 1));
    } finally {
      body.destroy();
    }
  }
}

function putCommand(bucket: Bucket, { sha256, bytes, mediaType }: ArtifactRef, body: Uint8Array | Readable) {
  return new PutObjectCommand({
    Bucket: bucket.name,
    Key: bucket.keyOf(sha256),
    Body: body,
    ContentLength: bytes,
    ContentType: mediaType,
    // The server refuses bytes that were damaged on the way.
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
  });
}
