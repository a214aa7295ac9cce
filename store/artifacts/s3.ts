import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { canonicalJson } from '../../contract/hash.ts';
import type { ArtifactStore } from './port.ts';
import { parseS3Address } from './s3-address.ts';
import { connectBucket } from './s3-bucket.ts';
import { asS3Error } from './s3-errors.ts';
import { keeping } from './s3-keeping.ts';
import { reading } from './s3-reading.ts';
import { putBytes, putStream } from './s3-writer.ts';

/**
 * Opens a bucket of an S3-compatible server as an artifact store; any number of processes may. Artifacts are `PREFIX/sha256/aa/<sha256>`.
 * Throws `configuration-invalid` for a wrong address, `storage-failed` with its remedy where bucket, keys or server are not there.
 */
export async function openS3Artifacts(url: string): Promise<ArtifactStore> {
  const bucket = connectBucket(parseS3Address(url));
  await bucket.client.send(new HeadBucketCommand({ Bucket: bucket.name })).catch((error) => {
    throw asS3Error(error, `Opening the bucket ${bucket.name}`);
  });
  return {
    putBytes: (bytes, meta) => putBytes(bucket, bytes, meta),
    putText: (text, meta) => putBytes(bucket, Buffer.from(text), meta),
    putJson: (value, title) =>
      putBytes(bucket, Buffer.from(canonicalJson(value)), { mediaType: 'application/json', title }),
    putStream: (stream, meta, maxBytes) => putStream(bucket, stream, meta, maxBytes),
    ...reading(bucket),
    ...keeping(bucket),
  };
}
