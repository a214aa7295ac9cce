import { describe, expect, test } from '@jest/globals';
import type { FenceName } from '../../../contract/prompt-data.ts';
import { ask, type Draft } from './support/offline-job.ts';

const EVIDENCE = ['e1', 'e2', 'e3', 'e4', 'e5'].map((id) => ({
  id,
  source: 'a.md',
  place: '',
  quote: '',
  query: null,
}));
const statement = (text: string, id: string) => ({ text, evidence: [id] });
const NOTES = [
  {
    item: 'q1',
    question: 'What is the limit?',
    status: 'answered',
    statements: [],
    conflicts: [
      { about: 'the limit', sides: [statement('The limit is 40.', 'e1'), statement('The limit is 44.', 'e2')] },
    ],
    gaps: [],
  },
  {
    item: 'q2',
    question: 'Who keeps the keys?',
    status: 'answered',
    statements: [statement('Dana keeps the keys.', 'e3'), statement('The spare key hangs in the office.', 'e4')],
    conflicts: [],
    gaps: [],
  },
  {
    item: 'q3',
    question: 'How many hours did each person work?',
    status: 'answered',
    statements: [
      statement('Total of hours in table "shifts" for person "Ada "the first"": 12.50.', 'e5'),
      statement('Total of hours in table "shifts" for person "Bo": 7.', 'e5'),
    ],
    conflicts: [],
    gaps: [],
  },
  {
    item: 'q4',
    question: 'What does parking cost?',
    status: 'not-answered',
    statements: [],
    conflicts: [],
    gaps: ['These documents do not answer: "What does parking cost?"'],
  },
];
const draft = (more: Partial<Record<FenceName, unknown>> = {}): Draft =>
  ask('draft', { notes: NOTES, evidence: EVIDENCE, ...more });
const textsOf = (made: Draft): string[] =>
  made.blocks.flatMap((block) => [
    block.text,
    ...block.sentences.map((sentence) => sentence.text),
    ...block.rows.map((row) => row.cells.join(' | ')),
  ]);

describe('a draft', () => {
  test('is a heading a question, facts with citations, and a table for a grouping', () => {
    const { blocks } = draft();
    expect(blocks.filter((block) => block.type === 'heading').map((block) => block.text)).toEqual([
      'What is the limit?',
      'Who keeps the keys?',
      'How many hours did each person work?',
      'Where the sources disagree',
      'Not answered by these documents',
    ]);
    expect(blocks.find((block) => block.type === 'table')).toMatchObject({
      text: 'Total of hours in table "shifts" by person',
      columns: ['person', 'Total of hours'],
      rows: [
        { cells: ['Ada "the first"', '12.50'], evidence: ['e5'] },
        { cells: ['Bo', '7'], evidence: ['e5'] },
      ],
    });
    const facts = blocks.flatMap((block) => block.sentences).filter((sentence) => sentence.kind === 'fact');
    expect(facts.map(({ text, evidence }) => [text, ...evidence])).toEqual([
      ['Dana keeps the keys.', 'e3'],
      ['The spare key hangs in the office.', 'e4'],
      ['The limit is 40.', 'e1'],
      ['The limit is 44.', 'e2'],
    ]);
  });

  test('leaves out what a finding names, be it sentence or row, and says so where nothing is left', () => {
    const findings = ['Dana keeps the keys.', 'The spare key hangs in the office.', 'Bo | 7'];
    const texts = textsOf(draft({ findings: findings.map((claimText) => ({ claimText, message: 'no' })) }));
    expect(texts).not.toContain('Dana keeps the keys.');
    expect(texts).not.toContain('Bo | 7');
    expect(texts.join('\n')).toContain('What was found for "Who keeps the keys?" was left out');
  });

  test('a side that a finding names takes the disagreement with it, not the other side', () => {
    const texts = textsOf(draft({ findings: [{ claimText: 'The limit is 44.', message: 'no' }] }));
    expect(texts).toContain('The limit is 40.');
    expect(texts).not.toContain('Where the sources disagree');
  });

  test('what an earlier round took away does not come back', () => {
    const markdown = 'Dana keeps the keys.[^e3]\n\n- The limit is 40.[^e1]\n- The limit is 44.[^e2]\n\n| Bo | 7[^e5] |';
    const findings = [{ claimText: 'The limit is 40.', message: 'no' }];
    const texts = textsOf(draft({ 'previous-draft': { markdown }, findings }));
    expect(texts).toEqual(expect.arrayContaining(['Dana keeps the keys.', 'The limit is 44.']));
    expect(texts).not.toContain('The spare key hangs in the office.');
  });

  test.each<[string, string, (texts: string[]) => void]>([
    ['shortens', 'Shorter, please.', (texts) => expect(texts).not.toContain('The spare key hangs in the office.')],
    [
      'reorders',
      'Start with the keys.',
      (texts) => expect(texts.indexOf('Who keeps the keys?')).toBeLessThan(texts.indexOf('What is the limit?')),
    ],
    ['leaves out', 'Leave out the section on keys.', (texts) => expect(texts).not.toContain('Dana keeps the keys.')],
    [
      'admits what it cannot',
      'Add a chart.',
      (texts) => expect(texts.join('\n')).toContain('could not carry this out'),
    ],
  ])('in answer to a comment it %s', (_what, text, check) => {
    const texts = textsOf(draft({ comment: { text } }));
    expect(texts.join('\n')).toContain(`The reviewer's comment was: "${text}"`);
    check(texts);
  });

  test('says that it writes English only', () => {
    const question = { question: 'Q?', audience: '', length: 'short', language: 'de' };
    expect(textsOf(draft({ question })).join('\n')).toContain('writes English only');
  });
});
