import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { realBundle } from '../../support/real-bundle.ts';
import { type Run, runCli, spawnCli } from './run-cli.ts';
import { type StubInstance, startStub } from './stub-instance.ts';
import { answer, DRAFT_HASH, parked, VERIFICATION, view } from './stub-view.ts';

let stub: StubInstance;
const folder = mkdtempSync(join(tmpdir(), 'dossier-cli-'));
const cli = (...args: string[]): Promise<Run> => runCli([...args, '--server', stub.url]);
const sent = (pathEnd: string) => stub.seen.filter(({ path, method }) => method === 'POST' && path.endsWith(pathEnd));

beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.close());
beforeEach(() => {
  stub.seen = [];
  stub.views = [answer({ status: 'waiting' })];
});

test('report uploads, starts, and names the job and what to do next', async () => {
  writeFileSync(join(folder, 'a.md'), 'Five dollars.');
  const run = await cli(
    'report',
    ' Should we move? ',
    join(folder, 'a.md'),
    '--risk',
    'high',
    '--budget',
    '0.50',
    '--gates',
    'none',
    '--json',
  );
  expect(run).toMatchObject({ code: 0, object: { job: { id: 'job-1', status: 'running' }, created: true } });
  expect(sent('/jobs')[0]?.body).toMatchObject({
    ...{ question: 'Should we move?', risk: 'high', gates: [], leftOut: [] },
    budget: { limitMicroUsd: 500_000 },
    attachments: [{ name: 'a.md', artifact: { bytes: 13 } }],
  });
});

test('check uploads the document beside its sources, which it is none of', async () => {
  const sources = mkdtempSync(join(tmpdir(), 'dossier-check-'));
  const memo = join(sources, 'memo.md');
  writeFileSync(memo, 'It costs 6 dollars.');
  writeFileSync(join(sources, 'list.md'), 'It costs 5 dollars.');
  const run = await cli('check', memo, sources, '--risk', 'high', '--json');
  expect(run).toMatchObject({ code: 0, object: { job: { id: 'job-1' } } });
  expect(run.stderr).toContain('memo.md: It is the document that is checked, which is no evidence for itself.');
  expect(sent('/jobs')[0]?.body).toMatchObject({
    ...{ kind: 'check', risk: 'high', document: { name: 'memo.md', artifact: { bytes: 19 } } },
    attachments: [{ name: 'list.md' }],
    leftOut: [{ name: 'memo.md' }],
  });
  expect(sent('/jobs')[0]?.body).not.toHaveProperty('question');
});

test('check of a bundle checks its report against what the bundle holds, or against what is named', async () => {
  const path = join(folder, 'bundle.json');
  writeFileSync(path, (await realBundle()).text);
  const own = await cli('check', path, '--question', 'Do the prices hold?', '--json');
  expect(own.code).toBe(0);
  expect(own.stderr).toContain('Its sources are the passages and tables that the bundle itself holds.');
  const [first] = sent('/jobs');
  expect(first?.body).toMatchObject({ question: 'Do the prices hold?', document: { name: 'bundle.md' } });
  expect(first?.body).toHaveProperty('attachments.0.artifact');
  const named = await cli('check', path, join(folder, 'a.md'), '--json');
  expect(named.code).toBe(0);
  expect(sent('/jobs')[1]?.body).toMatchObject({ attachments: [{ name: 'a.md' }] });
});

test('report lists what the instance does not take, and goes on with the rest', async () => {
  writeFileSync(join(folder, 'b.md'), 'x');
  stub.refuse('/uploads', 'document-binary', 'b.md is binary.');
  const run = await cli('report', 'Should we move?', join(folder, 'b.md'), join(folder, 'a.md'), '--json');
  expect(run.code).toBe(0);
  expect(run.object.leftOut).toHaveLength(1);
});

test('report takes web pages alone, without uploading', async () => {
  const before = sent('/uploads').length;
  const run = await cli('report', 'Should we move?', 'https://example.org/a#b', 'https://example.org/c');
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('The job fetches 2 web pages.\n');
  expect(sent('/uploads')).toHaveLength(before);
  expect(sent('/jobs').at(-1)?.body).toMatchObject({
    attachments: [],
    links: ['https://example.org/a', 'https://example.org/c'],
  });
});

test('report names a file left out on one line, whatever its name', async () => {
  const odd = mkdtempSync(join(folder, 'odd-'));
  writeFileSync(join(odd, 'a.md'), 'Five dollars.');
  symlinkSync(join(odd, 'gone'), join(odd, 'new\nline.md'));
  const run = await cli('report', 'Should we move?', odd);
  expect(run.stderr).toContain('Uploading 1 document.\n');
  expect(run.stderr).toContain('\n  new line.md: It is a link to something that does not exist.\n');
});

