import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createJudgeClaims } from '../../../activities/tasks/judge-claims.ts';
import { createPlanReport } from '../../../activities/tasks/plan-report.ts';
import { createWriteDraft } from '../../../activities/tasks/write-draft.ts';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { type FencedData, readFences } from '../../../contract/prompt-data.ts';
import type { ModelResult } from '../../../contract/steps.ts';
import {
  type ModelRig,
  modelRequest,
  openModelRig,
  type ScriptedModel,
  scriptedModel,
} from '../../support/model-rig.ts';
import { BRIEF, DRAFT, NOTES, PLAN, passagesInMemory, SOURCES } from '../../support/task-artifacts.ts';

let rig: ModelRig;
let model: ScriptedModel;
beforeEach(async () => {
  rig = await openModelRig();
  model = scriptedModel();
});
afterEach(() => rig.close());

const keep = (value: unknown): Promise<ArtifactRef> => rig.artifacts.putJson(value, 'kept');

function fences(): FencedData[] {
  return (model.requests.at(-1)?.messages ?? []).slice(1).flatMap((message) => readFences(message.text ?? ''));
}

async function outputOf(result: ModelResult): Promise<unknown> {
  if (result.outcome !== 'ok') throw new Error(`It came out as ${JSON.stringify(result)}.`);
  return await rig.artifacts.getJson(result.output.sha256);
}

const errorOf = (result: ModelResult) => (result.outcome === 'invalid' ? result.error : result.outcome);

describe('planReport', () => {
  const answer = {
    title: 'Offers',
    subQuestions: [],
    outline: [' Answer '],
    successCriteria: [''],
    wouldChangeTheAnswer: [],
  };
  const ask = (question: string) => ({ question, why: 'to know' });
  const plan = async (subQuestions: object[], previous: ArtifactRef | null = null, comment = '') => {
    model.next({ say: { ...answer, subQuestions } });
    const sources = await keep(SOURCES);
    return await createPlanReport(rig.ports(model))(modelRequest(), {
      brief: await keep(BRIEF),
      houseBrief: null,
      sources,
      previous,
      comment,
    });
  };

  test('numbers the sub-questions and leaves out repetitions', async () => {
    const result = await plan([ask('What does\nit cost?'), ask('What does it cost?'), ask('When?')]);
    expect(result).toMatchObject({ outcome: 'ok', facts: { subQuestions: 2 } });
    expect(await outputOf(result)).toMatchObject({
      subQuestions: [
        { id: 'q1', question: 'What does it cost?' },
        { id: 'q2', question: 'When?' },
      ],
      outline: ['Answer'],
      successCriteria: [],
    });
  });

  test('a plan without sub-questions, or with too many, is invalid', async () => {
    expect(errorOf(await plan([]))).toContain('subQuestions');
    await rig.ledger.deleteJob('job-1');
    expect(errorOf(await plan(Array.from({ length: 13 }, (_, at) => ask(`Number ${at}?`))))).toContain('at most 12');
  });

  test('sent back, the model sees the plan before and the comment', async () => {
    await plan([ask('When?')], await keep(PLAN), 'Ask about delivery.');
    expect(fences().map(({ name }) => name)).toEqual(['sources', 'question', 'plan', 'comment']);
    expect(fences().at(-1)?.value).toEqual({ text: 'Ask about delivery.' });
  });
});

