import { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';

/** Where a bucket is, as `ARTIFACTS_URL` tells it. */
export interface S3Address {
  bucket: string;
  /** Begins the key of every artifact; empty, or with a `/` at its end. */
  prefix: string;
  /** The server; undefined is the public cloud's own, or what AWS_ENDPOINT_URL_S3 says. */
  endpoint: string | undefined;
  region: string | undefined;
  /** `http://server/bucket/key` in place of `http://bucket.server/key`. */
  pathStyle: boolean;
}

const optionsSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/, error: 'endpoint must be an http:// or https:// address' }).optional(),
  region: z.string().min(1).optional(),
  pathStyle: z.enum(['true', 'false'], 'pathStyle must be true or false').optional(),
});

/**
 * Reads `s3://BUCKET[/PREFIX][?endpoint=URL&region=NAME&pathStyle=true|false]`. A server of one's own is asked by path unless told otherwise.
 * Throws `configuration-invalid`; also for a key in the address, since addresses are printed.
 */
export function parseS3Address(text: string): S3Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === '') throw wrong('must be s3://BUCKET[/PREFIX]');
  if (url.username !== '' || url.password !== '' || url.port !== '') throw wrong('holds no keys and no port');
  const options = optionsSchema.safeParse(Object.fromEntries(url.searchParams));
  if (!options.success) throw wrong(options.error.issues.map(({ message }) => message).join('; '));
  const { endpoint, region, pathStyle } = options.data;
  if (endpoint !== undefined && new URL(endpoint).password !== '') throw wrong('holds no keys');
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint,
    region,
    pathStyle: pathStyle === undefined ? endpoint !== undefined : pathStyle === 'true',
  };
}

function wrong(what: string): DossierError {
  return new DossierError('configuration-invalid', `ARTIFACTS_URL: an s3:// address ${what}.`, {
    field: 'ARTIFACTS_URL',
    remedy:
      'Write s3://BUCKET/PREFIX?endpoint=https://SERVER&region=NAME, and give the keys as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  });
}