test('report refuses when nothing is left', async () => {
  stub.refuse('/uploads', 'document-binary', 'b.md is binary.');
  const run = await cli('report', 'Should we move?', join(folder, 'b.md'), '--json');
  expect(run).toMatchObject({ code: 2, object: { error: { code: 'no-documents' } } });
});

test('report --wait rests at the gate with exit code 3 and the exact next commands', async () => {
  stub.views = [answer(), answer({ status: 'waiting', revision: 4 })];
  const run = await cli('report', 'Should we move?', join(folder, 'a.md'), '--wait');
  expect(run.code).toBe(3);
  expect(run.stdout).toContain(`dossier approve job-1 --hash ${DRAFT_HASH.slice(0, 12)} --server ${stub.url}`);
});

test('report --wait --yes approves as the person, saying so, and ends with the report', async () => {
  stub.views = [answer(), answer({ status: 'waiting', revision: 4 }), answer({ status: 'done', revision: 5 })];
  const run = await cli('report', 'Should we move?', join(folder, 'a.md'), '--wait', '--yes', '--json');
  expect(run).toMatchObject({ code: 0, object: { job: { id: 'job-1', status: 'done' } } });
  expect(run.stdout.trim().split('\n')).toHaveLength(1);
  expect(sent('/messages/decide')[0]?.body).toMatchObject({ artifact: DRAFT_HASH, comment: 'approved by --yes' });
});

test('report --wait --yes that may not approve rests with the reason', async () => {
  stub.views = [answer({ status: 'waiting', revision: 4 })];
  stub.refuse('/messages/decide', 'actor-not-allowed', 'You started this job.');
  const run = await cli('report', 'Should we move?', join(folder, 'a.md'), '--wait', '--yes', '--json');
  expect(run).toMatchObject({ code: 3, object: { refused: { code: 'actor-not-allowed' } } });
});

test('watch ends with the state of the job: one object a line', async () => {
  stub.views = [answer(), answer({ status: 'rejected', revision: 5 })];
  const run = await cli('watch', 'job-1', '--json');
  expect(run.code).toBe(1);
  const statuses = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).job.status);
  expect(statuses).toEqual(['running', 'rejected']);
});

test('watch --until-rest stops at a gate; without a screen each change is a line', async () => {
  stub.views = [answer(), answer({ status: 'waiting', revision: 4 })];
  const run = await cli('watch', 'job-1', '--until-rest');
  expect(run.code).toBe(3);
  expect(run.stdout).toContain('research/q1: running, turn 2\n');
});

test('watch --until-rest goes by what the job says, and not by a record that may be behind a decision', async () => {
  const overlay = { kind: 'unreachable' as const, words: 'No worker answers.' };
  stub.views = [
    { ...answer({ status: 'waiting' }), from: 'record', overlay },
    answer({ status: 'running', revision: 4 }),
    answer({ status: 'needs_attention', revision: 5 }),
  ];
  const run = await cli('watch', 'job-1', '--until-rest', '--json');
  const statuses = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).job.status);
  expect([run.code, ...statuses]).toEqual([3, 'waiting', 'running', 'needs_attention']);
});

test('watch and show of a job that was ended outside lead to going back, never to its gate', async () => {
  const overlay = { kind: 'closed' as const, words: 'Terminated outside Dossier.' };
  stub.views = [{ ...answer({ ...view({ status: 'waiting' }), attention: [parked('research', 'q1')] }), overlay }];
  for (const [command, code] of [
    ['watch', 3],
    ['show', 0],
  ] as const) {
    const run = await cli(command, 'job-1');
    expect(run).toMatchObject({ code, stdout: expect.stringContaining('dossier rewind job-1 research') });
    expect(run.stdout).toContain('closed: Terminated outside Dossier.');
    expect(run.stdout).not.toMatch(/dossier (approve|retry)/);
  }
});

test('show --output prints what a step made in the form in which it can be given back', async () => {
  const made = { sha256: 'cd'.padEnd(64, '2'), bytes: 10, mediaType: 'application/json', title: 'Made' };
  const [plan, research] = view().steps;
  if (plan === undefined || research === undefined) throw new Error('the stub has two steps');
  stub.views = [answer({ steps: [{ ...plan, output: made }, research] })];
  const out = join(folder, 'plan.json');
  expect((await cli('show', 'job-1', '--output', 'plan', '--out', out)).code).toBe(0);
  const shown = await cli('show', 'job-1', '--output', 'plan');
  expect(JSON.parse(shown.stdout)).toEqual(VERIFICATION);
  expect(readFileSync(out, 'utf8')).toBe(shown.stdout);
  expect(await cli('show', 'job-1', '--output', 'research/q1')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('has no output yet'),
  });
  expect((await cli('show', 'job-1', '--out', out)).code).toBe(2);
});

