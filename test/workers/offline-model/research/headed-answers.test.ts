import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DocumentSet, openDocumentSet } from '../support/document-set.ts';
import { numbered, research } from '../support/offline-job.ts';

let set: DocumentSet;
beforeAll(async () => {
  set = await openDocumentSet('test/support/usefulness/software', ['CHANGELOG.md']);
});
afterAll(() => set.close());

test.each([
  [
    'In which version were priority queues added?',
    '2.1.0 - 2025-02-11: Priority queues: jobs with a higher number run first.',
  ],
  ['In which version was the Redis backend removed?', '2.0.0 - 2024-09-30: The Redis backend.'],
  ['When was version 1.4.0 released?', '1.4.0 - 2023-11-20'],
])('%s', async (question, text) => {
  const researched = await research(set, question);
  expect(researched.notes.statements.map((one) => one.text)).toEqual([text]);
  // The heading is cited where it stands.
  const { evidence } = numbered(set, [{ question, researched }]);
  expect(evidence[0]?.quote).toBe(text.slice(0, '2.1.0 - 2025-02-11'.length));
});

test.each([
  'In which version was PostgreSQL support added?',
  'In which version was the dead letter queue removed?',
  'When was version 3.0.0 released?',
])('%s: nothing', async (question) => {
  expect((await research(set, question)).notes.statements).toEqual([]);
});
