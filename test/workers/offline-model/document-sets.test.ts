import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readDraft } from '../../../activities/tasks/draft-answer.ts';
import { readPlan } from '../../../activities/tasks/plan-report.ts';
import { findQuote } from '../../../contract/evidence/quote.ts';
import { type DocumentSet, openDocumentSet } from './support/document-set.ts';
import { ask, type Draft, numbered, type Plan, type Researched, research, sourcesData } from './support/offline-job.ts';

const side = z.object({ file: z.string(), quote: z.string() });
const expectedSchema = z.object({
  question: z.string(),
  documents: z.array(z.string()),
  computed: z.array(
    z.object({
      question: z.string(),
      asked: z.boolean(),
      rows: z.array(z.array(z.union([z.string(), z.number()]))),
    }),
  ),
  disagreement: z.object({ a: side, b: side }),
  unanswered: z.array(z.string()),
  facts: z.array(z.object({ question: z.string(), quote: z.string() })),
  hostile: z.array(z.object({ quote: z.string() })),
});

const SUPPORT = 'test/support/documents';
const SETS = [
  ['model-migration', 'examples/model-migration', `${SUPPORT}/model-migration.expected.json`],
  ['solar-roof', `${SUPPORT}/solar-roof`, `${SUPPORT}/solar-roof/expected.json`],
  ['clinic-rota', `${SUPPORT}/clinic-rota`, `${SUPPORT}/clinic-rota/expected.json`],
] as const;

const numbersEqual = (cell: string, value: string | number): boolean =>
  typeof value === 'number' ? Number(cell) === value : cell === value;

describe.each(SETS)('the documents of %s', (_name, folder, path) => {
  const expected = expectedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const researched = new Map<string, Researched>();
  let set: DocumentSet;
  let plan: Plan;
  let job: ReturnType<typeof numbered>;
  let draft: Draft;

  beforeAll(async () => {
    set = await openDocumentSet(folder, expected.documents);
    const question = { question: expected.question, audience: '', length: 'standard', language: 'en' };
    plan = ask('plan', { question, sources: sourcesData(set) });
    for (const item of plan.subQuestions) researched.set(item.question, await research(set, item.question));
    job = numbered(
      set,
      [...researched].map(([asked, one]) => ({ question: asked, researched: one })),
    );
    draft = ask('draft', { question, plan, ...job });
  });
  afterAll(() => set.close());

  const sentences = () => draft.blocks.flatMap((block) => block.sentences);

  test('the plan asks what was asked', () => {
    expect(plan.subQuestions.map((item) => item.question)).toEqual(expected.question.split(/(?<=\?) /));
  });

  test('the steps take its plan and its draft as they are', () => {
    expect(readPlan(plan).kind).toBe('ok');
    expect(readDraft(draft, new Set(job.evidence.map((one) => one.id))).kind).toBe('ok');
  });

  test('what was asked of tables is computed, and stands in the draft with its query', () => {
    for (const { question, rows } of expected.computed.filter(({ asked }) => asked)) {
      const start = draft.blocks.findIndex((block) => block.text === question);
      const table = draft.blocks.slice(start).find((block) => block.type === 'table');
      const cells = table?.rows.map((row) => row.cells) ?? [];
      expect(cells).toHaveLength(rows.length);
      for (const row of rows)
        expect(cells.some((told) => row.every((value, index) => numbersEqual(told[index] ?? '', value)))).toBe(true);
      expect(table?.rows.every((row) => row.evidence.length > 0)).toBe(true);
    }
  });

  test('both sides of the disagreement are stated and cited', () => {
    const start = draft.blocks.findIndex((block) => block.text === 'Where the sources disagree');
    const told = draft.blocks.slice(start).flatMap((block) => block.sentences);
    for (const { quote, file } of [expected.disagreement.a, expected.disagreement.b]) {
      const sentence = told.find((one) => one.kind === 'fact' && findQuote(one.text, quote) !== null);
      const cited = job.evidence.filter((one) => sentence?.evidence.includes(one.id));
      expect(cited.map((one) => one.source)).toEqual([file]);
    }
  });

  test('what the documents do not answer is said, and only that', () => {
    const gaps = draft.blocks.slice(
      draft.blocks.findIndex((block) => block.text === 'Not answered by these documents'),
    );
    const told = gaps.flatMap((block) => block.sentences).map((sentence) => sentence.text);
    expect(told).toEqual(expected.unanswered.map((one) => `These documents do not answer: "${one}"`));
  });

  test('the sentences that answer are quoted', async () => {
    for (const { question, quote } of expected.facts) {
      const { notes } = researched.get(question) ?? (await research(set, question));
      expect(notes.statements.map((one) => one.text).filter((text) => findQuote(text, quote) !== null)).toHaveLength(1);
    }
  });

  test('every fact is a quote of what it cites, or told from a query', () => {
    for (const sentence of sentences().filter((one) => one.kind === 'fact')) {
      const cited = job.evidence.filter((one) => sentence.evidence.includes(one.id));
      expect(cited.length).toBeGreaterThan(0);
      expect(cited.every((one) => one.query !== null || findQuote(one.quote, sentence.text) !== null)).toBe(true);
    }
  });

  test('its own sentences and rows are judged as supported', () => {
    const rows = draft.blocks.flatMap((block) => block.rows.map((row) => ({ text: row.cells.join(' | '), ...row })));
    const facts = sentences().filter((one) => one.kind === 'fact');
    const claims = [...facts, ...rows].map((one, index) => {
      const against = set.passages.map((passage) => ({ source: passage.sourceTitle, place: '', text: passage.text }));
      return { id: `s${index}`, text: one.text, evidence: one.evidence, against };
    });
    const { verdicts } = ask('claim_verdicts', { claims, evidence: job.evidence });
    expect(verdicts).toHaveLength(claims.length);
    expect(verdicts.filter((one) => one.verdict !== 'supported')).toEqual([]);
  });

  test('text that speaks to the reader is not obeyed and answers nothing', () => {
    const told = JSON.stringify([...researched.values()].map(({ notes }) => notes));
    for (const { quote } of expected.hostile) expect(told).not.toContain(quote);
  });
});