test('watch --until-rest of a job that was ended outside leads to going back, not to its gate', async () => {
  const overlay = { kind: 'closed' as const, words: 'Terminated outside Dossier.' };
  stub.views = [{ ...answer({ status: 'waiting' }), overlay }];
  const run = await cli('watch', 'job-1', '--until-rest');
  expect(run).toMatchObject({ code: 3, stdout: expect.stringContaining('dossier rewind job-1') });
  expect(run.stdout).not.toContain('dossier approve');
});

test('Ctrl-C stops watching, says how to go on, and leaves the job alone', async () => {
  stub.views = [answer()];
  const child = spawnCli(['watch', 'job-1', '--server', stub.url]);
  await child.untilStdout('research: running');
  child.interrupt();
  const run = await child.done;
  expect(run.code).toBe(130);
  expect(run.stdout).toContain('job job-1 goes on. Go on watching with: npx --no-install dossier watch job-1');
  expect(stub.seen.every(({ method }) => method === 'GET')).toBe(true);
});

test('show tells gate, round, short hash, findings, attention with its ways on', async () => {
  stub.views = [answer({ ...view({ status: 'waiting' }), attention: [parked('research', 'q1')] })];
  const run = await cli('show', 'job-1');
  for (const words of [
    'approve@0.1',
    'round 1, hash ab12cd34ef56',
    'blocking number-not-found: No 42.',
    'The key was rejected.',
    'retry job-1 research/q1',
  ])
    expect(run.stdout).toContain(words);
});

test('show --json has the gate with its hash', async () => {
  const run = await cli('show', 'job-1', '--json');
  expect(run.object).toMatchObject({
    job: { id: 'job-1', status: 'waiting' },
    gates: [{ id: 'approve@0.1', hash: 'ab12cd34ef56' }],
  });
});

test('show --draft prints the Markdown alone', async () => {
  expect((await cli('show', 'job-1', '--draft')).stdout).toBe('# The draft\n\nIt costs 5 dollars. [^e1]\n');
});

test.each([['approve'], ['revise'], ['reject']])('%s binds gate, round and hash', async (kind) => {
  const run = await cli(kind, 'job-1', '--hash', 'AB12CD34', '--comment', 'why', '--json');
  expect(run).toMatchObject({ code: 0, object: { job: { id: 'job-1', status: 'running' }, decision: kind } });
  const body = { gate: 'approve@0.1', round: 1, artifact: 'ab12cd34', decision: kind, comment: 'why' };
  expect(sent('/messages/decide')[0]?.body).toEqual(body);
});

test('a stale hash is refused in the words of the job', async () => {
  stub.refuse('/messages/decide', 'gate-stale', 'Another version waits now.');
  const run = await cli('approve', 'job-1', '--hash', '00000000');
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toContain('Another version waits now.');
});

test('edit sends the Markdown bound to the version that waits', async () => {
  const file = join(folder, 'edited.md');
  writeFileSync(file, '# The draft\n');
  expect((await cli('edit', 'job-1', '--file', file)).code).toBe(0);
  expect(sent('/messages/decide')[0]?.body).toMatchObject({
    artifact: DRAFT_HASH,
    decision: 'edit',
    editedMarkdown: '# The draft\n',
  });
});

test('edit that is refused names the line and leaves the file', async () => {
  const file = join(folder, 'edited.md');
  stub.refuse('/messages/decide', 'draft-markdown-invalid', 'Line 7: a figure that the draft does not have.');
  const run = await cli('edit', 'job-1', '--file', file);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('Line 7');
  expect(readFileSync(file, 'utf8')).toBe('# The draft\n');
});

test('retry without a name retries all that is parked; with one only that', async () => {
  stub.views = [answer({ status: 'needs_attention', attention: [parked('research', 'q1'), parked('research', 'q2')] })];
  const all = await cli('retry', 'job-1', '--json');
  expect(all.object.retried).toEqual(['research/q1', 'research/q2']);
  await cli('retry', 'job-1', 'research/q2');
  expect(sent('/messages/recover')).toHaveLength(3);
  expect(sent('/messages/recover')[2]?.body).toEqual({
    step: 'research',
    item: 'q2',
    attempt: 2,
    action: { kind: 'retry' },
  });
});

