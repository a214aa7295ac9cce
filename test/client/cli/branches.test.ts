import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { branchSchema } from '../../../contract/state/lineage.ts';
import { type Run, runCli } from './run-cli.ts';
import { type StubInstance, startStub } from './stub-instance.ts';
import { answer, parked } from './stub-view.ts';

let stub: StubInstance;
const folder = mkdtempSync(join(tmpdir(), 'dossier-branches-'));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
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

test('rewind sends what is set with the revision of its preview', async () => {
  const run = await cli(
    ...['rewind', 'job-1', 'plan', '--set', 'comment=Shorter, please = soon.', '--set', 'model.draft=gpt-4o-mini'],
    ...['--set', `plan=${file('plan.json', '{"title":"x"}')}`, '--set', `prompt.draft=${file('p.md', 'Write.')}`],
    ...['--set', 'prompt.plan=builtin', '--set', 'budget=0.50', '--set', `add=${file('b.md', 'It costs 7 dollars.')}`],
    ...['--set', 'add=https://example.org/a', '--set', 'remove=a.md', '--fresh', '--yes', '--json'],
  );
  expect(run).toMatchObject({ code: 0, object: { job: { id: 'job-1', status: 'running' }, rewoundTo: 'plan' } });
  expect(sent('/messages/rewind')[0]?.body).toMatchObject({
    ...{ step: 'plan', item: null, fresh: true, revision: 3 },
    changes: {
      ...{ comment: 'Shorter, please = soon.', models: { draft: 'gpt-4o-mini' }, limitMicroUsd: 500_000 },
      ...{ prompts: { draft: 'Write.', plan: null }, output: { form: 'json', value: { title: 'x' } } },
      documents: { add: [{ name: 'b.md' }], remove: ['a.md'] },
      links: { add: ['https://example.org/a'], remove: [] },
    },
  });
});

test.each([
  ['what is set', ['--set', 'question=Should we stay?'], { step: 'plan', item: null }],
  ['what is parked', [], { step: 'research', item: null }],
  ['the item', ['--set', 'item-question=Why?'], { step: 'research', item: 'q1' }],
])('rewind without a step goes by %s', async (_, more, target) => {
  stub.views = [answer({ status: 'needs_attention', attention: [parked('research', 'q1')] })];
  expect((await cli('rewind', 'job-1', ...more, '--dry-run', '--json')).code).toBe(0);
  expect(sent('/branch/preview')[0]?.body).toMatchObject(target);
  expect(sent('/messages/rewind')).toEqual([]);
});

test('rewind --dry-run is a table for people and the preview for programs', async () => {
  const { stdout } = await cli('rewind', 'job-1', 'plan', '--dry-run');
  for (const words of [
    'Job job-1 goes back to plan (revision 3)',
    '✓ plan',
    'keeps its result',
    'likely $0.01, at most $0.03',
    'Kept, and not paid again: $0.83',
    'web pages are fetched again',
    'approve@0.1: approve by local',
    'A person is asked again: approve.',
    'The budget leaves $0.01',
  ])
    expect(stdout).toContain(words);
  const { object } = await cli('rewind', 'job-1', 'plan', '--dry-run', '--json');
  expect(object).toMatchObject({ job: { id: 'job-1' }, preview: { step: 'plan', revision: 3, keptMicroUsd: 830_000 } });
});

test('rewind from a script needs --yes, and says what it would do and how', async () => {
  const run = await cli('rewind', 'job-1', 'plan', '--set', 'comment=Shorter.');
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain('pass --yes');
  expect(run.stderr).toContain('rewind job-1 plan --set comment=Shorter. --yes');
});

test('rewind --yes takes a new preview where the job has moved', async () => {
  stub.refuse('/messages/rewind', 'revision-stale', 'The job has moved.');
  expect((await cli('rewind', 'job-1', 'plan', '--yes')).code).toBe(0);
  expect(sent('/branch/preview')).toHaveLength(2);
  expect(sent('/messages/rewind')).toHaveLength(2);
});

test.each([
  ['rewind job-1 plam', 'Did you mean plan?'],
  ['rewind job-1 research/q11 --yes', 'has no item "q11". Did you mean q1?'],
  ['rewind job-1 plan/q1 --yes', 'has no items'],
  ['fork job-1', 'Name the job and the step'],
  ['fork job-1 plan --id A!', '--id must be'],
  ['rewind job-1 --set comment', 'KEY=VALUE'],
  ['rewind job-1 --set coment=x', 'Did you mean comment?'],
  ['rewind job-1 --set model.plam=x', 'Did you mean plan?'],
  ['rewind job-1 --set plan=/nope.json', 'cannot be read'],
  ['rewind job-1 --set budget=much', 'US dollars'],
  ['rewind job-1 --set question=?', 'question'],
  ['retry job-1 --model a --output /dev/null', 'not valid JSON'],
  ['retry job-1 --set comment=x --model a', 'exclude each other'],
  ['retry job-1 --set budget=1', 'dossier rewind'],
  ['diff job-1 --generation one', '--generation'],
  ['skip job-1', 'Name the job and what to skip'],
])('`%s` is refused with what would do', async (typed, words) => {
  const run = await cli(...typed.split(' '));
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(words);
  expect(sent('')).toEqual([]);
});

