import { expect, test } from '@jest/globals';
import { failure } from '../../../contract/failures.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { kindOfEntry } from '../../../contract/state/journal-kinds.ts';
import { inWords } from '../../../contract/state/journal-words.ts';
import { artifactRef } from '../../support/job-records.ts';

const actor = { id: 'ana', roles: [], via: 'dashboard' } as const;
const place = { step: 'draft', generation: 0, round: 1, item: null } as const;

function kindOf(event: unknown): string {
  const words = inWords(event as JobEvent);
  if (words === null) throw new Error('It says nothing.');
  return kindOfEntry(words);
}

test.each([
  ['step', { type: 'place-started', place }],
  ['step', { type: 'place-done', place, facts: {}, degraded: null }],
  ['step', { type: 'round-opened', round: { from: 'draft', because: 'verify' } }],
  ['step', { type: 'ending', status: 'done', reason: '', actor: null }],
  ['failure', { type: 'place-parked', place, failure: failure('model-refused', 'No.') }],
  ['failure', { type: 'place-reattempted', place, words: 'The model refused; it is asked in other words.' }],
  ['failure', { type: 'place-recovered', place, actor: null, action: 'retry' }],
  ['failure', { type: 'question-failed', gate: 'approve@0.1', failure: failure('model-refused', 'No.') }],
  ['decision', { type: 'place-recovered', place, actor, action: 'retry' }],
  ['decision', { type: 'gate-opened', place, artifact: artifactRef('a') }],
  ['decision', { type: 'paused', actor, reason: '' }],
  ['decision', { type: 'rewound', because: 'rewind', step: 'draft', item: null, changes: {}, fresh: false, actor }],
  ['money', { type: 'budget-set', actor, limitMicroUsd: 1, reason: '' }],
])('%s: %j', (kind, event) => {
  expect(kindOf(event)).toBe(kind);
});
