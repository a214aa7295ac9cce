import { expect, test } from '@jest/globals';
import { checkOutput } from '../../../contract/recovery/outputs.ts';

const PLAN = {
  title: 'Roof',
  subQuestions: [{ id: 'q1', question: 'How many panels?', why: '' }],
  ...{ outline: [], successCriteria: [], wouldChangeTheAnswer: [] },
};
const sentence = (id: string, kind: 'fact' | 'analysis') => ({ id, kind, text: `${id}.`, evidence: ['e1'] });
const DRAFT = {
  title: 'Roof',
  blocks: [{ type: 'paragraph', id: 'b1', sentences: [sentence('s1', 'fact'), sentence('s2', 'analysis')] }],
};
const NOTES = {
  ...{ item: 'q1', question: 'How many?', status: 'answered', gaps: ['the year'] },
  ...{ statements: [{ text: 'Twelve.', evidence: [] }], conflicts: [] },
};

test('a good output comes back as it is, with the facts that the engine counts by', () => {
  expect(checkOutput('plan', PLAN)).toMatchObject({ kind: 'ok', value: PLAN, facts: {} });
  expect(checkOutput('draft', DRAFT)).toMatchObject({ kind: 'ok', facts: { claims: 1 } });
  const facts = { statements: 1, conflicts: 0, gaps: 1 };
  expect(checkOutput('item-notes', NOTES)).toMatchObject({ kind: 'ok', facts });
  const numbered = { evidence: [], items: [{ ...NOTES, statements: [] }, NOTES] };
  expect(checkOutput('notes', numbered)).toMatchObject({ kind: 'ok', facts: { ...facts, gaps: 2, evidence: 0 } });
});

test.each<[string, Parameters<typeof checkOutput>[0], unknown, string]>([
  ['a field that is missing', 'plan', { ...PLAN, title: undefined }, 'title: '],
  [
    'a field of a part',
    'plan',
    { ...PLAN, subQuestions: [{ id: 'x', question: 'Q?', why: '' }] },
    'subQuestions.0.id: ',
  ],
  ['two alike', 'plan', { ...PLAN, subQuestions: [...PLAN.subQuestions, ...PLAN.subQuestions] }, 'the same id'],
  ['another thing altogether', 'draft', 7, 'the output: '],
  ['verdicts, which nobody may supply', 'judged', { verdicts: [] }, 'cannot be supplied'],
])('%s is named', (_what, part, value, words) => {
  const answer = checkOutput(part, value);
  expect(answer).toMatchObject({ kind: 'invalid', error: expect.stringContaining(words) });
});
