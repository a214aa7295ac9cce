import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, jest, test } from '@jest/globals';
import { Installation } from './installation.ts';

jest.setTimeout(240_000);

const ROOT = join(import.meta.dirname, '..', '..');
const installation = new Installation();
afterAll(() => installation.end());

test('the example of the client library starts a job, decides at its gate and prints the report', async () => {
  expect(await installation.run(['jobs'])).toMatchObject({ code: 0 });
  const { url = '', token = '' } = installation.instance() ?? {};
  const example = join(ROOT, 'examples', 'use-the-client-library.ts');
  const { PATH = '' } = process.env;
  const ran = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', example], {
    cwd: installation.data,
    env: { PATH, DOSSIER_URL: url, DOSSIER_TOKEN: token },
  });
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toMatch(/^started report-/);
  expect(ran.stdout).toMatch(/\nwaiting: /);
  expect(ran.stdout).toMatch(/\ndone: /);
  const report = ran.stdout.slice(ran.stdout.lastIndexOf('\ndone: '));
  expect(report).toMatch(/^# /m);
  expect(report).toContain('12 panels');
});
