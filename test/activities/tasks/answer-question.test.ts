import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { QuestionInputs } from '../../../activities/activities.ts';
import { createAnswerQuestion } from '../../../activities/tasks/answer-question.ts';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import type { AnswerPointer } from '../../../contract/model-answers.ts';
import { bytesOfJson } from '../../../contract/payloads.ts';
import { readFences } from '../../../contract/prompt-data.ts';
import {
  ANSWER_BYTES,
  ANSWER_CHARS,
  answerTextSchema,
  CITATIONS_OF_ANSWER,
  NOT_SHOWN_OF_ANSWER,
} from '../../../contract/questions.ts';
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
const at = (pointer: Partial<AnswerPointer>): AnswerPointer => ({
  ...{ evidenceId: null, passageId: null, quote: null, claimId: null },
  ...pointer,
});
const says = (text: string, ...restsOn: AnswerPointer[]) => ({ text, restsOn });
const VERIFICATION = {
  draft: 'd',
  verdicts: [{ claimId: 's1', verdict: 'contradicted', mechanical: 'passed', reason: 'A letter says 13,000.' }],
  findings: [
    {
      id: 'f1',
      check: 'judged-contradicted',
      severity: 'warning',
      claimId: 's1',
      message: 'It is 13,000.',
      evidence: [],
    },
  ],
};

async function ask(statements: object[], notShown: string[] = [], more: Partial<QuestionInputs> = {}) {
  model.next({ say: { statements, notShown } });
  const result = await createAnswerQuestion({ ...rig.ports(model), passages: passagesInMemory })(
    modelRequest({ step: 'approve', item: '#question-1' }),
    {
      brief: await keep(BRIEF),
      houseBrief: null,
      text: 'Why not 13,000?',
      about: 'draft',
      shown: await keep(DRAFT),
      verification: await keep(VERIFICATION),
      sources: await keep(SOURCES),
      notes: await keep(NOTES),
      ...more,
    },
  );
  if (result.outcome !== 'ok') throw new Error(`It came out as ${JSON.stringify(result)}.`);
  return answerTextSchema.parse(result.answer);
}

function fences(): Map<string, unknown> {
  const found = (model.requests.at(-1)?.messages ?? []).slice(1).flatMap(({ text }) => readFences(text ?? ''));
  return new Map(found.map(({ name, value }) => [name, value]));
}

describe('a question about a draft', () => {
  test('is asked over claims with their verdicts, findings, cited evidence and passages of the sources', async () => {
    await ask([]);
    expect(Object.fromEntries(fences())).toMatchObject({
      asked: { text: 'Why not 13,000?', about: 'draft' },
      'draft-claims': [{ id: 's1', verdict: 'contradicted', reason: 'A letter says 13,000.' }, { id: 's2' }],
      findings: [{ claimText: 'North costs 12,000 euros a year.', message: 'It is 13,000.' }],
      evidence: [{ id: 'e1' }],
      passages: [{ passageId: 's1-p1', sourceTitle: 'offers.md' }, { passageId: 's1-p2' }],
    });
  });

  test('is answered with citations that were looked up, in the words that stand there', async () => {
    const answer = await ask([
      says('North\ncosts 12,000.', at({ evidenceId: 'e1' }), at({ passageId: 's1-p1', quote: 'costs 12,000 euros' })),
      says('Verification found it contradicted.', at({ claimId: 's1' })),
    ]);
    expect(answer.text).toBe('North costs 12,000. [e1, s1-p1]\nVerification found it contradicted. [s1]');
    expect(answer.citations).toMatchObject([
      { kind: 'evidence', id: 'e1', source: 'offers.md', place: 'lines 1 to 2', quote: 'costs 12,000 euros' },
      { kind: 'passage', id: 's1-p1', quote: 'costs 12,000 euros' },
      { kind: 'claim', id: 's1', quote: 'North costs 12,000 euros a year.' },
    ]);
    expect(answer.notShown).toEqual([]);
  });

  test('citations that do not resolve are dropped, and what rests on none of them is told as not shown', async () => {
    const invented = [
      at({ evidenceId: 'e9' }),
      at({ passageId: 's9-p1', quote: 'costs' }),
      at({ passageId: 's1-p1', quote: 'costs 14,000 euros' }),
      at({ passageId: 's1-p1' }),
      at({ claimId: 's9' }),
      at({}),
    ];
    const answer = await ask(
      [
        says('It costs 12,000.', ...invented, at({ evidenceId: 'e1' })),
        says('It is cheap.', ...invented),
        says('Take it.'),
      ],
      ['The sources do not say who wrote the letter.'],
    );
    expect(answer).toMatchObject({ text: 'It costs 12,000. [e1]', citations: [{ id: 'e1' }] });
    expect(answer.notShown).toEqual([
      'The sources do not say who wrote the letter.',
      'No source or claim was found that shows: "It is cheap."',
      'No source or claim was found that shows: "Take it."',
    ]);
  });

  test('where nothing is shown, the answer says so', async () => {
    expect(await ask([says('Yes.')])).toMatchObject({
      text: expect.stringContaining('Neither the sources'),
      citations: [],
    });
  });

  test('is answered within bounds, whatever a model writes', async () => {
    const long = Array.from({ length: 40 }, () => says('x'.repeat(900), at({ evidenceId: 'e1' })));
    const quotes = [...'The north offer costs'].map((_, index) =>
      says('So.', at({ passageId: 's1-p1', quote: 'The north offer costs'.slice(0, index + 1) })),
    );
    const unshown = Array.from({ length: 30 }, () => 'y'.repeat(2_000));
    const wide = Array.from({ length: 40 }, () => says('屋'.repeat(700), at({ evidenceId: 'e1' })));
    for (const statements of [long, quotes, wide]) {
      const answer = await ask(statements, unshown);
      expect(answer.text.length).toBeLessThanOrEqual(ANSWER_CHARS);
      expect(answer.citations.length).toBeLessThanOrEqual(CITATIONS_OF_ANSWER);
      expect(answer.notShown.length).toBeLessThanOrEqual(NOT_SHOWN_OF_ANSWER);
      expect(bytesOfJson(answer)).toBeLessThanOrEqual(ANSWER_BYTES);
      expect(answer.notShown[0]).toContain('left out');
      await rig.ledger.deleteJob('job-1');
    }
  });
});

test('a plan is asked about as text, without claims', async () => {
  const none = { notes: null, verification: null };
  await ask([], [], { about: 'plan', shown: await keep(PLAN), ...none });
  expect(fences().get('shown')).toEqual({ text: expect.stringContaining('q1: What does each offer cost?') });
  expect(fences().has('draft-claims')).toBe(false);
});

test('a call of a tool is asked about with its arguments', async () => {
  const toolCalls = [{ id: 'c', name: 'send_mail', arguments: '{"to":"a"}' }];
  const shown = await keep({ text: null, toolCalls, refusal: null, finishReason: 'tool_calls' });
  await ask([], [], { about: 'tool call', shown, notes: null, verification: null });
  expect(fences().get('shown')).toEqual({ text: 'send_mail {"to":"a"}' });
});
