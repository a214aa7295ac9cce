import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { ArtifactStore, StoredArtifact } from '../../store/artifacts/port.ts';

/** What an artifact store must let a test do beside its port. */
export interface ArtifactStoreUnderTest {
  store: ArtifactStore;
  /** Changes stored bytes behind the store's back, keeping their number. */
  alter(sha256: string): Promise<void>;
  /** Removes stored bytes behind the store's back. */
  lose(sha256: string): Promise<void>;
  /** Waits until what is written from now on is younger, to the store's clock, than what was written before. */
  tick(): Promise<void>;
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
    listing(make);
    ageing(make);
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
    const missing = { code: 'artifact-not-found', failure: { field: name } };
    await expect(store.getBytes(name)).rejects.toMatchObject(missing);
    await expect(store.getText(name)).rejects.toMatchObject(missing);
    await expect(store.getStream(name)).rejects.toMatchObject(missing);
    expect(await store.stat(name)).toBeNull();
    expect(await store.touch(name)).toBeNull();
    expect(await store.deleteOlder(name, Date.now())).toBe(false);
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
    const corrupt = { code: 'artifact-corrupt', failure: { field: ref.sha256 } };
    await expect(store.getBytes(ref.sha256)).rejects.toMatchObject(corrupt);
    const stream = await store.getStream(ref.sha256);
    await expect(bytesOf(stream)).rejects.toMatchObject(corrupt);
  });

  test('putting the right bytes again heals an altered artifact', async () => {
    const { store, alter } = await make();
    const ref = await store.putText('the true words', text);
    await alter(ref.sha256);
    await store.putText('the true words', text);
    expect(await store.getText(ref.sha256)).toBe('the true words');
  });

  test('putting the bytes again heals a lost artifact', async () => {
    const { store, lose } = await make();
    const ref = await store.putText('the true words', text);
    await lose(ref.sha256);
    const missing = { code: 'artifact-not-found', failure: { field: ref.sha256 } };
    await expect(store.getText(ref.sha256)).rejects.toMatchObject(missing);
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

async function listOf(store: ArtifactStore): Promise<StoredArtifact[]> {
  const listed: StoredArtifact[] = [];
  for await (const artifact of store.list()) listed.push(artifact);
  return listed.sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
}

function listing(make: () => Promise<ArtifactStoreUnderTest>): void {
  test('lists all that is kept, with size and time', async () => {
    const { store } = await make();
    expect(await listOf(store)).toEqual([]);
    const refs = [];
    for (let size = 0; size < 12; size += 1) refs.push(await store.putBytes(randomBytes(size), text));
    await store.delete(refs[3]?.sha256 ?? '');
    refs.splice(3, 1);
    const listed = await listOf(store);
    const expected = refs.map(({ sha256, bytes }) => ({ sha256, bytes }));
    expect(listed.map(({ sha256, bytes }) => ({ sha256, bytes }))).toEqual(
      expected.sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1)),
    );
    for (const { modifiedAt } of listed) expect(Number.isInteger(modifiedAt)).toBe(true);
  });

  test('a listing that is left early can be let go', async () => {
    const { store } = await make();
    await store.putText('one', text);
    await store.putText('two', text);
    for await (const { sha256 } of store.list()) {
      await store.delete(sha256);
      break;
    }
    expect(await listOf(store)).toHaveLength(1);
  });
}

function ageing(make: () => Promise<ArtifactStoreUnderTest>): void {
  test.each([
    ['putting it again', (store: ArtifactStore) => store.putText('words', text)],
    ['touching it', (store: ArtifactStore, sha256: string) => store.touch(sha256)],
  ])('%s makes an artifact young', async (_how, refresh) => {
    const { store, tick } = await make();
    const { sha256 } = await store.putText('words', text);
    const before = (await listOf(store))[0]?.modifiedAt ?? 0;
    await tick();
    await refresh(store, sha256);
    const after = (await listOf(store))[0]?.modifiedAt ?? 0;
    expect(after).toBeGreaterThan(before);
    expect(await store.deleteOlder(sha256, after)).toBe(false);
    expect(await store.getText(sha256)).toBe('words');
    expect(await store.touch(sha256)).toBe(5);
  });

  test('an old artifact is deleted, once', async () => {
    const { store, count } = await make();
    const { sha256 } = await store.putText('words', text);
    const later = ((await listOf(store))[0]?.modifiedAt ?? 0) + 1;
    expect(await store.deleteOlder(sha256, later)).toBe(true);
    expect(await store.deleteOlder(sha256, later)).toBe(false);
    expect(await store.stat(sha256)).toBeNull();
    expect(await count()).toBe(0);
  });
}
