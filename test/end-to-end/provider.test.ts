import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createActivities } from '../../activities/create-activities.ts';
import { catalogOf, loadCatalog } from '../../activities/models/catalog.ts';
import { createChatCompletions } from '../../activities/models/chat-completions.ts';
import { createModelsByProvider } from '../../activities/models/models-by-provider.ts';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Bundle, bundleSchema } from '../../contract/bundle.ts';
import type { CallRow } from '../../contract/calls.ts';
import type { AttachmentList } from '../../contract/job-input.ts';
import { FENCED_VALUES } from '../../contract/model-answers.ts';
import type { Brief } from '../../contract/steps.ts';
import { reportFilesSchema } from '../../contract/steps.ts';
import { queryTableResultSchema, searchDocumentsResultSchema } from '../../contract/tools.ts';
import type { JobView } from '../../contract/view.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { decisionOn, gateOpen } from '../support/decisions.ts';
import { type EngineRig, startRig } from '../support/engine-rig.ts';
import { reportInput } from '../support/job-input.ts';
import { openAiBodyCheck } from '../support/openai-schema.ts';
import { answer, calls, type Received, type ScriptedAnswer, ScriptedProvider } from './scripted-provider.ts';

const TIMETABLE = `# Ferry timetable

The morning ferry leaves the north pier at 07:40 and takes 25 minutes.

In winter, from November to March, there is no evening ferry.
`;
const PASSENGERS = 'month,passengers\nJanuary,1200\nFebruary,950\nMarch,1410\n';
const QUOTE = 'The morning ferry leaves the north pier at 07:40';
const SUM = 'The ferry carried 3560 passengers from January to March.';

const PLAN = {
  title: 'The ferry',
  subQuestions: [
    { question: 'When does the morning ferry leave?', why: 'to plan the day' },
    { question: 'How many passengers travelled from January to March?', why: 'to size the boat' },
  ],
  outline: ['Answer'],
  successCriteria: ['Both numbers are given'],
  wouldChangeTheAnswer: ['A new timetable'],
};

const statement = (text: string, found: { passageId?: string; quote?: string; queryId?: string }) => ({
  text,
  evidence: [{ passageId: null, quote: null, queryId: null, ...found }],
});

const isItem =
  (id: string, turn: (request: Received) => boolean = () => true) =>
  (request: Received): boolean =>
    FENCED_VALUES['sub-question'].parse(request.data('sub-question')).id === id && turn(request);

const showsQuery = (request: Received): boolean =>
  request.has('tool-result') && queryTableResultSchema.safeParse(request.data('tool-result')).success;

/** What the provider answers, line by line: everything that goes wrong with providers goes wrong once. */
const SCRIPT: ScriptedAnswer[] = [
  { to: 'plan', say: () => ({ error: { message: 'Slow down.' }, status: 429, retryAfter: 1 }) },
  { to: 'plan', say: () => ({ content: 'Certainly! Here is the plan.' }) },
  { to: 'plan', when: (request) => request.has('findings'), say: () => answer('plan', PLAN) },
  {
    to: 'research_notes',
    when: isItem('q1', (request) => !request.has('tool-result')),
    say: () => calls(['search_documents', { query: 'morning ferry leaves', limit: 3 }]),
    how: { chunkSize: 1 },
  },
  {
    to: 'research_notes',
    when: isItem('q1', (request) => request.has('tool-result')),
    say: (request) => {
      const { passages } = searchDocumentsResultSchema.parse(request.data('tool-result'));
      const passageId = passages.find(({ text }) => text.includes(QUOTE))?.passageId ?? 'none';
      const statements = [statement(`${QUOTE}.`, { passageId, quote: QUOTE })];
      return answer('research_notes', { status: 'answered', statements, conflicts: [], gaps: [] });
    },
    // Slower than the heartbeat timeout: an answer that grows slowly is waited for, and asked for once.
    how: { chunkSize: 6, latency: 150 },
  },
  {
    to: 'research_notes',
    when: isItem('q2', (request) => !request.has('tool-result')),
    say: () => calls(['list_tables', {}], ['query_table', { sql: 'select sum(travellers) as s from nowhere' }]),
  },
  {
    to: 'research_notes',
    when: isItem('q2', (request) => request.has('tool-result') && !showsQuery(request)),
    say: (request) => calls(['query_table', { sql: `select sum(passengers) as total from ${tableOf(request)}` }]),
  },
  {
    to: 'research_notes',
    when: isItem('q2', showsQuery),
    say: (request) => {
      const { queryId } = queryTableResultSchema.parse(request.data('tool-result'));
      const statements = [statement(SUM, { queryId })];
      return answer('research_notes', { status: 'answered', statements, conflicts: [], gaps: ['April is not in it.'] });
    },
  },
  { to: 'draft', say: () => ({ content: 'I', finishReason: 'content_filter' }) },
  {
    to: 'draft',
    when: ({ system }) => system.includes('lawful, professional task'),
    say: draftAnswer,
    how: { chunkSize: 10, truncateAfterChunks: 4, latency: 20 },
  },
  { to: 'draft', when: ({ system }) => system.includes('lawful, professional task'), say: draftAnswer },
  { to: 'claim_verdicts', say: () => ({ content: '{"verdicts": [', finishReason: 'length' }) },
  { to: 'claim_verdicts', say: verdicts },
];

