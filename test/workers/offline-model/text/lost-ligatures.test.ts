import { expect, test } from '@jest/globals';
import { damagedTerms, searchTerms } from '../../../../activities/documents/search/search-terms.ts';
import { termsOf } from '../../../../workers/offline-model/text/words.ts';

test.each([
  ['classified', 'classiied'],
  ['defined', 'deined'],
  ['identified', 'identiied'],
  ['offices', 'ofices'],
  ['offices', 'oices'],
  ['scientific', 'scientiic'],
  ['benefits', 'beneits'],
  ['influence', 'inluence'],
  ['defining', 'deining'],
  ['first', 'irst'],
])('"%s" is found where it lost its ligature: "%s"', (whole, damaged) => {
  expect(termsOf(damaged)).toEqual(termsOf(whole));
});

test.each([
  ['coffin', 'coin'],
  ['unfit', 'unit'],
  ['refine', 'rein'],
  ['reflate', 'relate'],
  ['flight', 'light'],
  ['flow', 'low'],
  ['fill', 'ill'],
  ['skiing', 'skifing'],
])('"%s" is not "%s"', (word, other) => {
  expect(termsOf(word)).not.toEqual(termsOf(other));
});

test.each([
  ['classified', 'classiied'],
  ['defined', 'deined'],
  ['offices', 'ofices'],
])('who searches for "%s" also finds "%s"', (whole, damaged) => {
  expect(damagedTerms(whole)).toEqual(expect.arrayContaining(searchTerms(damaged)));
});

test('a search for a word without a ligature, or for one that would become another word, has no other terms', () => {
  expect(['granary', 'flight', 'unfit', 'refine'].flatMap((word) => damagedTerms(word))).toEqual([]);
});