describe('writeDraft', () => {
  const empty = { text: '', sentences: [], columns: [], rows: [] };
  const fact = (text: string, evidence: string[]) => ({ kind: 'fact', text, evidence });
  const paragraph = (...sentences: object[]) => ({ ...empty, type: 'paragraph', sentences });
  const table = (cells: string[], evidence: string[]) => ({
    ...empty,
    type: 'table',
    text: 'Prices',
    columns: ['offer', 'price'],
    rows: [{ cells, evidence }],
  });
  const draft = async (
    blocks: object[],
    again: { previous?: ArtifactRef; findings?: ArtifactRef; comment?: string } = {},
  ) => {
    model.next({ say: { title: 'Offers', blocks } });
    return await createWriteDraft(rig.ports(model))(modelRequest({ step: 'draft' }), {
      brief: await keep(BRIEF),
      houseBrief: null,
      sources: await keep(SOURCES),
      plan: await keep(PLAN),
      notes: await keep(NOTES),
      previous: again.previous ?? null,
      findings: again.findings ?? null,
      comment: again.comment ?? '',
    });
  };

  test('gives ids in reading order, sentences on one line, and no citation marks in the text', async () => {
    const result = await draft([
      { ...empty, type: 'heading', text: 'Answer' },
      paragraph(fact('North costs\n12,000 euros [^e1].', ['e1', 'e1'])),
      paragraph(),
      table(['north', '12,000'], ['e1']),
    ]);
    expect(result).toMatchObject({ outcome: 'ok', facts: { claims: 2 } });
    expect(await outputOf(result)).toEqual({
      title: 'Offers',
      blocks: [
        { type: 'heading', id: 'b1', level: 1, text: 'Answer' },
        {
          type: 'paragraph',
          id: 'b2',
          sentences: [{ id: 's1', kind: 'fact', text: 'North costs 12,000 euros.', evidence: ['e1'] }],
        },
        {
          type: 'table',
          id: 'b3',
          caption: 'Prices',
          columns: ['offer', 'price'],
          rows: [{ id: 'r1', cells: ['north', '12,000'], evidence: ['e1'] }],
        },
      ],
    });
  });

  test.each([
    ['a citation that the notes do not have', [paragraph(fact('It costs 9.', ['e7']))], '"It costs 9." cites e7'],
    ['a fact without evidence', [paragraph(fact('It costs 9.', []))], '"It costs 9." is a fact without evidence'],
    ['a row that does not fit its table', [table(['north'], ['e1'])], 'has 1 cells, its table 2 columns'],
    ['a row without evidence', [table(['north', '9'], [])], 'without evidence'],
    ['a draft of headings', [{ ...empty, type: 'heading', text: 'Answer' }], 'says nothing'],
  ])('%s is invalid, by name', async (_what, blocks, error) => {
    expect(errorOf(await draft(blocks))).toContain(error);
  });

  test('written again, the model sees the draft before, what was wrong in its words, and the comment', async () => {
    const finding = {
      id: 'f1',
      check: 'number-not-found',
      severity: 'blocking',
      claimId: 's1',
      message: '13 is not there.',
      evidence: [],
    };
    const note = { ...finding, id: 'f2', check: 'self-verified', severity: 'note', claimId: null };
    const findings = await keep({ draft: 'd', verdicts: [], findings: [finding, note] });
    await draft([paragraph(fact('North.', ['e1']))], { previous: await keep(DRAFT), findings, comment: 'Shorter.' });
    const given = new Map(fences().map(({ name, value }) => [name, value]));
    expect(given.get('previous-draft')).toMatchObject({ markdown: expect.stringContaining('Take it.') });
    expect(given.get('findings')).toEqual([
      { claimText: 'North costs 12,000 euros a year.', message: '13 is not there.' },
    ]);
    expect(given.get('comment')).toEqual({ text: 'Shorter.' });
  });
});

describe('judgeClaims', () => {
  const verdict = (claimId: string) => ({ claimId, verdict: 'supported', reason: 'It says\nso.' });
  const judge = async (verdicts: object[], batch = 0, notes: object = NOTES) => {
    model.next({ say: { verdicts } });
    const claims = [{ claimId: 's1', mechanical: 'passed', settled: null, remarks: [] }];
    return await createJudgeClaims({ ...rig.ports(model), passages: passagesInMemory })(
      modelRequest({ step: 'verify' }),
      {
        brief: await keep(BRIEF),
        sources: await keep(SOURCES),
        notes: await keep(notes),
        draft: await keep(DRAFT),
        checked: await keep({ draft: 'd', claims, findings: [], batches: [['s1']] }),
        batch,
      },
    );
  };

  test('gives each claim its evidence with the passage around it, and what could contradict it', async () => {
    const result = await judge([verdict('s1')]);
    expect(await outputOf(result)).toEqual({
      verdicts: [{ claimId: 's1', verdict: 'supported', mechanical: 'passed', reason: 'It says so.' }],
    });
    const given = new Map(fences().map(({ name, value }) => [name, value]));
    expect(given.get('evidence')).toMatchObject([{ id: 'e1', passage: expect.stringContaining('north offer') }]);
    expect(given.get('claims')).toMatchObject([
      { id: 's1', evidence: ['e1'], against: [{ source: 'offers.md', text: expect.stringContaining('13,000') }] },
    ]);
  });

  test('gives all rows of a cited query, since a claim may rest on the last one', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => [`team ${at + 1}`, `${at}.5`]);
    const query = { sql: 'select team, hours from t', columns: ['team', 'hours'], rows, tables: ['t'], scale: 2 };
    const locator = { kind: 'query', tables: ['t'] };
    const quote = 'team, hours: team 1, 0.5; and 39 more rows';
    const evidence = [{ id: 'e1', sourceId: 's1', passageId: null, locator, quote, query }];
    await judge([verdict('s1')], 0, { ...NOTES, evidence });
    const given = new Map(fences().map(({ name, value }) => [name, value]));
    expect(given.get('evidence')).toMatchObject([{ id: 'e1', quote: expect.stringContaining('team 40, 39.5') }]);
  });

  test('a document that writes a fence closes none', async () => {
    await judge([verdict('s1')]);
    expect(fences().map(({ name }) => name)).toEqual(['question', 'evidence', 'claims']);
  });

  test.each([
    ['a claim left out', [], 'without a verdict: s1'],
    ['a claim judged twice', [verdict('s1'), verdict('s1')], 'more than one verdict: s1'],
    ['a claim that was not given', [verdict('s1'), verdict('s9')], 'not given: s9'],
  ])('%s is invalid, by name', async (_what, verdicts, error) => {
    expect(errorOf(await judge(verdicts))).toContain(error);
  });

  test('a batch that does not exist is a bug, not an empty result', async () => {
    await expect(judge([], 3)).rejects.toThrow('no batch 3');
  });
});
