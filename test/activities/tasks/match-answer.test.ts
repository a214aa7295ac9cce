import { describe, expect, test } from '@jest/globals';
import { passagesMatched, readMatches } from '../../../activities/tasks/match-answer.ts';
import type { Passage } from '../../../contract/evidence/source.ts';

const PASSAGES = new Map<string, Passage>(
  [
    ['s1-p1', 'It costs 5 dollars\na month.'],
    ['s2-p1', 'It costs 6 dollars a month.'],
  ].map(([id = '', text = '']) => [
    id,
    { id, sourceId: id.slice(0, 2), locator: { kind: 'lines', from: 1, to: 2 }, headings: [], text },
  ]),
);
const findable = { passages: PASSAGES, queries: new Map() };
const part = { id: 'q1', question: 'The first sentences' };
const sentences = [
  { id: 's1', text: 'It costs 5 dollars a month.' },
  { id: 's2', text: 'Nobody knows why.' },
  { id: 's3', text: 'Have a nice day.' },
];
const pointer = (passageId: string, quote: string) => ({ passageId, quote, queryId: null });
const none = (id: string, isClaim = true) => ({ id, isClaim, evidence: [], otherwise: [] });
const borneOut = { ...none('s1'), evidence: [pointer('s1-p1', 'It costs 5 dollars a month.')] };
const otherwise = [{ text: 'It costs 6\ndollars.', evidence: [pointer('s2-p1', 'It costs 6 dollars a month.')] }];
const read = (answers: object[]) => readMatches({ sentences: answers }, part, sentences, findable);

describe('what the sources say to the sentences of a document', () => {
  test('claims become statements in the words of the document, silence a gap, and no claim nothing', () => {
    expect(read([borneOut, none('s2'), none('s3', false)])).toMatchObject({
      kind: 'ok',
      value: {
        ...{ item: 'q1', question: 'The first sentences', status: 'partly' },
        statements: [
          {
            text: 'It costs 5 dollars a month.',
            evidence: [{ passageId: 's1-p1', quote: 'It costs 5 dollars\na month.' }],
          },
          { text: 'Nobody knows why.', evidence: [] },
        ],
        conflicts: [],
        gaps: ['The sources do not say: "Nobody knows why."'],
      },
    });
  });

  test('what says otherwise is a conflict: of one side where nothing bears the claim out, else of both', () => {
    const alone = read([{ ...none('s1'), otherwise }, none('s2', false), none('s3', false)]);
    expect(alone).toMatchObject({
      value: {
        status: 'answered',
        conflicts: [{ about: sentences[0]?.text, sides: [{ text: 'It costs 6 dollars.' }] }],
        gaps: [],
      },
    });
    const both = read([{ ...borneOut, otherwise }, none('s2', false), none('s3', false)]);
    expect(both).toMatchObject({
      value: { conflicts: [{ sides: [{ text: sentences[0]?.text }, { text: 'It costs 6 dollars.' }] }] },
    });
    expect(passagesMatched({ sentences: [{ ...borneOut, otherwise }] })).toEqual(new Set(['s1-p1', 's2-p1']));
  });

  test('faults are named: sentences left out, twice or unknown, quotes that do not stand there, sides without evidence', () => {
    expect(read([borneOut, borneOut, none('s9')])).toEqual({
      kind: 'invalid',
      error: [
        'Sentences without an answer: s2, s3.',
        'Sentences with more than one answer: s1.',
        'Answers to sentences that were not given: s9.',
      ].join('\n'),
    });
    const wrong = {
      ...none('s1'),
      evidence: [pointer('s1-p1', 'It costs 7 dollars.')],
      otherwise: [{ text: 'No.', evidence: [] }],
    };
    const error =
      'The quote "It costs 7 dollars." is not in the passage s1-p1, word for word.\nThe statement "No." has no evidence.';
    expect(read([wrong, none('s2'), none('s3')])).toEqual({
      kind: 'invalid',
      error: expect.stringContaining('It costs 7 dollars.'),
    });
    expect(read([wrong, none('s2'), none('s3')])).toMatchObject({ error });
  });
});
