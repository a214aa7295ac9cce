import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { ArtifactStore } from '../../store/artifacts/port.ts';

/** What an artifact store must let a test do beside its port. */
export interface ArtifactStoreUnderTest {
  store: ArtifactStore;
  /** Changes stored bytes behind the store's back, keeping their number. */
  alter(sha256: string): Promise<void>;
  /** How many things are stored or half stored. */
  count(): Promise<number>;
}

const text = { mediaType: 'text/plain', title: 'a text' };

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  return Buffer.concat(await stream.toArray());
}

/** What every artifact store must do. `make` gives an empty one. */
export function artifactsConformance(name: string, make: () => Promise<ArtifactStoreUnderTest>): void {
  describe(`artifacts: ${name}`, () => {
    storing(make);
    repeating(make);
    refusing(make);
    altered(make);
  });
}

function storing(make: () => Promise<ArtifactStoreUnderTest>): void {
  test('gives back what was put, named by its hash', async () => {
    const { store } = await make();
    const bytes = randomBytes(200_000);
    const ref = await store.putBytes(bytes, text);
    expect(ref).toEqual({ sha256: hashOf(bytes), bytes: 200_000, ...text });
    expect(Buffer.from(await store.getBytes(ref.sha256)).equals(bytes)).toBe(true);
    expect((await bytesOf(await store.getStream(ref.sha256))).equals(bytes)).toBe(true);
    expect(await store.stat(ref.sha256)).toBe(200_000);
  });

  test('keeps text to the character, a byte order mark included', async () => {
    const { store } = await make();
    const words = '\ufeffÄpfel und 🍐\r\n\0';
    const ref = await store.putText(words, text);
    expect(await store.getText(ref.sha256)).toBe(words);
  });

  test('gives equal values the same name', async () => {
    const { store } = await make();
    const one = await store.putJson({ b: [1, null], a: { d: 'x', c: 2 } }, 'first');
    const two = await store.putJson({ a: { c: 2, d: 'x' }, b: [1, null] }, 'second');
    expect(two.sha256).toBe(one.sha256);
    expect(await store.getJson(one.sha256)).toEqual({ a: { c: 2, d: 'x' }, b: [1, null] });
    expect([one.title, two.title]).toEqual(['first', 'second']);
  });

  test('stores nothing as an artifact of 0 bytes', async () => {
    const { store } = await make();
    const ref = await store.putStream(Readable.from([]), text, 0);
    expect(ref.bytes).toBe(0);
    expect(await bytesOf(await store.getStream(ref.sha256))).toHaveLength(0);
  });
}

function repeating(make: () => Promise<ArtifactStoreUnderTest>): void {
  test('takes the same bytes from many writers at once as one artifact', async () => {
    const { store, count } = await make();
    const bytes = randomBytes(100_000);
    const refs = await Promise.all(
      Array.from({ length: 8 }, () =>
        store.putStream(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), text, 100_000),
      ),
    );
    expect(new Set(refs.map((ref) => ref.sha256))).toEqual(new Set([hashOf(bytes)]));
    expect(await count()).toBe(1);
  });

  test('deletes, and deleting again does nothing', async () => {
    const { store } = await make();
    const ref = await store.putText('away', text);
    await store.delete(ref.sha256);
    await store.delete(ref.sha256);
    expect(await store.stat(ref.sha256)).toBeNull();
  });
}

function refusing(make: () => Promise<ArtifactStoreUnderTest>): void {
  test('a stream over its limit leaves nothing behind, and is left alive for its owner to answer', async () => {
    const { store, count } = await make();
    const stream = Readable.from(Array.from({ length: 100 }, () => randomBytes(600)));
    await expect(store.putStream(stream, text, 1_000)).rejects.toMatchObject({ code: 'request-too-large' });
    expect(await count()).toBe(0);
    expect(stream.destroyed).toBe(false);
  });

  test('a stream of exactly its limit is taken', async () => {
    const { store } = await make();
    expect((await store.putStream(Readable.from([randomBytes(1_000)]), text, 1_000)).bytes).toBe(1_000);
  });

  test('a stream that breaks leaves nothing behind and tells its own error', async () => {
    const { store, count } = await make();
    async function* breaking() {
      yield randomBytes(10);
      throw new RangeError('the sender went away');
    }
    await expect(store.putStream(Readable.from(breaking()), text, 1_000)).rejects.toThrow(RangeError);
    expect(await count()).toBe(0);
  });

  test.each(['f'.repeat(64), '../../etc/passwd', '', 'F'.repeat(64)])('does not find %j', async (name) => {
    const { store } = await make();
    const missing = { code: 'artifact-not-found' };
    await expect(store.getBytes(name)).rejects.toMatchObject(missing);
    await expect(store.getText(name)).rejects.toMatchObject(missing);
    await expect(store.getStream(name)).rejects.toMatchObject(missing);
    expect(await store.stat(name)).toBeNull();
    await store.delete(name);
  });

  test('bytes that are not UTF-8 are not read as text, nor text that is not JSON as a value', async () => {
    const { store } = await make();
    const latin = await store.putBytes(Buffer.from([0x4d, 0xfc, 0x6c, 0x6c]), text);
    const words = await store.putText('{"half":', text);
    await expect(store.getText(latin.sha256)).rejects.toMatchObject({ code: 'document-encoding' });
    await expect(store.getJson(words.sha256)).rejects.toMatchObject({ code: 'internal' });
  });
}

function altered(make: () => Promise<ArtifactStoreUnderTest>): void {
  test('one altered byte is told by every way of reading', async () => {
    const { store, alter } = await make();
    const ref = await store.putBytes(randomBytes(150_000), text);
    await alter(ref.sha256);
    await expect(store.getBytes(ref.sha256)).rejects.toMatchObject({ code: 'artifact-corrupt' });
    const stream = await store.getStream(ref.sha256);
    await expect(bytesOf(stream)).rejects.toMatchObject({ code: 'artifact-corrupt' });
  });

  test('putting the right bytes again heals an altered artifact', async () => {
    const { store, alter } = await make();
    const ref = await store.putText('the true words', text);
    await alter(ref.sha256);
    await store.putText('the true words', text);
    expect(await store.getText(ref.sha256)).toBe('the true words');
  });

  test('a stream that nobody reads to its end can be let go', async () => {
    const { store } = await make();
    const ref = await store.putBytes(randomBytes(300_000), text);
    const stream = await store.getStream(ref.sha256);
    stream.destroy();
    await once(stream, 'close');
    expect(await store.stat(ref.sha256)).toBe(300_000);
  });
}
