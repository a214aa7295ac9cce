import { S3ServiceException } from '@aws-sdk/client-s3';
import { DossierError } from '../../contract/failures.ts';
import { systemErrorCode } from '../disk-errors.ts';

const ABSENT = new Set(['NoSuchKey', 'NotFound']);
const FULL = new Set(['QuotaExceeded', 'InsufficientStorage', 'XMinioStorageFull', 'EntityTooLarge']);
const NO_ACCESS =
  'Check the keys (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or the role) and what they may do in the bucket.';
const NO_BUCKET = 'Create the bucket, or correct ARTIFACTS_URL.';
const NO_SERVER = 'Check ARTIFACTS_URL (its endpoint) and that the server runs; what waits for it is tried again.';

/** Whether a server said that there is nothing under a key. A bucket that is missing is another matter. */
export function isAbsent(error: unknown): boolean {
  return error instanceof S3ServiceException && ABSENT.has(error.name);
}

/** Whether sending the same again may help: the server was busy or broken, or the connection was. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof S3ServiceException))
    return systemErrorCode(error) !== null || nameOf(error) === 'TimeoutError';
  const status = error.$metadata.httpStatusCode ?? 500;
  return status >= 500 || status === 429 || status === 408;
}

/** Turns what the S3 client threw into a `DossierError`: `storage-full` where a quota is used up, else `storage-failed` with its remedy. */
export function asS3Error(error: unknown, doing: string): DossierError {
  if (error instanceof DossierError) return error;
  const name = nameOf(error);
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (FULL.has(name) || status === 507)
    return new DossierError('storage-full', `The bucket is full: ${doing} did not work.`, { cause: error });
  const message = error instanceof Error && error.message !== '' ? error.message : name;
  const said = message === name ? name : `${name}: ${message}`;
  return new DossierError('storage-failed', `${doing} did not work (${said}).`, {
    cause: error,
    remedy: remedyFor(name, status),
  });
}

function remedyFor(name: string, status: number | undefined): string {
  if (name === 'NoSuchBucket' || name === 'InvalidBucketName' || status === 404) return NO_BUCKET;
  const isRefused = status === 401 || status === 403 || name === 'CredentialsProviderError';
  return isRefused ? NO_ACCESS : NO_SERVER;
}

/** A driver's error may name itself only by its code, where the message is empty. */
function nameOf(error: unknown): string {
  const code = systemErrorCode(error);
  if (code !== null) return code;
  return error instanceof Error ? error.name : String(error);
}