test('retry goes on past what looked again by itself meanwhile', async () => {
  stub.views = [answer({ status: 'needs_attention', attention: [parked('research', 'q1'), parked('research', 'q2')] })];
  stub.refuse('/messages/recover', 'not-parked', 'q1 runs again.');
  expect(await cli('retry', 'job-1', '--json')).toMatchObject({ code: 0, object: { retried: ['research/q2'] } });
});

test('retry where nothing is parked, or under a wrong name, says so', async () => {
  expect(await cli('retry', 'job-1', '--json')).toMatchObject({ code: 1, object: { error: { code: 'not-parked' } } });
  stub.views = [answer({ status: 'needs_attention', attention: [parked('draft', null)] })];
  const run = await cli('retry', 'job-1', 'plan');
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('these do: draft');
});

test('abort ends the job at what is parked', async () => {
  stub.views = [answer({ status: 'needs_attention', attention: [parked('draft', null)] })];
  expect((await cli('abort', 'job-1', '--reason', 'no')).code).toBe(0);
  expect(sent('/messages/recover')[0]?.body).toMatchObject({ step: 'draft', action: { kind: 'abort', reason: 'no' } });
});

test.each([
  ['pause', ['--now'], { running: 'cancel', reason: '' }],
  ['resume', [], { reason: '' }],
  ['cancel', ['--reason', 'no'], { reason: 'no' }],
])('%s reaches the job', async (name, options, body) => {
  expect(await cli(name, 'job-1', ...options, '--json')).toMatchObject({ code: 0, object: { message: name } });
  expect(sent(`/messages/${name}`)[0]?.body).toEqual(body);
});

test('a message whose answer is lost is sent again as the same message', async () => {
  stub.cut('/messages/pause');
  expect(await cli('pause', 'job-1')).toMatchObject({ code: 0, stderr: '' });
  const keys = sent('/messages/pause').map(({ key }) => key);
  expect(keys).toEqual([expect.any(String), keys[0]]);
});

test('budget sets a limit in micro-dollars, or none, and knows what is no amount', async () => {
  expect((await cli('budget', 'job-1', '2.50', '--reason', 'go on')).stdout).toContain('$2.50');
  await cli('budget', 'job-1', 'none');
  expect(sent('/messages/setBudget').map(({ body }) => body)).toEqual([
    { limitMicroUsd: 2_500_000, reason: 'go on' },
    { limitMicroUsd: null, reason: '' },
  ]);
  const wrong = await cli('budget', 'job-1', 'much', '--json');
  expect(wrong).toMatchObject({ code: 2, object: { error: { code: 'request-invalid', field: 'USD' } } });
});

test('jobs lists, passing the filter on', async () => {
  const run = await cli('jobs', '--status', 'open', '--query', 'move');
  expect(run.stdout).toMatch(/job-2 +needs attention/);
  expect(stub.seen[0]?.path).toContain('status=open&query=move');
});

test('history tells what happened in words', async () => {
  expect((await cli('history', 'job-1')).stdout).toBe('2026-11-20T10:00:00.000Z  [plan@0.1] Step plan started.\n');
});

test('export writes a file and says where, or to stdout', async () => {
  const path = join(folder, 'report.md');
  const run = await cli('export', 'job-1', '--out', path, '--json');
  expect(run.object).toMatchObject({ format: 'md', path, bytes: 13 });
  expect(readFileSync(path, 'utf8')).toBe('# The report\n');
  expect((await cli('export', 'job-1')).stdout).toBe('# The report\n');
  expect((await cli('export', 'job-1', '--format', 'json', '--json')).object).toEqual({ schema: 'dossier.bundle/1' });
});

test('delete needs --yes where nobody can be asked', async () => {
  expect((await cli('delete', 'job-1')).code).toBe(2);
  expect(await cli('delete', 'job-1', '--yes', '--json')).toMatchObject({ code: 0, object: { deleted: true } });
});

test('down tells the named instance to stop', async () => {
  expect((await cli('down', '--json')).object).toEqual({ stopped: true, url: stub.url });
  expect(sent('/instance/stop')).toHaveLength(1);
});

test('doctor names what does not work with its remedy', async () => {
  const run = await cli('doctor', '--json');
  expect(run.code).toBe(1);
  const checks = run.object.checks as { name: string; state: string; remedy?: string }[];
  const problems = checks.filter(({ state, name }) => state === 'problem' && name.trim() === 'worker');
  expect(problems).toHaveLength(1);
  expect(problems[0]?.remedy).toContain('started again');
});
