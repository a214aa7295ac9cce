import { describe, expect, test } from '@jest/globals';
import { askedQuestions } from '../../../workers/offline-model/plan/split-question.ts';
import { ask } from './support/offline-job.ts';

const questionsOf = (text: string): string[] => askedQuestions(text).questions;

describe('a question is taken apart', () => {
  test.each<[string, string, string[]]>([
    ['by question marks', 'What is A worth? When does B begin?', ['What is A worth?', 'When does B begin?']],
    [
      'by a numbered list',
      'Please answer:\n1. What is A worth?\n2) When does B begin?',
      ['What is A worth?', 'When does B begin?'],
    ],
    ['numbered on one line', '1. What is A worth? 2. When does B begin?', ['What is A worth?', 'When does B begin?']],
    [
      'at a conjunction that asks anew',
      'Which team used most tokens, and how many incidents were there in June?',
      ['Which team used most tokens?', 'How many incidents were there in June?'],
    ],
    [
      'not where the second part points back',
      'Which team used most tokens and how much did it pay?',
      ['Which team used most tokens and how much did it pay?'],
    ],
    [
      'not where the second part is no question',
      'Which team used most tokens and how many?',
      ['Which team used most tokens and how many?'],
    ],
    ['with repeats once', 'When does B begin? when does B begin?', ['When does B begin?']],
    [
      'without what only leads to it',
      'We are planning for next year. Should we buy the roof?',
      ['Should we buy the roof?'],
    ],
    ['wishes included', 'Compare the offers. Which is cheapest?', ['Compare the offers.', 'Which is cheapest?']],
    ['versions and dots stay whole', 'Is gpt-5.5 better than v1.2?', ['Is gpt-5.5 better than v1.2?']],
  ])('%s', (_how, text, questions) => {
    expect(questionsOf(text)).toEqual(questions);
  });

  test('a single letter is a question, too', () => {
    expect(questionsOf('X')).toEqual(['X']);
  });
});

const SOURCES = [
  {
    id: 's1',
    title: 'minutes.md',
    headings: ['Solar roof', 'Bicycles', 'Money for the roof'],
    tables: [{ name: 'offers', columns: ['offer', 'price_eur'], rows: 5 }],
  },
];
const plan = (question: string, comment?: string) =>
  ask('plan', {
    question: { question, audience: '', length: 'standard', language: 'en' },
    sources: SOURCES,
    ...(comment !== undefined && { comment: { text: comment } }),
  });

describe('a plan', () => {
  test('divides a vague question by the headings that it shares words with', () => {
    expect(plan('Tell me about the roof.').subQuestions.map((item) => item.question)).toEqual([
      'What do the documents say about "Solar roof"?',
      'What do the documents say about "Money for the roof"?',
    ]);
  });

  test('says what in the sources is near a question', () => {
    expect(plan('Which offer has the lowest price?').subQuestions[0]?.why).toBe(
      'It shares words with the table "offers".',
    );
    expect(plan('Who owns the moon?').subQuestions[0]?.why).toBe(
      'No heading or table shares a word with it; all documents are searched.',
    );
  });

  test('holds twelve questions and names the ones it leaves out', () => {
    const words = 'ant bee cat dog elk fox gnu hen ibex jay koi lynx mole newt'.split(' ');
    const { subQuestions, wouldChangeTheAnswer } = plan(words.map((word) => `Where is the ${word}?`).join(' '));
    expect(subQuestions).toHaveLength(12);
    expect(wouldChangeTheAnswer.filter((line) => line.startsWith('Left out'))).toHaveLength(2);
  });

  test('takes up a very long question', () => {
    const { subQuestions } = plan(`Where is the ${'very '.repeat(5_000)}old ladder?`);
    expect(subQuestions[0]?.question.length).toBeLessThanOrEqual(2_000);
  });

  test('carries out a comment that adds or leaves out a question, and says so', () => {
    const { subQuestions, successCriteria } = plan(
      'Which offer has the lowest price? Where are the bicycles?',
      'Leave out the bicycles. Also: Who pays for the roof?',
    );
    expect(subQuestions.map((item) => item.question)).toEqual([
      'Which offer has the lowest price?',
      'Who pays for the roof?',
    ]);
    expect(successCriteria.at(-1)).toMatch(/^The comment ".*" changed the list of questions\.$/);
  });

  test('says that a comment was not understood', () => {
    expect(plan('Where are the bicycles?', 'Be bolder.').successCriteria.at(-1)).toContain(
      'could not turn it into a change',
    );
  });
});
