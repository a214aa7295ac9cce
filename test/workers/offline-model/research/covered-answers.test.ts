import { describe, expect, test } from '@jest/globals';
import { coveredAnswers, holdsYears } from '../../../../workers/offline-model/research/covered-answers.ts';
import { findingsOf } from '../../../../workers/offline-model/research/found-sentences.ts';
import { looseTerms } from '../../../../workers/offline-model/research/loose-terms.ts';
import type { Transcript } from '../../../../workers/offline-model/transcript.ts';

/** Passages of one document, found by a search. */
function found(...texts: string[]) {
  const passages = texts.map((text, at) => ({
    passageId: `s1-p${at + 1}`,
    sourceId: 's1',
    sourceTitle: 'notes.md',
    headings: [],
    locator: { kind: 'paragraph' as const, paragraph: at + 1 },
    text,
    score: 1,
  }));
  const call = { name: 'search_documents', arguments: {}, result: { passages }, error: null };
  const transcript = { of: (name: string) => (name === 'search_documents' ? [call] : []), isEmpty: false };
  return findingsOf(transcript as Transcript);
}
const told = (question: string, ...texts: string[]): string[] =>
  coveredAnswers(question, found(...texts)).map(({ text }) => text);

const PROGRAMME = 'The Sall Marsh Programme pays for dykes. The programme commenced operations in April 2009.';

describe('what stands around a sentence', () => {
  test('holds the name that the sentence itself does not repeat', () => {
    expect(told('When did the Sall Marsh Programme begin?', PROGRAMME)).toContain(
      'The programme commenced operations in April 2009.',
    );
  });

  test('holds no name that stands nowhere', () => {
    expect(told('When did the Brack Marsh Programme begin?', PROGRAMME)).toEqual([]);
  });

  test('does not hold what was asked to have happened', () => {
    expect(told('When was the Sall Marsh Programme abolished?', PROGRAMME)).toEqual([]);
  });
});

describe('the value that is asked for', () => {
  test('a share is answered by a share, whatever it is called', () => {
    const text = 'The survey asked crews of the lake. Of the crews, 23% sail on Sundays. The crews own boats.';
    expect(told('What proportion of the crews sail on Sundays?', text)).toEqual(['Of the crews, 23% sail on Sundays.']);
  });

  test('one of another year is not told', () => {
    const text = 'In 2012, divers reported 48 broken piles on the lake.';
    expect(told('How many broken piles did divers report in 2012?', text)).toEqual([text]);
    expect(told('How many broken piles did divers report in 2014?', text)).toEqual([]);
  });

  test('examples begin with what they are examples of', () => {
    const text = 'Many boats pay harbour dues. Fast ferries include the Heron and the Kingcup.';
    expect(told('What are examples of fast ferries that pay harbour dues?', text)).toEqual([
      'Fast ferries include the Heron and the Kingcup.',
    ]);
  });
});

test('a sentence is of the years that stand in it, or around it where it names none', () => {
  const [first, second] = found('In 2012 the piers were old. They had 48 broken piles.').sentences;
  if (first === undefined || second === undefined) throw new Error('Two sentences were expected.');
  expect(holdsYears('How many piles were broken in 2012?', second)).toBe(true);
  expect(holdsYears('How many piles were broken in 2013?', second)).toBe(false);
  expect(holdsYears('How old were the piers in 2013?', first)).toBe(false);
});

test('marks of footnotes are no part of words and years', () => {
  const terms = looseTerms('The 4th-year crews were self-financing9 in 2010.8 and five left.');
  for (const term of ['4th', 'year', 'financ', '2010', '5']) expect([...terms]).toContain(term);
});
