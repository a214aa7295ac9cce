import { expect, test } from '@jest/globals';
import { sentenceOnPage } from '../../../client/dashboard/screens/job/sentence-words.ts';

const titleOf = (step: string, item: string): string | null =>
  step === 'research' && item === 'q1' ? 'Who decides?' : null;

test('steps and items stand by their titles, people by their names, and hashes are left out', () => {
  const said = (words: string): string => sentenceOnPage(words, titleOf);
  expect(said('Step ingest is running.')).toBe('“Read the documents” is running.');
  expect(said('Step research is running, 0 of 10 items done.')).toBe('“Research” is running, 0 of 10 items done.');
  expect(said('Item q1 of research started.')).toBe('“Who decides?” started.');
  expect(said('Item q1 of step research needs attention: No.')).toBe('“Who decides?” needs attention: No.');
  expect(said('Item q9 of research started.')).toBe('“q9” started.');
  expect(said('Item batch-2 of verify started.')).toBe('“Batch 2” started.');
  expect(said('Waits for a decision about the draft, round 1, hash a85dd2ec30bc.')).toBe(
    'Waits for a decision about the draft, round 1.',
  );
  expect(said('Waits for a decision about "A (hash x)" (hash a85dd2ec30bc).')).toBe(
    'Waits for a decision about "A (hash x)".',
  );
  expect(said('Cancelled by local.')).toBe('Cancelled by the local administrator.');
  expect(said('Rejected by ana: too thin.')).toBe('Rejected by ana: too thin.');
});

test('what somebody wrote stays as it was written', () => {
  for (const words of [
    'Asked: "Step draft is running?"',
    'Paused. Step plan is wrong.',
    'Recovered: retry.',
    'Cancelled: by local.',
  ])
    expect(sentenceOnPage(words, titleOf)).toBe(words);
});
