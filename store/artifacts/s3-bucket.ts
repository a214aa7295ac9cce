import { S3Client } from '@aws-sdk/client-s3';
import type { S3Address } from './s3-address.ts';

/** How often the library sends a request before it gives up, with growing pauses: about 5 s in all. */
export const MOST_TRIES = 5;
/** A server that says nothing for so long has gone. */
const SILENCE_MS = 30_000;
const CONNECT_MS = 5_000;
const say = (): void => {};
/** What the library would print goes nowhere: what fails is thrown, and what passes is no news. */
const SILENT = { trace: say, debug: say, info: say, warn: say, error: say };

/** One bucket, and where in it artifacts are. */
export interface Bucket {
  client: S3Client;
  name: string;
  /** The key of an artifact. */
  keyOf(sha256: string): string;
  /** What the keys of all artifacts begin with. */
  prefix: string;
}

/** Connects to a bucket; sends nothing yet. Keys, region and role come from the environment as for all tools of S3. */
export function connectBucket(address: S3Address): Bucket {
  const client = new S3Client({
    ...(address.endpoint !== undefined && { endpoint: address.endpoint }),
    // A server of one's own rarely cares, but a signature needs some region.
    ...regionOf(address),
    forcePathStyle: address.pathStyle,
    logger: SILENT,
    maxAttempts: MOST_TRIES,
    retryMode: 'standard',
    // We name artifacts by their SHA-256: it is sent with each put, and each read is checked against it here.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS, throwOnRequestTimeout: true },
  });
  const prefix = `${address.prefix}sha256/`;
  return { client, name: address.bucket, prefix, keyOf: (sha256) => `${prefix}${sha256.slice(0, 2)}/${sha256}` };
}

function regionOf({ region, endpoint }: S3Address): { region?: string } {
  if (region !== undefined) return { region };
  return endpoint === undefined ? {} : { region: 'us-east-1' };
}
