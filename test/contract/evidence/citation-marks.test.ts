import { expect, test } from '@jest/globals';
import { citationMarksOf, withoutCitationMarks } from '../../../contract/evidence/citation-marks.ts';

test.each([
  ['It costs 5 dollars.[^e12]', 'It costs 5 dollars.', ['[^e12]']],
  ['It costs 5 dollars [1, 2].', 'It costs 5 dollars.', [' [1, 2]']],
  ['It costs 5 dollars.[note 3]', 'It costs 5 dollars.', ['[note 3]']],
  ['It costs 5 dollars.1', 'It costs 5 dollars.', ['1']],
  ['It rose by 2.1', 'It rose by 2.1', []],
  ['It ended in [2025].', 'It ended in [2025].', []],
  ['It costs 5 dollars [sic].', 'It costs 5 dollars [sic].', []],
])('%s', (text, plain, marks) => {
  expect(withoutCitationMarks(text)).toBe(plain);
  expect(citationMarksOf(text)).toEqual(marks);
});
