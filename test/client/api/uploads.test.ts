import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDossierClient } from '../../../client/library/dossier-client.ts';
import { filesBelow, type Harness, openHarness, TOKEN } from './api-harness.ts';

let api: Harness;
beforeEach(async () => {
  api = await openHarness({ fileBytesLimit: 100_000 });
});
afterEach(() => api.close());

const URL_PATH = '/api/v1/uploads';
const artifactFiles = async (): Promise<string[]> => filesBelow(`${api.folder}/artifacts`);
const listen = (): Promise<string> => api.app.listen({ host: '127.0.0.1', port: 0 });

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('an upload', () => {
  it('is stored under its hash, with its own name, and found again', async () => {
    const content = Buffer.from('Zwölf Platten.');
    const headers = { 'x-file-name': encodeURIComponent('dach/größe.md'), 'content-type': 'text/markdown' };
    const first = await api.request('POST', URL_PATH, content, headers);
    expect(first.statusCode).toBe(201);
    expect(first.json()).toEqual({
      attachment: {
        name: 'dach/größe.md',
        artifact: {
          sha256: createHash('sha256').update(content).digest('hex'),
          bytes: content.length,
          mediaType: 'text/markdown',
          title: 'dach/größe.md',
        },
      },
      existed: false,
    });
    expect((await api.request('POST', URL_PATH, content, headers)).json().existed).toBe(true);
  });

  it.each([
    ['no name', {}],
    ['an empty name', { 'x-file-name': '%20' }],
    ['a name that is not percent-encoded', { 'x-file-name': '%E0%A4%A' }],
    ['a name with control characters', { 'x-file-name': 'a%00b' }],
    ['a name that is too long', { 'x-file-name': 'a'.repeat(501) }],
  ])('with %s is refused', async (_, headers) => {
    const response = await api.request('POST', URL_PATH, Buffer.from('x'), headers);
    expect(response.json()).toMatchObject({ status: 400, code: 'request-invalid', field: 'x-file-name' });
    expect(await artifactFiles()).toEqual([]);
  });

  it('needs free disk', async () => {
    const artifacts = { ...api.store.artifacts, freeBytes: async () => 499_999_999 };
    const full = await openHarness({ artifacts });
    const response = await full.request('POST', URL_PATH, Buffer.from('x'), { 'x-file-name': 'a.md' });
    expect(response.json()).toMatchObject({ status: 507, code: 'storage-full' });
    await full.close();
  });
});

describe('an upload over a real connection', () => {
  it('streams, and is refused past the limit with the reason and nothing left behind', async () => {
    const client = createDossierClient({ url: await listen(), token: TOKEN });
    async function* bytes(count: number): AsyncGenerator<Uint8Array> {
      for (let sent = 0; sent < count; sent += 10_000) yield Buffer.alloc(10_000, 'a');
    }
    const kept = await client.upload(bytes(100_000), 'a.txt');
    expect(kept.attachment.artifact.bytes).toBe(100_000);
    const before = await artifactFiles();
    await expect(client.upload(bytes(2_000_000), 'b.txt')).rejects.toMatchObject({ code: 'request-too-large' });
    await expect(client.upload(Buffer.alloc(2_000_000), 'b.txt')).rejects.toMatchObject({ code: 'request-too-large' });
    expect(await artifactFiles()).toEqual(before);
  });

  it('that is broken off leaves nothing behind', async () => {
    const { port, hostname } = new URL(await listen());
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(
      `POST ${URL_PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${TOKEN}\r\n` +
        'X-File-Name: a.txt\r\nContent-Type: application/octet-stream\r\nContent-Length: 90000\r\n\r\n',
    );
    socket.write('a'.repeat(40_000));
    await until(async () => (await artifactFiles()).length > 0);
    socket.destroy();
    await until(async () => (await artifactFiles()).length === 0);
    expect(await artifactFiles()).toEqual([]);
  });
});
