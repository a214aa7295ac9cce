import { expect, test } from '@jest/globals';
import { FAILURES } from '../../../contract/failures.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { inWords } from '../../../contract/state/journal-words.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { at, decision, finished, gateOpened, opened, parked, started } from '../../support/job-events.ts';
import { PERSON } from '../../support/job-input.ts';

const q1 = at('research', 'q1');
const hash = fakeRef('shown').sha256.slice(0, 12);
const decided = (kind: 'approve' | 'revise', comment = ''): JobEvent => ({
  type: 'gate-decided',
  gate: 'approve@0.1',
  decision: decision('approve@0.1', kind, { comment }),
});

test.each<[JobEvent, string | null]>([
  [opened(q1), null],
  [started(at('plan')), 'Step plan started.'],
  [started(q1), 'Item q1 of research started.'],
  [finished(q1), 'Item q1 of research is done.'],
  [
    { ...finished(at('draft')), facts: { claims: 3, costMicroUsd: 20_000 }, degraded: 'No table.' } as JobEvent,
    'Step draft is done (claims 3, costMicroUsd $0.02). It did less than asked: No table.',
  ],
  [parked(q1), `Needs attention: No key. ${FAILURES['model-key-rejected'].remedy}`],
  [{ type: 'place-recovered', place: q1, actor: null, action: 'retry' }, 'Looked again by itself.'],
  [{ type: 'place-recovered', place: q1, actor: PERSON, action: 'retry' }, 'Recovered: retry.'],
  [gateOpened(at('approve')), `Waits for a decision about "shown" (hash ${hash}).`],
  [decided('approve'), `${hash} was approved (self-approved).`],
  [decided('revise', 'Shorter.'), `${hash} was sent back. "Shorter."`],
  [
    { type: 'round-opened', round: { from: 'draft', because: 'edit', base: null, findings: null, comment: '' } },
    'A new round opens from draft. The edited text is verified again.',
  ],
  [{ type: 'paused', running: 'finish', reason: 'Lunch.', actor: PERSON }, 'Paused. Lunch.'],
  [{ type: 'resumed', actor: PERSON }, 'Resumed.'],
  [{ type: 'budget-set', limitMicroUsd: 2_000_000, reason: 'More.', actor: PERSON }, 'Budget: at most $2.00. More.'],
  [{ type: 'budget-set', limitMicroUsd: null, reason: '', actor: PERSON }, 'Budget: no limit.'],
  [{ type: 'ending', status: 'done', reason: '', actor: null }, 'The job ends: done.'],
  [{ type: 'message-refused', name: 'decide', actor: PERSON, words: 'Stale.' }, 'Message decide was refused: Stale.'],
])('%j', (event, words) => {
  expect(inWords(event)?.words ?? null).toBe(words);
});
