import { expect, test } from '@jest/globals';
import { questionFault } from '../../contract/question.ts';

test.each([
  ['What does it cost?', null],
  ['  Was kostet das?  ', null],
  ['費用は？', null],
  [' a ', 'The question has 1 character.'],
  ['', 'The question has 0 characters.'],
  ['x'.repeat(100_000), 'The question has 100,000 characters.'],
  ['"?!..."', 'The question has neither letters nor digits.'],
])('%j', (typed, fault) => {
  expect(questionFault(typed)).toBe(fault);
});