function tableOf(request: Received): string {
  const [table] = FENCED_VALUES.sources.parse(request.data('sources')).flatMap(({ tables }) => tables);
  return table?.name ?? 'none';
}

function draftAnswer(request: Received) {
  const evidence = FENCED_VALUES.evidence.parse(request.data('evidence'));
  const idOf = (isQuery: boolean): string[] =>
    evidence.filter(({ query }) => (query !== null) === isQuery).map((e) => e.id);
  const block = { columns: [], rows: [], text: '', sentences: [] };
  return answer('draft', {
    title: PLAN.title,
    blocks: [
      { ...block, type: 'heading', text: 'Answer' },
      {
        ...block,
        type: 'paragraph',
        sentences: [
          { kind: 'fact', text: `${QUOTE}.`, evidence: idOf(false) },
          { kind: 'fact', text: SUM, evidence: idOf(true) },
        ],
      },
    ],
  });
}

function verdicts(request: Received) {
  const claims = FENCED_VALUES.claims.parse(request.data('claims'));
  return answer('claim_verdicts', {
    verdicts: claims.map(({ id }) => ({ claimId: id, verdict: 'supported' as const, reason: 'It says so.' })),
  });
}

/** The attempts of a place, as the ledger tells them: turn, attempt, outcome, and which of Temporal's tries answered. */
function attempts(rows: readonly CallRow[], step: string, item = ''): string[] {
  return rows
    .filter(({ identity }) => identity.step === step && (item === '' || identity.item === item))
    .map(
      ({ identity, outcome, holder }) =>
        `${identity.turn}.${identity.attempt} ${outcome} try ${holder.split(':').at(-1)}`,
    )
    .sort();
}

