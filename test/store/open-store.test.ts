import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { openStore } from '../../store/open-store.ts';
import { jobRecord } from '../support/job-records.ts';

const base = mkdtempSync(join(tmpdir(), 'dossier-store-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('a folder is the same store by its path and by its address', async () => {
  const folder = join(base, 'with space');
  const databaseUrl = `sqlite:${join(folder, 'ledger.db')}`;
  const first = await openStore({ databaseUrl, artifactsUrl: join(folder, 'artifacts') });
  const ref = await first.artifacts.putText('words', { mediaType: 'text/plain', title: 'a text' });
  await first.ledger.createJob(jobRecord('job-1'));
  await first.close();
  const second = await openStore({ databaseUrl, artifactsUrl: pathToFileURL(join(folder, 'artifacts')).href });
  expect(await second.artifacts.getText(ref.sha256)).toBe('words');
  expect(await second.ledger.readRecord('job-1')).not.toBeNull();
  await second.close();
});

test('an address that nothing serves yet is refused by the name of its setting', async () => {
  const opening = openStore({ databaseUrl: join(base, 'ledger.db'), artifactsUrl: 'gs://bucket/prefix' });
  await expect(opening).rejects.toMatchObject({ code: 'configuration-invalid', failure: { field: 'ARTIFACTS_URL' } });
});
