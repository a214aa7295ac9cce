import { expect, test } from '@jest/globals';
import { failure } from '../../../contract/failures.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { eventOfEntry, kindOfEntry } from '../../../contract/state/journal-kinds.ts';
import { inWords } from '../../../contract/state/journal-words.ts';
import { decision } from '../../support/job-events.ts';
import { artifactRef } from '../../support/job-records.ts';

const actor = { id: 'ana', roles: [], via: 'dashboard' } as const;
const place = { step: 'draft', generation: 0, round: 1, item: null } as const;

/** A line of this version and the same as an older one wrote it. */
function linesOf(event: unknown) {
  const line = inWords(event as JobEvent);
  if (line === null) throw new Error('It says nothing.');
  const { event: _event, ...old } = line;
  return { line, old };
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
  const { line, old } = linesOf(event);
  expect(kindOfEntry(line)).toBe(kind);
  expect(kindOfEntry(old)).toBe(kind);
});

test.each([
  ['started', { type: 'place-started', place: { ...place, item: 'q1' } }],
  ['asked-again', { type: 'place-reattempted', place, words: 'The model refused; it is asked in other words.' }],
  ['done', { type: 'place-done', place: { ...place, item: 'q1' }, facts: { found: 2 }, degraded: null }],
  ['skipped', { type: 'place-done', place, facts: {}, degraded: 'Left out.', skipped: true }],
  ['parked', { type: 'place-parked', place, failure: failure('model-refused', 'No.') }],
  ['looked-again', { type: 'place-recovered', place, actor: null, action: 'retry' }],
  ['recovered', { type: 'place-recovered', place, actor, action: 'retry' }],
  ['skipping', { type: 'place-skipping', place, actor, reason: 'Late.' }],
  ['rewound', { type: 'rewound', because: 'fork', step: 'draft', item: null, changes: {}, fresh: false, actor }],
  ['gate-opened', { type: 'gate-opened', place, artifact: artifactRef('a') }],
  ['gate-decided', { type: 'gate-decided', gate: 'approve@0.1', decision: decision('approve@0.1', 'revise') }],
  ['question-asked', { type: 'question-asked', gate: 'approve@0.1', text: 'Why?', actor }],
  ['question-failed', { type: 'question-failed', gate: 'approve@0.1', failure: failure('model-refused', 'No.') }],
  ['round-opened', { type: 'round-opened', round: { from: 'draft', because: 'verify' } }],
  ['budget-set', { type: 'budget-set', actor, limitMicroUsd: 1, reason: '' }],
  ['paused', { type: 'paused', actor, reason: '' }],
  ['resumed', { type: 'resumed', actor }],
  ['ending', { type: 'ending', status: 'cancelled', reason: '', actor }],
  ['ending', { type: 'ending', status: 'done', reason: '', actor: null }],
  ['message-refused', { type: 'message-refused', name: 'decide', actor, words: 'Stale.' }],
])('%s is told by what wrote it, and of older lines by their words: %j', (name, event) => {
  const { line, old } = linesOf(event);
  expect(line.event).toBe(name);
  expect(eventOfEntry(old)).toBe(name);
});
