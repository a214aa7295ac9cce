import { expect, test } from '@jest/globals';
import { describeLocator, type Locator } from '../../../contract/evidence/locator.ts';

test.each<[Locator, string]>([
  [{ kind: 'lines', from: 3, to: 3 }, 'line 3'],
  [{ kind: 'lines', from: 3, to: 7 }, 'lines 3 to 7'],
  [{ kind: 'rows', table: 'usage', from: 1, to: 1 }, 'row 1 of usage'],
  [{ kind: 'rows', table: 'usage', from: 1, to: 9 }, 'rows 1 to 9 of usage'],
  [{ kind: 'rows', table: 'memo', from: 0, to: 2 }, 'the header and rows 1 to 2 of memo'],
  [{ kind: 'rows', table: 'memo', from: 0, to: 1 }, 'the header and row 1 of memo'],
  [{ kind: 'rows', table: 'memo', from: 0, to: 0 }, 'the header of memo'],
  [{ kind: 'cell', table: 'memo', row: 0, column: 'calls' }, 'the header, column calls of memo'],
  [{ kind: 'cell', table: 'usage', row: 2, column: 'calls' }, 'row 2, column calls of usage'],
  [{ kind: 'page', page: 4, paragraph: 2 }, 'page 4, paragraph 2'],
  [{ kind: 'paragraph', paragraph: 5 }, 'paragraph 5'],
  [{ kind: 'query', tables: ['usage', 'prices'] }, 'query over usage, prices'],
])('%j is told as %s', (locator, words) => {
  expect(describeLocator(locator)).toBe(words);
});
