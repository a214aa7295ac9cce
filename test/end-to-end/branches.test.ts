import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createDossierClient, type DossierClient } from '../../client/library/dossier-client.ts';
import { draftSchema } from '../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../contract/draft/print-markdown.ts';
import { planSchema } from '../../contract/plan.ts';
import type { JobStatus } from '../../contract/state/job-state.ts';
import type { JobView } from '../../contract/view.ts';
import {
  answersError,
  answersWith,
  type FaultyProvider,
  faultyProvider,
  type Misbehave,
} from '../support/faulty-provider.ts';
import { temporalProgram } from '../support/temporal-environment.ts';
import { eventually } from './eventually.ts';
import { Installation } from './installation.ts';

jest.setTimeout(240_000);

const folder = mkdtempSync(join(tmpdir(), 'dossier-branches-'));
const documents = join(folder, 'documents');
const QUESTION = 'How many panels does the roof hold? What does the roof cost?';
let provider: FaultyProvider;
let installation: Installation;
let client: DossierClient;

beforeAll(async () => {
  mkdirSync(documents);
  writeFileSync(join(documents, 'roof.md'), '# Roof\n\nThe roof holds 12 panels.\n\nThe roof costs 9000 dollars.\n');
  writeFileSync(join(documents, 'notes.md'), '# Notes\n\nThe panels weigh 20 kg each.\n');
  provider = await faultyProvider();
  installation = new Installation({
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: 'none',
    DOSSIER_TIME_SCALE: '0.01',
  });
  // Starts the instance in the background.
  await installation.json(['jobs']);
  const instance = installation.instance();
  if (instance === undefined) throw new Error('no instance');
  client = createDossierClient({ url: instance.url, token: instance.token, via: 'cli' });
}, 90_000);
afterAll(async () => {
  await installation.end();
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

/** Types a command, which must go well; answers its object. */
function dossier(...args: string[]): Promise<Record<string, unknown>> {
  return eventually(`dossier ${args.join(' ')}`, async () => {
    const { code, object } = await installation.json(args);
    if (code === 0) return object;
    // On a busy machine Temporal may take longer than a command waits for it; nothing was done then, and the person is told to try again.
    if (JSON.stringify(object).includes('"code":"temporal-unreachable"')) return undefined;
    throw new Error(`dossier ${args.join(' ')}: ${code} ${JSON.stringify(object)}`);
  });
}

const start = (id: string, ...more: string[]) =>
  dossier('report', QUESTION, documents, '--id', id, '--model', id, ...more);

/** Waits until a job is in this state and the condition holds. */
function until(id: string, status: JobStatus, holds: (view: JobView) => boolean = () => true): Promise<JobView> {
  return eventually(
    `${id} to be ${status}`,
    async () => {
      const { view } = await client.view(id);
      return view.status === status && holds(view) ? view : undefined;
    },
    120_000,
  );
}

/** Approves the open gate as a person who has seen it. */
async function approve(id: string): Promise<void> {
  const { gates } = await until(id, 'waiting');
  await dossier('approve', id, '--hash', gates[0]?.artifact.sha256.slice(0, 12) ?? '');
}

const requests = (model: string, answer?: string) =>
  provider.arrivals.filter((one) => one.model === model && (answer === undefined || one.answer === answer)).length;

describe('a job', () => {
  test('goes back from its gate, is done, goes back from its end with an edited plan, and is forked', async () => {
    await start('roof', '--gates', 'approve');
    await until('roof', 'waiting');
    const plans = requests('roof', 'plan');
    const notes = requests('roof', 'research_notes');
    await dossier('rewind', 'roof', 'draft', '--set', 'comment=Name the roof first.', '--yes');
    await until('roof', 'waiting', ({ generation }) => generation === 1);
    expect([requests('roof', 'plan'), requests('roof', 'research_notes')]).toEqual([plans, notes]);
    await approve('roof');
    const done = await until('roof', 'done');

    const plan = planSchema.parse(await client.artifactJson(done.artifacts.plan?.sha256 ?? ''));
    const [first, ...others] = plan.subQuestions;
    if (first === undefined || others.length === 0) throw new Error('The plan has not enough questions.');
    const edited = join(folder, 'plan.json');
    const changed = others.map((one) => ({ ...one, question: `${one.question} And why?` }));
    writeFileSync(edited, JSON.stringify({ ...plan, subQuestions: [first, ...changed] }));
    const told = await installation.run(['rewind', 'roof', '--set', `plan=${edited}`, '--dry-run']);
    expect(told.stdout).toContain(`1 of ${plan.subQuestions.length} items keep their result`);
    await dossier('rewind', 'roof', 'plan', '--set', `plan=${edited}`, '--yes');
    await approve('roof');
    const again = await until('roof', 'done');
    expect(again).toMatchObject({ generation: 2, branches: [{ step: 'draft' }, { step: 'plan' }] });
    expect(requests('roof', 'plan')).toBe(plans);
    const asked = again.steps[2]?.items.find(({ item }) => item === first.id);
    expect(asked).toMatchObject({ status: 'done', costMicroUsd: 0 });

    const question = 'What do the panels weigh, and how many are there?';
    const forked = await dossier('fork', 'roof', 'plan', '--set', `question=${question}`, '--id', 'weight');
    expect(forked).toMatchObject({ job: { id: 'weight' }, created: true, forkedFrom: 'roof' });
    await approve('weight');
    expect((await until('weight', 'done')).question).toBe(question);
    const compared = await dossier('diff', 'weight', 'roof');
    expect(compared).toMatchObject({ before: { job: 'roof' }, after: { job: 'weight', question } });
    expect(compared.differences).not.toEqual([]);
    // What is told of other jobs is what they last recorded.
    const { forks } = await eventually('the fork to be recorded as done', async () => {
      const lineage = await client.lineage('roof');
      return lineage.forks.every(({ status }) => status === 'done') ? lineage : undefined;
    });
    expect(forks).toMatchObject([{ id: 'weight' }]);
  });

  test('that was cancelled, or terminated outside, or whose runs are gone, goes back', async () => {
    await start('ended', '--gates', 'approve');
    await until('ended', 'waiting');
    await dossier('cancel', 'ended');
    await until('ended', 'cancelled');
    await dossier('rewind', 'ended', 'verify', '--yes');
    await until('ended', 'waiting', ({ generation }) => generation === 1);

    const { temporal } = await client.instance();
    const at = ['--address', temporal.address, '--namespace', temporal.namespace, '-w', 'ended'];
    const workflow = (...args: string[]) => promisify(execFile)(temporalProgram(), ['workflow', ...args, ...at]);
    await workflow('terminate', '--reason', 'a test');
    await dossier('rewind', 'ended', 'draft', '--set', 'comment=Shorter.', '--yes');
    await until('ended', 'waiting', ({ generation }) => generation === 2);
    await approve('ended');
    await until('ended', 'done');

    await eventually('the run to close', async () => {
      const { stdout } = await workflow('describe', '-o', 'json').catch(() => ({ stdout: '' }));
      return stdout.includes('WORKFLOW_EXECUTION_STATUS_COMPLETED') ? true : undefined;
    });
    const { runs } = await client.history('ended');
    await eventually('Temporal to forget the job', async () => {
      for (const { runId } of runs) await workflow('delete', '-r', runId).catch(() => {});
      return await workflow('describe').then(
        () => undefined,
        (error: { stderr?: string }) => (/not found/i.test(error.stderr ?? '') ? true : undefined),
      );
    });
    await dossier('rewind', 'ended', 'report', '--yes');
    await until('ended', 'done', ({ generation }) => generation === 3);
    expect(requests('ended', 'plan')).toBe(1);
  });
});

describe('a job that needs attention', () => {
  const refused = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });

  test('goes on in every way, each by its command', async () => {
    provider.arm('parks', 'plan', refused);
    await start('parks', '--gates', 'none');
    await until('parks', 'needs_attention');
    const { stdout } = await installation.run(['show', 'parks']);
    for (const words of ['plan needs attention', 'retry parks plan --model ID', 'retry parks plan --output plan.json'])
      expect(stdout).toContain(words);

    const invalid = join(folder, 'no-plan.json');
    writeFileSync(invalid, '{"title":"x"}');
    const wrong = await installation.json(['retry', 'parks', 'plan', '--output', invalid]);
    expect(wrong).toMatchObject({ code: 2, object: { error: { code: 'output-invalid', field: 'subQuestions' } } });
    const plan = join(folder, 'own-plan.json');
    const questions = ['How many panels?', 'What does it cost?', 'What do they weigh?'];
    writeFileSync(
      plan,
      JSON.stringify({
        title: 'Roof',
        subQuestions: questions.map((question, index) => ({ id: `q${index + 1}`, question, why: 'to know' })),
        ...{ outline: ['Answer'], successCriteria: [], wouldChangeTheAnswer: [] },
      }),
    );
    provider.arm('parks', 'research_notes', answersWith({ content: 'I' }, 'content_filter'));
    await dossier('retry', 'parks', 'plan', '--output', plan);
    await until('parks', 'needs_attention', ({ attention }) => attention.length === 3);
    expect((await installation.run(['show', 'parks'])).stdout).toContain('2 more items: q2, q3');

    await dossier('retry', 'parks', 'research/q1', '--model', 'other');
    await dossier('skip', 'parks', 'research/q2', '--reason', 'Not needed.');
    provider.lift('parks', 'research_notes');
    provider.arm('parks', 'draft', refused);
    await dossier('retry', 'parks', 'research/q3', '--set', 'item-question=What does one panel weigh?');
    const parked = await until('parks', 'needs_attention', ({ attention }) => attention[0]?.step === 'draft');
    expect(parked.steps[2]?.items.map(({ status, skipped, title }) => [status, skipped, title])).toEqual([
      ['done', false, questions[0]],
      ['done', true, questions[1]],
      ['done', false, expect.any(String)],
    ]);
    expect(requests('other', 'research_notes')).toBeGreaterThan(0);

    const draft = join(folder, 'draft.json');
    const sentence = { id: 's1', kind: 'analysis', text: 'This is written by hand.', evidence: [] };
    const blocks = [{ type: 'paragraph', id: 'b1', sentences: [sentence] }];
    writeFileSync(draft, JSON.stringify({ title: 'The roof', blocks }));
    await dossier('retry', 'parks', 'draft', '--output', draft);
    const done = await until('parks', 'done');
    const kept = draftSchema.parse(await client.artifactJson(done.artifacts.draft?.sha256 ?? ''));
    expect(printDraftMarkdown(kept)).toContain('written by hand');
  });

  test('stops its call when it is paused at once or cancelled; one retry takes up all that failed alike', async () => {
    let cut = 0;
    const hangs: Misbehave = (response) => void response.on('close', () => (cut += 1));
    const whenCut = (before: number) => eventually('the call to be cut', () => (cut > before ? true : undefined));
    const whenAsked = (answer: string) =>
      eventually(`the ${answer} to be asked`, async () => (requests('stops', answer) > 0 ? true : undefined));
    provider.arm('stops', 'plan', hangs);
    await start('stops', '--gates', 'none');
    await whenAsked('plan');
    await dossier('pause', 'stops');
    expect(cut).toBe(0);
    await dossier('pause', 'stops', '--now');
    await whenCut(0);
    provider.lift('stops', 'plan');
    provider.arm('stops', 'research_notes', answersWith({ content: 'I' }, 'content_filter'));
    await dossier('resume', 'stops');
    const { attention } = await until('stops', 'needs_attention');
    expect(attention.length).toBeGreaterThan(1);
    provider.lift('stops', 'research_notes');
    provider.arm('stops', 'draft', hangs);
    const { retried } = await dossier('retry', 'stops');
    expect(retried).toEqual(attention.map(({ step, item }) => `${step}/${item}`));
    await whenAsked('draft');
    const before = cut;
    await dossier('cancel', 'stops');
    await whenCut(before);
    await until('stops', 'cancelled');
    for (const command of ['pause', 'resume', 'cancel'])
      expect(
        await installation.json([command, 'stops', ...(command === 'cancel' ? ['--reason', 'again'] : [])]),
      ).toMatchObject({ code: 1, object: { error: { code: 'job-closed' } } });
    provider.lift('stops', 'draft');
    await dossier('rewind', 'stops', '--yes');
    const watched = await installation.run(['watch', 'stops']);
    expect(watched).toMatchObject({ code: 0, stdout: expect.stringContaining('report: done') });
  });

  test('is aborted, and taken up again all the same', async () => {
    provider.arm('aborts', 'draft', refused);
    await start('aborts', '--gates', 'none');
    await until('aborts', 'needs_attention');
    await dossier('abort', 'aborts', '--reason', 'No key.');
    await until('aborts', 'aborted');
    provider.lift('aborts', 'draft');
    await dossier('rewind', 'aborts', '--yes');
    expect(await until('aborts', 'done')).toMatchObject({ branches: [{ step: 'draft' }] });
    expect(requests('aborts', 'plan')).toBe(1);
  });
});
