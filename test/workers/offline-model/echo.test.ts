import { expect, test } from '@jest/globals';
import { ask } from './support/offline-job.ts';

test('the offline model answers a probe with the words that it was given', () => {
  expect(ask('echo', { comment: { text: 'dossier is here' } })).toEqual({ text: 'dossier is here' });
});
