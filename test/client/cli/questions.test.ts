import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { failure } from '../../../contract/failures.ts';
import type { Question } from '../../../contract/questions.ts';
import { PERSON } from '../../support/job-input.ts';
import { type Run, runCli, spawnCli } from './run-cli.ts';
import { type StubInstance, startStub } from './stub-instance.ts';
import { answer, view } from './stub-view.ts';

let stub: StubInstance;
const cli = (...args: string[]): Promise<Run> => runCli([...args, '--server', stub.url]);
const sent = (pathEnd: string) => stub.seen.filter(({ path, method }) => method === 'POST' && path.endsWith(pathEnd));
const AT = '2026-11-20T10:00:00.000Z';
const [gate] = view({ status: 'waiting' }).gates;

/** A question as it stands; the stub's messages have the id `m1`. */
function question(changes: Partial<Question> = {}): Question {
  const about = { id: 'm1', number: 1, text: 'Is the\nroof new?', asker: PERSON, at: AT };
  return { ...about, status: 'pending', failure: null, answers: [], ...changes };
}
const ANSWERED = question({
  status: 'answered',
  answers: [
    {
      by: { kind: 'model', model: 'offline' },
      at: AT,
      text: 'The roof is new. [s1-p2]',
      citations: [{ kind: 'passage', id: 's1-p2', source: 'a.md', place: 'line 3', quote: 'The roof is new.' }],
      notShown: ['The sources do not say who built it.'],
    },
  ],
});
const waiting = (revision: number, ...questions: Question[]) => {
  if (gate === undefined) throw new Error('The stub has no gate.');
  return answer({ status: 'waiting', revision, gates: [{ ...gate, questions }] });
};

beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.close());
beforeEach(() => {
  stub.seen = [];
});

test('ask sends the question to the open gate, waits, and prints the answer with what it rests on', async () => {
  stub.views = [waiting(3), waiting(4, question()), waiting(5, ANSWERED)];
  const run = await cli('ask', 'job-1', ' Is the roof new? ');
  expect(sent('/messages/ask')[0]?.body).toEqual({ gate: 'approve@0.1', text: 'Is the roof new?' });
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('Waits for the answer');
  expect(run.stdout.split('\n')).toEqual([
    expect.stringContaining('1. local asked on 2026-11-20 10:00 UTC: Is the roof new?'),
    '   offline answered:',
    '     The roof is new. [s1-p2]',
    '     [s1-p2] a.md, line 3: "The roof is new."',
    '     Not shown: The sources do not say who built it.',
    '',
  ]);
});

test('ask --json gives one object, also where the gate was decided meanwhile', async () => {
  const closed = { gate: 'approve@0.1', step: 'approve' as const, item: null, round: 1, questions: [ANSWERED] };
  stub.views = [waiting(3), answer({ status: 'running', revision: 5, askedBefore: [closed] })];
  const run = await cli('ask', 'job-1', 'Is the roof new?', '--json');
  expect(run).toMatchObject({ code: 0, object: { gate: 'approve@0.1', question: { status: 'answered' } } });
  expect(run.stdout.trim().split('\n')).toHaveLength(1);
});

test('ask says why no model answered, and fails', async () => {
  const failed = question({ status: 'failed', failure: failure('model-key-rejected', 'The key was rejected.') });
  stub.views = [waiting(3), waiting(5, failed)];
  const run = await cli('ask', 'job-1', 'Is the roof new?');
  expect(run.code).toBe(1);
  expect(run.stdout).toContain('No model could answer it');
  expect(run.stdout).toContain('The key was rejected.');
});

test('ask where nothing waits, at another gate, and without words is refused', async () => {
  stub.views = [answer({ status: 'running' })];
  expect(await cli('ask', 'job-1', 'Why?', '--json')).toMatchObject({
    code: 1,
    object: { error: { code: 'gate-closed' } },
  });
  stub.views = [waiting(3)];
  expect(await cli('ask', 'job-1', 'Why?', '--gate', 'plan')).toMatchObject({ code: 2 });
  expect(await cli('ask', 'job-1', ' ')).toMatchObject({ code: 2 });
  expect(sent('/messages/ask')).toEqual([]);
});

test('Ctrl-C stops waiting, not the question', async () => {
  stub.views = [waiting(3), waiting(4, question())];
  const running = spawnCli(['ask', 'job-1', 'Is the roof new?', '--json', '--server', stub.url]);
  while (sent('/messages/ask').length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 300));
  running.interrupt();
  expect(await running.done).toMatchObject({
    code: 130,
    object: { interrupted: true, question: { status: 'pending' } },
  });
});

test('answer goes to the question of that number', async () => {
  stub.views = [waiting(4, question({ id: 'q-id', number: 2 }))];
  expect((await cli('answer', 'job-1', '2', 'I looked: yes.')).stdout).toContain(
    'Question 2 of job job-1 has your answer',
  );
  expect(sent('/messages/answer')[0]?.body).toEqual({ gate: 'approve@0.1', question: 'q-id', text: 'I looked: yes.' });
  const none = await cli('answer', 'job-1', '1', 'Yes.', '--json');
  expect(none).toMatchObject({ code: 1, object: { error: { code: 'question-unknown' } } });
});

test('show tells questions and answers at the gate, and those of decisions before', async () => {
  const closed = { gate: 'plan@0.1', step: 'plan' as const, item: null, round: 1, questions: [ANSWERED] };
  const open = waiting(5, question({ number: 2 }));
  stub.views = [{ ...open, view: { ...open.view, askedBefore: [closed] } }];
  const { stdout } = await cli('show', 'job-1');
  expect(stdout).toContain('At gate plan@0.1:');
  expect(stdout).toContain('[s1-p2] a.md, line 3: "The roof is new."');
  expect(stdout).toContain('2. local asked on');
  expect(stdout).toContain('A model is being asked.');
});
