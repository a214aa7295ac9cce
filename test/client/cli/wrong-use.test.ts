import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { runCommandLine } from '../../../client/cli/run-command-line.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-wrong-'));
const file = join(folder, 'a.md');
writeFileSync(file, 'text');
mkdirSync(join(folder, 'empty'));
writeFileSync(join(folder, 'empty', '.hidden'), 'x');
const link = join(folder, 'to-nothing');
symlinkSync(join(folder, 'nothing'), link);
writeFileSync(join(folder, 'latin.md'), Buffer.from([0xe9, 0xff]));
truncateSync(join(folder, 'latin.md'), 2);
const bundle = join(folder, 'cut.json');
writeFileSync(bundle, '{"schema":"dossier.bundle/1"}');
const envFile = join(folder, 'bad.env');
writeFileSync(envFile, 'DOSSIER_PORT=none\nnot a setting\nDOSSIER_LOGLEVEL=info\n');

const ASK = 'Should we move?';
/** What was typed; the code of the failure; words that its message must have. Nothing of this may reach an instance. */
const TABLE: [string, string[], string, string][] = [
  ['an unknown command', ['reprot'], 'request-invalid', 'Did you mean `dossier report`?'],
  ['an unknown option', ['approve', 'j', '--hsh', 'x'], 'request-invalid', 'Did you mean --hash?'],
  ['an option without its value', ['approve', 'j', '--hash'], 'request-invalid', '--hash needs a value'],
  ['a switch with a value', ['report', ASK, file, '--wait=1'], 'request-invalid', 'takes no value'],
  ['a missing job', ['show'], 'request-invalid', 'Name the job'],
  ['a word too many', ['show', 'one', 'two'], 'request-invalid', '"two"'],
  ['a question of one character', ['report', 'x', file], 'question-invalid', '1 character.'],
  ['a question of 100,000 characters', ['report', 'x'.repeat(100_000), file], 'question-invalid', '100,000'],
  ['no documents', ['report', ASK], 'no-documents', 'Name the files'],
  ['a missing path', ['report', ASK, join(folder, 'nope')], 'path-missing', 'nope'],
  ['a link to nothing', ['report', ASK, link], 'path-missing', 'to-nothing'],
  ['an empty folder', ['report', ASK, join(folder, 'empty')], 'folder-empty', 'holds no files'],
  ['a web page without https', ['report', ASK, 'www.example.org/a'], 'path-missing', 'whole address'],
  ['a file on a server', ['report', ASK, 'ftp://example.org/a'], 'request-invalid', 'Only http and https'],
  ['a file as an address', ['report', ASK, 'file:///tmp/a.md'], 'request-invalid', 'Only http and https'],
  ['an address that is none', ['report', ASK, 'https://'], 'request-invalid', 'not an address of a web page'],
  ['a password in an address', ['report', ASK, 'https://a:b@example.org/'], 'request-invalid', 'name or password'],
  ['a wrong risk', ['report', ASK, file, '--risk', 'huge'], 'request-invalid', 'low, medium or high'],
  ['a wrong gate', ['report', ASK, file, '--gates', 'plan,all'], 'request-invalid', '"all"'],
  ['a wrong budget', ['report', ASK, file, '--budget', 'much'], 'request-invalid', 'US dollars'],
  ['a wrong id', ['report', ASK, file, '--id', 'A B'], 'request-invalid', '--id must be'],
  ['--yes without --wait', ['report', ASK, file, '--yes'], 'request-invalid', '--wait'],
  ['a check of nothing', ['check'], 'request-invalid', 'Name the document and its sources'],
  ['a check of a missing file', ['check', join(folder, 'nope'), file], 'path-missing', 'nope'],
  ['a check of a folder', ['check', folder, file], 'request-invalid', 'is a folder'],
  ['a check of a web page', ['check', 'https://example.org/a', file], 'request-invalid', 'is a web page'],
  ['a check without sources', ['check', file], 'no-documents', 'Name the sources'],
  ['a check against the document itself', ['check', file, file], 'no-documents', 'no evidence for itself'],
  ['a check of a broken bundle', ['check', bundle], 'request-invalid', 'not a whole Dossier bundle'],
  ['a check with a wrong gate', ['check', file, folder, '--gates', 'draft'], 'request-invalid', '"draft"'],
  ['an unknown status', ['jobs', '--status', 'bad'], 'request-invalid', '--status'],
  ['a script without the hash', ['approve', 'j'], 'decision-incomplete', 'Pass --hash'],
  ['a hash that is none', ['reject', 'j', '--hash', 'zz'], 'request-invalid', 'hexadecimal'],
  ['sending back without words', ['revise', 'j', '--hash', 'ab12cd34'], 'decision-incomplete', '--comment'],
  ['editing without a file', ['edit', 'j'], 'decision-incomplete', '--file'],
  ['an edited file that is missing', ['edit', 'j', '--file', join(folder, 'no.md')], 'path-missing', 'no.md'],
  ['a folder as edited file', ['edit', 'j', '--file', folder], 'request-invalid', 'is a folder'],
  ['an edited file that is no text', ['edit', 'j', '--file', join(folder, 'latin.md')], 'document-encoding', 'UTF-8'],
  ['a format of a later version', ['export', 'j', '--format', 'pdf'], 'request-invalid', 'md, html or json'],
  ['a folder as a file', ['export', 'j', '--out', folder], 'request-invalid', 'is a folder'],
  ['a file in no folder', ['export', 'j', '--out', join(folder, 'no', 'a.md')], 'path-missing', 'There is no folder'],
  ['an instance that is none', ['jobs', '--server', 'here'], 'request-invalid', '--server'],
  ['an option without a command', ['--nope'], 'request-invalid', '--nope'],
];

