import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { isName } from './folder-touch.ts';
import type { ArtifactStore, StoredArtifact } from './port.ts';
import type { Bucket } from './s3-bucket.ts';
import { asS3Error, isAbsent } from './s3-errors.ts';
import { reading } from './s3-reading.ts';
import { putStream } from './s3-writer.ts';

type Keeping = Pick<ArtifactStore, 'stat' | 'touch' | 'list' | 'delete' | 'deleteOlder' | 'freeBytes'>;

/** What a bucket of artifacts does beside writing and reading. */
export function keeping(bucket: Bucket): Keeping {
  return {
    stat: async (sha256) => (await look(bucket, sha256))?.ContentLength ?? null,
    async touch(sha256) {
      const found = await look(bucket, sha256);
      if (found === null || !(await copyOntoItself(bucket, sha256, found))) return null;
      const after = await look(bucket, sha256);
      // Some servers take such a copy for a change of metadata, which leaves the object as old as it was.
      if (after !== null && youngest(after.LastModified) === youngest(found.LastModified))
        await putAgain(bucket, sha256, found);
      return after?.ContentLength ?? null;
    },
    list: () => listed(bucket),
    async delete(sha256) {
      if (isName(sha256)) await remove(bucket, sha256);
    },
    // A bucket cannot delete on a condition of age: between this look and the deletion lies one request.
    async deleteOlder(sha256, modifiedBefore) {
      const found = await look(bucket, sha256);
      if (found === null || youngest(found.LastModified) >= modifiedBefore) return false;
      await remove(bucket, sha256);
      return true;
    },
    freeBytes: async () => null,
  };
}

/** Servers tell whole seconds: the last moment that is meant, so that nothing counts as older than it is. */
function youngest(modified: Date | undefined): number {
  return modified === undefined ? Date.now() : Math.floor(modified.getTime() / 1_000) * 1_000 + 999;
}

async function look(bucket: Bucket, sha256: string): Promise<HeadObjectCommandOutput | null> {
  if (!isName(sha256)) return null;
  try {
    return await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: bucket.keyOf(sha256) }));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw asS3Error(error, `Looking for artifact ${sha256}`);
  }
}

async function putAgain(bucket: Bucket, sha256: string, { ContentType }: HeadObjectCommandOutput): Promise<void> {
  const meta = { mediaType: ContentType ?? 'application/octet-stream', title: sha256 };
  await putStream(bucket, await reading(bucket).getStream(sha256), meta, Number.POSITIVE_INFINITY);
}

/** The way to make an object young without sending its bytes; false where it was deleted meanwhile. */
async function copyOntoItself(bucket: Bucket, sha256: string, found: HeadObjectCommandOutput): Promise<boolean> {
  const key = bucket.keyOf(sha256);
  const source = [bucket.name, ...key.split('/')].map(encodeURIComponent).join('/');
  const type = found.ContentType === undefined ? {} : { ContentType: found.ContentType };
  try {
    await bucket.client.send(
      new CopyObjectCommand({
        ...{ Bucket: bucket.name, Key: key, CopySource: source, MetadataDirective: 'REPLACE', ...type },
        // A bucket refuses a copy onto itself that changes nothing.
        Metadata: { touched: new Date().toISOString() },
      }),
    );
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw asS3Error(error, `Touching artifact ${sha256}`);
  }
}

async function remove(bucket: Bucket, sha256: string): Promise<void> {
  await bucket.client
    .send(new DeleteObjectCommand({ Bucket: bucket.name, Key: bucket.keyOf(sha256) }))
    .catch((error) => {
      if (!isAbsent(error)) throw asS3Error(error, `Deleting artifact ${sha256}`);
    });
}

async function* listed(bucket: Bucket): AsyncGenerator<StoredArtifact> {
  const pages = paginateListObjectsV2({ client: bucket.client }, { Bucket: bucket.name, Prefix: bucket.prefix });
  try {
    for await (const { Contents } of pages)
      for (const { Key = '', Size = 0, LastModified } of Contents ?? []) {
        const sha256 = Key.slice(Key.lastIndexOf('/') + 1);
        if (isName(sha256) && Key === bucket.keyOf(sha256))
          yield { sha256, bytes: Size, modifiedAt: youngest(LastModified) };
      }
  } catch (error) {
    throw asS3Error(error, 'Listing the artifacts');
  }
}
