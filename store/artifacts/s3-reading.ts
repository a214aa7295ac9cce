import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DossierError } from '../../contract/failures.ts';
import { jsonOf, textOf } from './decoded.ts';
import { isName } from './folder-touch.ts';
import type { ArtifactStore } from './port.ts';
import type { Bucket } from './s3-bucket.ts';
import { asS3Error, isAbsent } from './s3-errors.ts';
import { corruptArtifact, missingArtifact } from './verified-read.ts';

type Reading = Pick<ArtifactStore, 'getBytes' | 'getText' | 'getJson' | 'getStream'>;

/** Reading artifacts of a bucket; every way checks the hash. */
export function reading(bucket: Bucket): Reading {
  async function getStream(sha256: string): Promise<Readable> {
    const body = await opened(bucket, sha256);
    const checked = checkedAtItsEnd(sha256);
    // Ends with an error in `checked` where the connection breaks; whoever reads that is told.
    pipeline(body, checked).catch((error) => checked.destroy(asS3Error(error, `Reading artifact ${sha256}`)));
    return checked;
  }
  async function getBytes(sha256: string): Promise<Uint8Array> {
    const body = await opened(bucket, sha256);
    const chunks = await body.toArray().catch((error) => {
      throw asS3Error(error, `Reading artifact ${sha256}`);
    });
    const bytes = Buffer.concat(chunks);
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw corruptArtifact(sha256);
    return bytes;
  }
  const getText = async (sha256: string): Promise<string> => textOf(sha256, await getBytes(sha256));
  return { getBytes, getStream, getText, getJson: async (sha256) => jsonOf(sha256, await getText(sha256)) };
}

async function opened(bucket: Bucket, sha256: string): Promise<Readable> {
  if (!isName(sha256)) throw missingArtifact(sha256);
  try {
    const { Body } = await bucket.client.send(new GetObjectCommand({ Bucket: bucket.name, Key: bucket.keyOf(sha256) }));
    if (Body instanceof Readable) return Body;
    throw new DossierError('storage-failed', `The server gave no content for artifact ${sha256}.`);
  } catch (error) {
    throw isAbsent(error) ? missingArtifact(sha256) : asS3Error(error, `Reading artifact ${sha256}`);
  }
}

/** Passes bytes on; altered ones make it end with the error `artifact-corrupt` instead of its end. */
function checkedAtItsEnd(sha256: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : corruptArtifact(sha256));
    },
  });
}
