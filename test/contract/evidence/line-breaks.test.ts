import { expect, it } from '@jest/globals';
import { datesIn } from '../../../contract/evidence/calendar-date.ts';
import { withoutLineBreaks } from '../../../contract/evidence/line-breaks.ts';
import { numbersIn } from '../../../contract/evidence/number.ts';

it('reads over the line breaks of a passage, and keeps its offsets', () => {
  const text = 'As of June\n30, 2011, it had $219.2\r\nbillion.';
  expect(withoutLineBreaks(text)).toHaveLength(text.length);
  expect(datesIn(text).map((date) => date.text)).toEqual(['June 30, 2011']);
  expect(numbersIn('It had $219.2\nbillion.').map((number) => number.text)).toEqual(['$219.2 billion']);
});
