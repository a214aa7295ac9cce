import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openFolderArtifacts } from '../../../store/artifacts/folder.ts';
import { asStorageError } from '../../../store/disk-errors.ts';
import { killHard, reportOf, startScript } from '../../support/child-reports.ts';
import { onTinyDisk, tinyDisksWork } from '../../support/tiny-disk.ts';
import { artifactsConformance } from '../artifacts-conformance.ts';

const base = mkdtempSync(join(tmpdir(), 'dossier-artifacts-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const newFolder = () => mkdtempSync(join(base, 'store-'));
const text = { mediaType: 'text/plain', title: 'a text' };

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

artifactsConformance('folder', async () => {
  const folder = newFolder();
  return {
    store: await openFolderArtifacts(folder),
    async alter(sha256) {
      const file = filesOf(folder).find((path) => path.endsWith(sha256)) ?? '';
      const bytes = readFileSync(file);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
    async lose(sha256) {
      rmSync(filesOf(folder).find((path) => path.endsWith(sha256)) ?? '');
    },
    tick: () => setTimeout(20),
    count: async () => filesOf(folder).length,
  };
});

describe('the folder of artifacts', () => {
  test('keeps an artifact in aa/bb/<sha256>', async () => {
    const folder = newFolder();
    const { sha256 } = await (await openFolderArtifacts(folder)).putText('words', text);
    expect(filesOf(folder)).toEqual([join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)]);
  });

  test('is found again by the next process that opens it', async () => {
    const folder = join(newFolder(), 'made', 'on', 'the', 'way');
    const { sha256 } = await (await openFolderArtifacts(folder)).putText('words', text);
    expect(await (await openFolderArtifacts(folder)).getText(sha256)).toBe('words');
  });

  test('clips a title that a ref cannot carry', async () => {
    const store = await openFolderArtifacts(newFolder());
    const ref = await store.putText('words', { mediaType: 'text/plain', title: 'x'.repeat(400) });
    expect(ref.title).toBe(`${'x'.repeat(299)}…`);
  });

  test('tells free bytes', async () => {
    const store = await openFolderArtifacts(newFolder());
    expect(await store.freeBytes()).toBeGreaterThan(0);
  });

  test('opening removes what dead processes left an hour ago, and nothing else', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'tmp'));
    const dead = 2 ** 22 + 1; // above the highest pid there can be
    const leave = (name: string, hours: number) => {
      writeFileSync(join(folder, 'tmp', name), 'half');
      const then = Date.now() / 1_000 - hours * 3_600;
      utimesSync(join(folder, 'tmp', name), then, then);
    };
    leave(`${dead}-old`, 2);
    leave(`${dead}-young`, 0.5);
    leave(`${process.pid}-old`, 2);
    leave(`${process.pid}-ancient`, 30);
    await openFolderArtifacts(folder);
    expect(readdirSync(join(folder, 'tmp')).sort()).toEqual([`${dead}-young`, `${process.pid}-old`].sort());
  });

  test('a writer that is killed leaves no artifact half written', async () => {
    const folder = newFolder();
    for (let round = 0; round < 3; round += 1) {
      const child = startScript('half-written.ts', [folder]);
      expect(await reportOf(child)).toEqual({ half: true });
      await setTimeout(30 * round);
      await killHard(child);
    }
    const store = await openFolderArtifacts(folder);
    let whole = 0;
    for await (const { sha256 } of store.list()) {
      await store.getBytes(sha256);
      whole += 1;
    }
    expect(whole).toBeGreaterThan(0);
    expect(readdirSync(join(folder, 'tmp')).length).toBeGreaterThanOrEqual(3);
  });

  test('stores and reads 64 MB without holding them', async () => {
    const child = startScript('stored-stream.ts', [newFolder(), '64'], ['--expose-gc']);
    const megabyte = 1024 * 1024;
    const report = (await reportOf(child)) as { stored: number; read: number; held: number; looked: number };
    expect(report).toMatchObject({ stored: 64 * megabyte, read: 64 * megabyte });
    expect(report.looked).toBeGreaterThan(1_024);
    expect(report.held).toBeGreaterThan(0);
    expect(report.held).toBeLessThan(8 * megabyte);
  });
});

const testOnTinyDisk = (await tinyDisksWork()) ? test : test.skip;

describe('a disk without space', () => {
  testOnTinyDisk('says storage-full, leaves nothing, and what was stored is still read', () =>
    onTinyDisk(512, async (disk) => {
      const folder = join(disk, 'store');
      const store = await openFolderArtifacts(folder);
      const kept = await store.putText('before', text);
      const large = Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(64 * 1024, 1)));
      await expect(store.putStream(large, text, 1e9)).rejects.toMatchObject({ code: 'storage-full' });
      expect(filesOf(folder)).toHaveLength(1);
      expect(await store.getText(kept.sha256)).toBe('before');
      expect((await store.putText('after', text)).bytes).toBe(5);
    }),
  );

  test.each([
    ['ENOSPC', 'storage-full'],
    ['EDQUOT', 'storage-full'],
    ['EIO', 'storage-failed'],
    ['EACCES', 'storage-failed'],
  ])('%s is %s', (code, failure) => {
    const error = Object.assign(new Error(`${code}: it did not work`), { code });
    expect(asStorageError(error, 'Storing')).toMatchObject({ code: failure, cause: error });
  });

  test('a folder that cannot be one says storage-failed', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    await expect(openFolderArtifacts(file)).rejects.toMatchObject({ code: 'storage-failed' });
  });
});