/** Runs in this process: nothing of the table gets as far as a request, and thirty processes take their time. */
async function runHere(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += String(chunk);
      return true;
    }),
  );
  try {
    return { code: await runCommandLine(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

beforeAll(() => {
  process.env.DOSSIER_ENV_FILE = '/dev/null';
  process.env.DOSSIER_DATA = '/nonexistent/dossier';
});

test.each(TABLE)(
  '%s: exit 2, a sentence with a remedy, nothing but JSON on stdout, no stack',
  async (_, args, code, words) => {
    const run = await runHere(['--json', ...args]);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toEqual({
      error: {
        ...{
          code,
          message: expect.stringContaining(words),
          remedy: expect.stringMatching(/\w/),
          field: expect.anything(),
        },
      },
    });
    expect(run.stdout).toMatch(/^[^\n]+\n$/);
    expect(run.stderr).not.toMatch(/^ +at |starting one/m);
  },
);

test('for people the sentence and the remedy stand on stderr, and nothing on stdout', async () => {
  const run = await runHere(['report', 'x', file]);
  expect(run).toEqual({
    code: 2,
    stdout: '',
    stderr: 'The question has 1 character.\nAsk a question of 3 to 20,000 characters.\n',
  });
});

test('a wrong configuration is one table of all its problems', async () => {
  const run = await runCli(['jobs'], { DOSSIER_ENV_FILE: envFile, DOSSIER_TIME_SCALE: '-1' });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  for (const words of ['bad.env line 2', 'DOSSIER_LOGLEVEL is not a setting', 'DOSSIER_PORT', 'DOSSIER_TIME_SCALE']) {
    expect(run.stderr).toContain(words);
  }
});

test('an instance that was named and does not answer is a failure at run time', async () => {
  const run = await runCli(['jobs', '--json', '--server', 'http://127.0.0.1:9']);
  expect(run).toMatchObject({ code: 1, object: { error: { code: 'instance-unreachable' } } });
});

test('down and doctor work where nothing runs', async () => {
  expect(await runCli(['down'])).toMatchObject({ code: 0, stderr: '' });
  expect((await runCli(['doctor'])).stdout).toContain('none is running');
});

test.each([[['help']], [['--help']], [[]], [['help', 'approve']], [['approve', '--help']], [['approve', '-h']]])(
  '%j explains, with exit code 0',
  async (args) => {
    const run = await runHere(args);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('approve');
  },
);

test('--version prints the version', async () => {
  expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
