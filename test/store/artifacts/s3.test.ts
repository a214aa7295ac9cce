import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openS3Artifacts } from '../../../store/artifacts/s3.ts';
import { parseS3Address } from '../../../store/artifacts/s3-address.ts';

import { s3ServerWorks, startTestS3 } from '../../support/s3-server.ts';
import { artifactsConformance } from '../artifacts-conformance.ts';

const text = { mediaType: 'text/plain', title: 'a text' };
const works = await s3ServerWorks();
let server: Awaited<ReturnType<typeof startTestS3>>;
let stores = 0;

beforeAll(async () => {
  if (works) server = await startTestS3();
}, 600_000);
afterAll(() => server?.stop());

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

(works ? describe : describe.skip)('against an S3 server', () => {
  artifactsConformance('S3', async () => {
    stores += 1;
    const name = `store-${stores}`;
    const files = () => filesOf(server.bucketFolder).filter((path) => path.includes(`/${name}/`));
    const fileOf = (sha256: string) => files().find((path) => path.endsWith(sha256)) ?? '';
    return {
      store: await openS3Artifacts(server.url.replace('/dossier?', `/${name}?`)),
      async alter(sha256) {
        const bytes = readFileSync(fileOf(sha256));
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        writeFileSync(fileOf(sha256), bytes);
      },
      lose: async (sha256) => rmSync(fileOf(sha256)),
      // An S3 server tells the age of an object in whole seconds.
      tick: () => setTimeout(1_100),
      count: async () => files().length,
    };
  });

  test('says what is wrong where the bucket is missing or the keys are', async () => {
    const missing = openS3Artifacts(server.url.replace('artifacts/', 'no-such-bucket/'));
    await expect(missing).rejects.toMatchObject({
      code: 'storage-failed',
      failure: { remedy: expect.stringContaining('Create the bucket') },
    });
    const { AWS_SECRET_ACCESS_KEY: secret } = process.env;
    process.env.AWS_SECRET_ACCESS_KEY = 'another';
    const refused = openS3Artifacts(server.url);
    await expect(refused).rejects.toMatchObject({
      code: 'storage-failed',
      failure: { remedy: expect.stringContaining('AWS_SECRET_ACCESS_KEY') },
    });
    process.env.AWS_SECRET_ACCESS_KEY = secret;
  });

  test('an upload that the server fails twice arrives by itself, streamed or not', async () => {
    let fails = 0;
    const proxy = createServer((request, response) => {
      if (request.method === 'PUT' && fails++ % 3 < 2) {
        request.resume().on('end', () => response.writeHead(503).end());
        return;
      }
      response.writeHead(200, { etag: '"x"' }).end();
      request.resume();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const store = await openS3Artifacts(`s3://b/p?endpoint=http://127.0.0.1:${port}`);
    await store.putText('words', text);
    await store.putStream(Readable.from([Buffer.from('streamed')]), text, 100);
    expect(fails).toBe(6);
    proxy.closeAllConnections();
    proxy.close();
  });
});

test('a server that is not there is told with its remedy', async () => {
  process.env.AWS_ACCESS_KEY_ID ??= 'test';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
  await expect(openS3Artifacts('s3://b/p?endpoint=http://127.0.0.1:9')).rejects.toMatchObject({
    code: 'storage-failed',
    failure: { remedy: expect.stringContaining('endpoint') },
  });
});

describe('the address of a bucket', () => {
  test('names bucket, prefix, server and region', () => {
    expect(parseS3Address('s3://bucket/a/b/?endpoint=https://s3.example&region=eu-1')).toEqual({
      ...{ bucket: 'bucket', prefix: 'a/b/', endpoint: 'https://s3.example', region: 'eu-1', pathStyle: true },
    });
    expect(parseS3Address('s3://bucket')).toMatchObject({ prefix: '', endpoint: undefined, pathStyle: false });
  });

  test.each([
    's3://',
    's3://key:secret@bucket/prefix',
    's3://bucket:9000/',
    's3://bucket?endpoint=server',
    's3://bucket?endpoint=https://key:secret@server',
    's3://bucket?secret=x',
  ])('%s is refused without being repeated', (address) => {
    const failure = expect.objectContaining({
      code: 'configuration-invalid',
      message: expect.not.stringContaining('secret@'),
    });
    expect(() => parseS3Address(address)).toThrow(failure);
  });
});