describe('a report job against a provider that is not ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-provider-'));
  const provider = new ScriptedProvider();
  let rig: EngineRig;
  let store: Store;
  let view: JobView;
  let rows: CallRow[];
  let bundle: Bundle;

  beforeAll(async () => {
    const [baseURL, started, opened] = await Promise.all([
      provider.start(SCRIPT),
      startRig(),
      openStore({ databaseUrl: join(folder, 'ledger.db'), artifactsUrl: join(folder, 'artifacts') }),
    ]);
    rig = started;
    store = opened;
    view = await runJob(rig, store, baseURL);
    rows = await store.ledger.listCalls('ferry');
    const { report } = view.artifacts;
    if (report === undefined || report === null) throw new Error(`There is no report: ${view.sentence}`);
    const files = reportFilesSchema.parse(await store.artifacts.getJson(report.sha256));
    bundle = bundleSchema.parse(await store.artifacts.getJson(files.bundle.sha256));
  }, 240_000);

  afterAll(async () => {
    await provider.stop();
    await rig.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('finishes, with every quote in its source and every number recomputed', () => {
    expect(view.status).toBe('done');
    expect(bundle.claims.map(({ text, verdict }) => [text, verdict])).toEqual([
      [`${QUOTE}.`, 'supported'],
      [SUM, 'supported'],
    ]);
    const quoted = bundle.evidence.filter(({ query }) => query === null);
    expect(quoted.map(({ quote }) => quote)).toEqual([QUOTE]);
    expect(bundle.evidence.flatMap(({ query }) => query?.rows ?? [])).toEqual([['3560']]);
    expect(bundle.notAnswered.flatMap(({ gaps }) => gaps)).toEqual(['April is not in it.']);
  });

  test('takes the same call up again after a 429, and repairs an answer that is no JSON', () => {
    expect(attempts(rows, 'plan')).toEqual(['0.1 invalid try 2', '0.2 ok try 1']);
    const [first, again] = provider.requests().filter(({ asks }) => asks === 'plan');
    expect(again?.body).toEqual(first?.body);
  });

  test('makes tool calls, and tells the model which of them failed', () => {
    expect(attempts(rows, 'research', 'q2')).toEqual(['0.1 ok try 1', '1.1 ok try 1', '2.1 ok try 1']);
    const [, second] = provider
      .requests()
      .filter((request) => request.asks === 'research_notes' && isItem('q2')(request));
    expect(second?.data('tool-result')).toMatchObject({ error: { code: 'tool-query-failed' } });
  });

  test('waits for a stream that takes longer than the heartbeat timeout, and asks once', () => {
    expect(attempts(rows, 'research', 'q1')).toEqual(['0.1 ok try 1', '1.1 ok try 1']);
    const [, slow] = rows.filter(({ identity }) => identity.item === 'q1' && identity.step === 'research');
    expect(slow?.latencyMs).toBeGreaterThan(5_000);
  });

  test('rephrases after a refusal, and asks again where a stream was cut', () => {
    expect(attempts(rows, 'draft')).toEqual(['0.1 refused try 1', '0.2 ok try 2']);
    expect(rows.filter(({ identity }) => identity.step === 'draft').map(({ promptId }) => promptId)).toEqual([
      'draft',
      'draft+rephrase',
    ]);
  });

  test('enlarges the limit of an answer that was cut off at it', () => {
    expect(attempts(rows, 'verify')).toEqual(['0.1 truncated try 1', '0.2 ok try 1']);
    const limits = provider.requests().filter(({ asks }) => asks === 'claim_verdicts');
    const [before, after] = limits.map(({ body }) => z.number().parse(body.max_completion_tokens));
    expect(after).toBeGreaterThan(before ?? 0);
  });

  test('asks nothing that the script does not hold, and pays for what was answered', () => {
    expect(provider.bodies()).toHaveLength(SCRIPT.length);
    expect(rows.every(({ state }) => state === 'answered')).toBe(true);
    expect(bundle.modelCalls).toHaveLength(rows.length);
    expect(view.totals.calls).toBe(rows.length);
  });

  const check = openAiBodyCheck();
  (check === null ? test.skip : test)('sends only requests that follow the structure that OpenAI published', () => {
    for (const body of provider.bodies()) expect(check?.(body)).toEqual([]);
  });
});

/** Runs the job with real activities on a real store, and approves its draft. */
async function runJob(rig: EngineRig, store: Store, baseURL: string): Promise<JobView> {
  const readImage = (image: ArtifactRef) => store.artifacts.getBytes(image.sha256);
  const catalog = loadCatalog();
  const openai = createChatCompletions({ baseURL, apiKey: 'test', readImage });
  const { activities, close } = createActivities({
    artifacts: store.artifacts,
    ledger: store.ledger,
    models: createModelsByProvider(catalog, { openai }),
    catalog,
    routed: catalogOf(catalog, ['openai']),
    isPrivateHost: () => false,
    holder: 'test',
  });
  const { question, audience, length, language } = reportInput('ferry');
  const asked: Brief = { question, audience, length, language };
  const brief = await store.artifacts.putJson(asked, 'brief');
  const sources = await attached(store, { 'timetable.md': TIMETABLE, 'passengers.csv': PASSENGERS });
  const script = { activities, asked: [], answered: [], requests: new Map(), records: [] };
  try {
    return await rig.withWorker(script, async (jobs) => {
      const job = await jobs.start(reportInput('ferry', { brief, sources, gates: ['approve'] }));
      const waiting = await job.until(gateOpen('approve'));
      await job.send('decide', decisionOn(waiting, 'approve'));
      await job.handle.result();
      return await job.view();
    });
  } finally {
    await close();
  }
}

async function attached({ artifacts }: Store, files: Readonly<Record<string, string>>): Promise<ArtifactRef> {
  const attachments = await Promise.all(
    Object.entries(files).map(async ([name, text]) => ({
      name,
      artifact: await artifacts.putBytes(Buffer.from(text), { mediaType: 'text/plain', title: name }),
    })),
  );
  const list: AttachmentList = { attachments, leftOut: [] };
  return await artifacts.putJson(list, 'attachments');
}
