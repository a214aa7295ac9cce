import { expect, test } from '@jest/globals';
import { conflictsAmong } from '../../../../workers/offline-model/research/conflicts.ts';
import type { FoundSentence } from '../../../../workers/offline-model/research/found-sentences.ts';
import { termsOf } from '../../../../workers/offline-model/text/words.ts';

function found(sourceId: string, text: string, order: number): FoundSentence {
  const none: ReadonlySet<string> = new Set();
  return {
    text,
    quote: text,
    passageId: `${sourceId}-p1`,
    sourceId,
    order,
    terms: new Set(termsOf(text)),
    around: none,
    nearest: none,
  };
}
const aboutOf = (...texts: [string, string][]): string[] =>
  conflictsAmong(texts.map(([source, text], order) => found(source, text, order))).map((conflict) => conflict.about);

test.each<[string, string, string]>([
  [
    'limit of weekly hours',
    'The limit of weekly hours is 40 hours.',
    'We said that the limit of weekly hours is 44 hours.',
  ],
  [
    'p95 latency of gpt-5.5 on contract review',
    'The p95 latency of gpt-5.5 on contract review was 14.2 seconds.',
    'The p95 latency of gpt-5.5 on contract review is 9.5 seconds, so the limit of 15 seconds can stay.',
  ],
  ['move would start', 'The move would start on 7 December 2026.', 'The move would start on 11 January 2027.'],
])('sources disagree about: %s', (about, a, b) => {
  expect(aboutOf(['s1', a], ['s2', b])).toEqual([about]);
});

test.each<[string, string, string]>([
  ['the same value in another form', 'The window of gpt-5.5 is 1M tokens.', 'The window of gpt-5.5 is 1,000K tokens.'],
  ['another model', 'The window of gpt-5.4 is 400K tokens.', 'The window of gpt-5.5 is 1M tokens.'],
  [
    'another building',
    'The usable roof area of the Nordhaus is 310 m².',
    'The usable roof area of the Gartenhaus is 90 m².',
  ],
  ['another unit', 'The trial takes 12 days of work.', 'The trial takes 3 weeks of work.'],
  ['another subject', 'The rate limit is 400 requests.', 'The board sent 12 requests.'],
])('no disagreement: %s', (_why, a, b) => {
  expect(aboutOf(['s1', a], ['s2', b])).toEqual([]);
});

test('one source does not disagree with itself', () => {
  expect(
    aboutOf(['s1', 'The limit of weekly hours is 40 hours.'], ['s1', 'The limit of weekly hours is 44 hours.']),
  ).toEqual([]);
});
