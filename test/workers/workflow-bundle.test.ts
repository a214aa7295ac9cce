import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { workflowBundle } from '../../workers/workflow-bundle.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'dossier-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The one bundle that is kept. */
function keptPath(): string {
  const names = readdirSync(folder);
  expect(names).toEqual([expect.stringMatching(/^workflows-[0-9a-f]{64}\.js$/)]);
  return join(folder, names[0] ?? '');
}

test('a bundle is built once for the same sources, and again where what was kept is damaged or of other sources', async () => {
  writeFileSync(join(folder, `workflows-${'0'.repeat(64)}.js`), 'of other sources');
  const { code } = await workflowBundle(folder);
  expect(code).toContain('report');
  const path = keptPath();
  const then = new Date('2026-01-01T00:00:00.000Z');
  utimesSync(path, then, then);
  expect((await workflowBundle(folder)).code).toBe(code);
  expect(statSync(path).mtime).toEqual(then);
  appendFileSync(path, 'damage');
  expect((await workflowBundle(folder)).code).not.toContain('damage');
  expect(keptPath()).toBe(path);
});

test('a folder that cannot be written does no harm', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect((await workflowBundle(join(file, 'below'))).code).toContain('report');
});