test('fork starts a job and says how to see the difference', async () => {
  const run = await cli('fork', 'job-1', 'plan', '--set', 'question=Should we stay?', '--id', 'stay');
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('diff stay') });
  expect(sent('/fork')[0]?.body).toMatchObject({ step: 'plan', id: 'stay', changes: { question: 'Should we stay?' } });
});

test('diff tells sentences, verdicts and costs', async () => {
  const { stdout } = await cli('diff', 'job-2', 'job-1');
  for (const words of ['- job-1, generation 0', '2 supported · cost $0.83', '4 sentences the same, 1 changed, 1 added'])
    expect(stdout).toContain(words);
  expect(stdout).toContain('- It costs 5 dollars. [supported]\n+ It costs 6 dollars. [supported]\n+ It takes a week.');
  expect(stub.seen[0]?.path).toContain('/jobs/job-2/compare?with=job-1');
});

test.each([
  [['--model', 'gpt-4o'], { kind: 'switchModel', model: 'gpt-4o' }],
  [['--set', 'comment=Shorter.'], { kind: 'editInput', changes: { comment: 'Shorter.' } }],
  [['--output', 'DRAFT'], { kind: 'supplyOutput', output: { form: 'markdown', text: '# Mine\n' } }],
])('retry with %j', async (options, action) => {
  stub.views = [answer({ status: 'needs_attention', attention: [parked('draft', null)] })];
  const path = file('mine.md', '# Mine\n');
  const run = await cli('retry', 'job-1', ...options.map((one) => (one === 'DRAFT' ? path : one)), '--json');
  expect(run).toMatchObject({ code: 0, object: { action: action.kind, retried: ['draft'] } });
  expect(sent('/messages/recover')[0]?.body).toEqual({ step: 'draft', item: null, attempt: 2, action });
});

test('retry with an input of its own, and skip, are for one place', async () => {
  stub.views = [answer({ status: 'needs_attention', attention: [parked('research', 'q1'), parked('research', 'q2')] })];
  const run = await cli('retry', 'job-1', '--set', 'item-question=Why?');
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('research/q1, research/q2') });
  expect((await cli('skip', 'job-1', 'research')).stderr).toContain('means several');
  expect((await cli('skip', 'job-1', 'q2', '--reason', 'Not needed.')).code).toBe(0);
  const skip = { kind: 'skip', reason: 'Not needed.' };
  expect(sent('/messages/recover').map(({ body }) => body)).toMatchObject([{ item: 'q2', action: skip }]);
});

test('show folds what failed alike, names causes, and gives each way on its command; branches at the end', async () => {
  const one = { ...parked('research', 'q1'), alike: ['research@0.1/q2', 'research@0.1/q3'] };
  one.failure = { ...one.failure, causes: ['Status 401.', 'No key was sent.'] };
  one.madeBy = { step: 'plan', item: null };
  one.actions = [
    { kind: 'switchModel', words: 'Ask another model.', detail: '', price: null, fields: [] },
    { kind: 'editInput', words: 'Change its input.', detail: '', price: null, fields: ['itemQuestion'] },
    { kind: 'supplyOutput', words: 'Supply its result.', detail: '', price: null, fields: [] },
    { kind: 'skip', words: 'Skip it.', detail: '', price: null, fields: [] },
  ];
  stub.views = [answer({ attention: [one, parked('research', 'q2'), parked('research', 'q3')] })];
  const branch = branchSchema.parse({
    ...{ generation: 1, because: 'rewind', step: 'draft', item: null, fresh: false, changed: ['a comment: "x"'] },
    ...{ revision: 9, at: '2026-11-20T10:00:00.000Z', actor: { id: 'local', roles: [], via: 'cli' } },
  });
  const generations = [null, branch].map((begun, generation) => ({
    ...{ generation, branch: begun, costMicroUsd: 5_000, draft: null, report: null },
  }));
  const fork = { id: 'stay', question: 'Should we stay?', status: 'done' as const, createdAt: branch.at, branch };
  stub.lineage = { ...stub.lineage, generations, forks: [fork] };
  const { stdout } = await cli('show', 'job-1');
  for (const words of [
    'because      Status 401.',
    '2 more items: q2, q3',
    'rewind job-1 plan',
    'retry job-1 research/q1 --model ID',
    'retry job-1 research/q1 --set item-question=...',
    'retry job-1 research/q1 --output research.json',
    'skip job-1 research/q1 --reason why',
    'Generation 1: back to draft by local',
    'before draft, stay (done): Should we stay?',
  ])
    expect(stdout).toContain(words);
  expect(stdout).not.toContain('research/q2 needs attention');
});
