import { expect, test } from '@jest/globals';
import { readingFailureOf } from '../../../../activities/documents/reading/reading-failure.ts';
import { DossierError } from '../../../../contract/failures.ts';

test('an error of the product is passed on, words of a library become those of a damaged file', () => {
  expect(readingFailureOf(new DossierError('document-empty', 'The file is empty.'))).toMatchObject({
    code: 'document-empty',
    message: 'The file is empty.',
  });
  expect(readingFailureOf(new Error('bad xref'))).toMatchObject({
    code: 'document-malformed',
    message: 'The file could not be read: bad xref.',
  });
});

test('text beyond what one string holds is told as too large, with what helps', () => {
  const beyond = () => 'x'.repeat(2 ** 29).concat('x'.repeat(2 ** 29));
  expect(beyond).toThrow(RangeError);
  try {
    beyond();
  } catch (error) {
    expect(readingFailureOf(error)).toMatchObject({
      code: 'document-too-large',
      message: expect.stringContaining('more text than can be read'),
      remedy: expect.stringContaining('leave the file out'),
    });
  }
});
