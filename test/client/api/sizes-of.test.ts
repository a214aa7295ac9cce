import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sizesOf } from '../../../client/api/settings/sizes-of.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-sizes-'));
  mkdirSync(join(folder, 'artifacts', 'ab'), { recursive: true });
  writeFileSync(join(folder, 'artifacts', 'ab', 'one'), 'x'.repeat(100));
  writeFileSync(join(folder, 'artifacts', 'two'), 'x'.repeat(20));
  writeFileSync(join(folder, 'ledger.sqlite'), 'x'.repeat(7));
  writeFileSync(join(folder, 'ledger.sqlite-wal'), 'x'.repeat(3));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder counts with all that is in it, a database with what SQLite keeps beside it', async () => {
  const paths = { data: folder, artifacts: join(folder, 'artifacts'), ledger: join(folder, 'ledger.sqlite') };
  expect(await sizesOf(paths)).toEqual({
    data: { bytes: 130, files: 4 },
    artifacts: { bytes: 120, files: 2 },
    ledger: { bytes: 10, files: 2 },
  });
});

test('what is not there, or not on this disk, has no size', async () => {
  const paths = { logs: join(folder, 'logs'), artifacts: 's3://bucket/prefix', ledger: 'db.example:5432' };
  expect(await sizesOf(paths)).toEqual({ logs: null, artifacts: null, ledger: null });
});
